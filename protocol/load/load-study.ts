import { join } from 'node:path'
import type { z } from 'zod'
import { checkStudy } from './check-study.js'
import { checkOperations } from '../checks/check-operations.js'
import { StudyInvalid, type StudyProblem } from './study-problems.js'
import type { StudyFindings } from './study-findings.js'
import { fillFromPacks } from './fill-from-packs.js'
import { idSchema } from '../language/ids.js'
import { nearestName } from './nearest.js'
import { noOperations, type Operations, operationsSchema } from '../language/operations.js'
import { type Published, publishedSchema } from '../language/published.js'
import { packNames } from '../language/packs.js'
import { resolvedHash } from './resolved-hash.js'
import { readPack } from './read-packs.js'
import { shippedRules } from './read-rules.js'
import { type PathProblem, schemaProblems } from './schema-problems.js'
import { type SiteMapping, siteSchema } from '../language/site.js'
import { type Study, studySchema } from '../language/study.js'
import { leavesFolder, listStudyFolder, readStudyFile, stands } from './study-file.js'
import { parseYamlFile, type YamlFile } from './yaml-file.js'

/** A study and its site mappings as resolved: valid, every default written out. */
export interface LoadedStudy {
  readonly folder: string
  readonly study: Study
  /** By site, in the study's order. */
  readonly mappings: Readonly<Record<string, SiteMapping>>
  readonly published: Published | null
  /** Hash of all that is resolved, mappings too: it changes when the meaning of any file changes, not the layout. */
  readonly protocolHash: string
  readonly mappingHashes: Readonly<Record<string, string>>
  /** The whole as plain JSON. */
  readonly resolved: ResolvedStudy
  /** How the study is run: no part of the protocol, so that a recipient or a night changes no hash. */
  readonly operations: Operations
  /** What is allowed but probably not meant. */
  readonly warnings: readonly StudyProblem[]
}

/** A study, its mappings and its published numbers as plain JSON: a run keeps them whole. */
export interface ResolvedStudy {
  readonly study: Study
  readonly mappings: Readonly<Record<string, SiteMapping>>
  readonly published: Published | null
}

const printedKeys = new Set(['printed', 'percent', 'estimate', 'lower', 'upper', 'p'])

/** The problem of one file with its line and column. */
export const located = (yaml: YamlFile, found: PathProblem): StudyProblem => ({
  file: yaml.file,
  ...yaml.place(found.path, found.at),
  message: found.message,
  allowed: found.allowed,
  nearest: found.nearest,
})

const plainProblem = (file: string, message: string, nearest: string | null = null): StudyProblem => ({
  file,
  line: 1,
  column: 1,
  message,
  allowed: [],
  nearest,
})

const readYaml = async (
  folder: string,
  name: string,
  asWritten?: ReadonlySet<string>,
): Promise<YamlFile | StudyProblem> => {
  const file = join(folder, name)
  const read = await readStudyFile(folder, name)
  return 'refused' in read ? plainProblem(file, read.refused) : parseYamlFile(file, read.text, asWritten)
}

/** A file of a study as far as it could be read. */
export interface Parsed<T> {
  readonly yaml: YamlFile | null
  readonly value: T | null
  readonly problems: readonly StudyProblem[]
}

/** Reads a file of a study's folder by a schema. */
export const parseAs = async <T>(
  schema: z.ZodType<T>,
  folder: string,
  name: string,
  asWritten?: ReadonlySet<string>,
): Promise<Parsed<T>> => {
  const yaml = await readYaml(folder, name, asWritten)
  return 'place' in yaml ? parsedAs(schema, yaml) : { yaml: null, value: null, problems: [yaml] }
}

/** A file of YAML by a schema. */
export const parsedAs = <T>(schema: z.ZodType<T>, yaml: YamlFile): Parsed<T> => {
  if (yaml.problems.length > 0) return { yaml, value: null, problems: yaml.problems }
  const result = schema.safeParse(yaml.value)
  if (result.success) return { yaml, value: result.data, problems: [] }
  const found = schemaProblems(schema, yaml.value).map(problem => located(yaml, problem))
  return { yaml, value: null, problems: found.length > 0 ? found : [plainProblem(yaml.file, 'not a valid file')] }
}

const isId = (text: string): boolean => idSchema.safeParse(text).success

const siteFileProblems = (folder: string, yaml: YamlFile, sites: readonly string[], entries: readonly string[]) => {
  const files = entries.filter(name => /\.ya?ml$/.test(name) && !name.startsWith('.'))
  const extra = files.filter(name => !sites.some(site => `${site}.yaml` === name))
  const absent = sites.filter(site => !files.includes(`${site}.yaml`))
  return [
    ...absent.map(site => {
      const path: readonly (string | number)[] = ['sites', sites.indexOf(site)]
      const allowed = extra.map(name => name.replace(/\.ya?ml$/, '')).filter(isId)
      return located(yaml, {
        path,
        at: 'value',
        message: `found a site of which there is no file in sites/`,
        allowed: [],
        nearest: nearestName(site, allowed),
      })
    }),
    ...extra.map(name => {
      const called = name.replace(/\.ya?ml$/, '')
      // A name that is no id is somebody's own: it is shown by its place among the others.
      const shown = isId(called) ? name : `file ${String(entries.indexOf(name) + 1)} of ${String(entries.length)}`
      return plainProblem(
        join(folder, 'sites', shown),
        `the study does not list the site of this file, or the file is not called <site>.yaml`,
      )
    }),
  ]
}

const operationsFile = 'operations.yaml'

const readOperations = async (folder: string): Promise<Parsed<Operations>> => {
  if (!(await stands(folder, operationsFile))) return { yaml: null, value: noOperations, problems: [] }
  return parseAs(operationsSchema, folder, operationsFile)
}

