import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type Rule, ruleFileSchema } from '../language/rules.js'
import { schemaProblems } from './schema-problems.js'
import { StudyInvalid, type StudyProblem } from './study-problems.js'
import { parseYamlFile } from './yaml-file.js'

/** The files of rules that every study has, in the order in which their rules are asked. */
export const ruleFiles = ['general', 'oncology'] as const

type RuleFile = (typeof ruleFiles)[number]

// Beside this folder in the checkout and where it is compiled; a bundled program lies one folder deep.
const placeOf = (name: RuleFile): URL => {
  const places = ['../rules/', '../protocol/rules/'].map(folder => new URL(`${folder}${name}.yaml`, import.meta.url))
  return places.find(place => existsSync(place)) ?? places[0]!
}

/** Reads the text of a file of rules strictly: each problem by line and column. */
export const parseRules = (
  file: string,
  text: string,
): { readonly rules: Readonly<Record<string, Rule>>; readonly problems: readonly StudyProblem[] } => {
  const yaml = parseYamlFile(file, text)
  if (yaml.problems.length > 0) return { rules: {}, problems: yaml.problems }
  const read = ruleFileSchema.safeParse(yaml.value)
  if (read.success) return { rules: read.data.rules, problems: [] }
  const problems = schemaProblems(ruleFileSchema, yaml.value).map(({ path, at, message, allowed, nearest }) => ({
    ...{ file, message, allowed, nearest },
    ...yaml.place(path, at),
  }))
  return { rules: {}, problems }
}

/** Reads the files of rules that ship, each with its name. */
export const readRuleFiles = async (): Promise<readonly (readonly [RuleFile, Readonly<Record<string, Rule>>])[]> => {
  const read = await Promise.all(
    ruleFiles.map(async name => ({
      name,
      ...parseRules(`rules/${name}.yaml`, await readFile(placeOf(name), 'utf8')),
    })),
  )
  const problems = read.flatMap(each => each.problems)
  if (problems.length > 0) throw new StudyInvalid(problems)
  return read.map(({ name, rules }) => [name, rules] as const)
}

const readRules = async (): Promise<Readonly<Record<string, Rule>>> =>
  Object.assign({}, ...(await readRuleFiles()).map(([, rules]) => rules)) as Readonly<Record<string, Rule>>

let kept: Promise<Readonly<Record<string, Rule>>> | null = null

/** The rules that every study has, by id, in their order; read once. */
export const shippedRules = (): Promise<Readonly<Record<string, Rule>>> => (kept ??= readRules())