/** Loads `operations.yaml` of a study's folder and nothing else, for when `study.yaml` is broken; throws StudyInvalid. */
export const loadOperations = async (folder: string): Promise<Operations> => {
  if (!(await stands(folder, '.'))) throw new StudyInvalid([plainProblem(folder, 'there is no such folder')])
  const { yaml, value, problems } = await readOperations(folder)
  if (value === null) throw new StudyInvalid(problems)
  const findings: StudyFindings = { errors: [], warnings: [] }
  checkOperations(findings, value, null, {}, { goneBy: [], shipped: [] })
  const wrong = findings.errors.flatMap(found => (yaml === null ? [] : [located(yaml, found)]))
  if (wrong.length > 0) throw new StudyInvalid(wrong)
  return value
}

/** Mappings with the words of their packs, and what is wrong with these. */
export interface FilledMappings {
  readonly mappings: Readonly<Record<string, SiteMapping>>
  readonly problems: readonly StudyProblem[]
  readonly findings: StudyFindings
}

/** The mappings with the words written out that they take from packs; the packs that nobody names are not opened. */
export const filledMappings = async (
  study: Study,
  written: readonly { readonly site: string; readonly mapping: SiteMapping }[],
): Promise<FilledMappings> => {
  const named = packNames.filter(name =>
    [study, ...written.map(({ mapping }) => mapping)].some(({ packs }) => packs?.includes(name)),
  )
  const read = await Promise.all(named.map(readPack))
  const packs = read.flatMap(({ pack }) => (pack === null ? [] : [pack]))
  const findings: StudyFindings = { errors: [], warnings: [] }
  const mappings = Object.fromEntries(
    written.map(({ site, mapping }) => [site, fillFromPacks(findings, { site, mapping, study, packs })]),
  )
  return { mappings, problems: read.flatMap(({ problems }) => problems), findings }
}

/**
 * Loads a study's folder: `study.yaml`, `sites/<site>.yaml` and the published numbers. Throws StudyInvalid with every
 * problem found.
 */
export const loadStudy = async (folder: string): Promise<LoadedStudy> => {
  const study = await parseAs(studySchema, folder, 'study.yaml')
  const problems: StudyProblem[] = [...study.problems]
  if (study.yaml === null) throw new StudyInvalid(problems)
  const listed = (study.yaml.value as { sites?: unknown } | null)?.sites
  const sites = Array.isArray(listed)
    ? listed.filter((site): site is string => typeof site === 'string' && isId(site))
    : []
  const entries = (await listStudyFolder(folder, 'sites')).toSorted()
  if (Array.isArray(listed)) problems.push(...siteFileProblems(folder, study.yaml, sites, entries))
  const mapped = await Promise.all(
    sites
      .filter(site => entries.includes(`${site}.yaml`))
      .map(async site => {
        return { site, ...(await parseAs(siteSchema, folder, join('sites', `${site}.yaml`))) }
      }),
  )
  for (const site of mapped) problems.push(...site.problems)
  const publishedName = study.value?.published
  // One that leads out of the folder is named by the checks, and never opened.
  const published =
    publishedName === undefined || leavesFolder(publishedName)
      ? null
      : await parseAs(publishedSchema, folder, publishedName, printedKeys)
  if (published?.yaml === null) {
    // The name of a file that is not read is a value of study.yaml, so it is shown by its place there.
    const told = published.problems.map(({ message }) => `the file named here is not read: ${message}`)
    for (const message of told)
      problems.push(located(study.yaml, { path: ['published'], at: 'value', message, allowed: [], nearest: null }))
  } else problems.push(...(published?.problems ?? []))
  const operations = await readOperations(folder)
  problems.push(...operations.problems)

  if (study.value === null) throw new StudyInvalid(problems)
  const written = mapped.flatMap(({ site, value }) => (value === null ? [] : [{ site, mapping: value }]))
  const filled = await filledMappings(study.value, written)
  problems.push(...filled.problems)
  const { mappings } = filled
  const shipped = await shippedRules()
  const checked = checkStudy({ study: study.value, mappings, published: published?.value ?? null, shipped })
  const yamls: Readonly<Record<string, YamlFile | null>> = {
    study: study.yaml,
    published: published?.yaml ?? null,
    operations: operations.yaml,
    ...Object.fromEntries(mapped.map(({ site, yaml }) => [`site ${site}`, yaml])),
  }
  const places = (found: typeof checked.errors): StudyProblem[] =>
    found.flatMap(({ of, ...problem }) => {
      const yaml = yamls[of]
      return yaml === undefined || yaml === null ? [] : [located(yaml, problem)]
    })
  const ofOperations: StudyFindings = { errors: [], warnings: [] }
  const ruleNames = { goneBy: Object.keys(checked.resolved.rules.own), shipped: Object.keys(shipped) }
  if (operations.value !== null) checkOperations(ofOperations, operations.value, study.value, mappings, ruleNames)
  problems.push(...places([...filled.findings.errors, ...checked.errors, ...ofOperations.errors]))
  if (problems.length > 0) throw new StudyInvalid(problems)
  const resolved: ResolvedStudy = {
    study: checked.resolved,
    mappings: checked.mappings,
    published: published?.value ?? null,
  }
  return {
    folder,
    ...resolved,
    protocolHash: resolvedHash(resolved),
    mappingHashes: Object.fromEntries(
      Object.entries(resolved.mappings).map(([site, mapping]) => [site, resolvedHash(mapping)]),
    ),
    resolved,
    operations: operations.value ?? noOperations,
    warnings: places([...filled.findings.warnings, ...checked.warnings, ...ofOperations.warnings]),
  }
}
