import { z } from 'zod'
import { nearestName } from './nearest.js'
import { allowedBy, allowedByOneOf, inWords, isMapping, keyInWords, unwrap } from '../words/schema-words.js'
import type { Path } from './yaml-file.js'

/** A problem of one file, by the path where it stands. */
export interface PathProblem {
  readonly path: Path
  /** Whether the key is wrong or its value. */
  readonly at: 'key' | 'value'
  readonly message: string
  readonly allowed: readonly string[]
  readonly nearest: string | null
}

const problem = (
  path: Path,
  at: 'key' | 'value',
  message: string,
  found: unknown,
  allowed: readonly string[],
): PathProblem => {
  const scalar = typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
  return { path, at, message, allowed, nearest: scalar ? nearestName(String(found), allowed) : null }
}

const wrongKind = (schema: z.core.$ZodType, value: unknown, path: Path): PathProblem[] => {
  const quote = typeof value === 'number' || typeof value === 'boolean'
  const text = unwrap(schema) instanceof z.ZodString && quote ? ' (put it in quotes)' : ''
  return [problem(path, 'value', `found ${inWords(value)}${text}`, value, allowedBy(schema))]
}

const leaf = (wrapped: z.core.$ZodType, value: unknown, path: Path): PathProblem[] => {
  const schema = unwrap(wrapped)
  const result = z.safeParse(wrapped, value)
  if (result.success) return []
  const [issue] = result.error.issues
  if (issue === undefined || issue.code === 'invalid_type' || issue.code === 'invalid_value')
    return wrongKind(schema, value, path)
  const format = issue.code === 'invalid_format'
  const email = format && issue.format === 'email'
  const words: readonly string[] = email
    ? ['a mail address']
    : format && !issue.message.startsWith('Invalid')
      ? [issue.message]
      : []
  return [
    problem(
      path,
      'value',
      words.length > 0 ? `found ${inWords(value)}` : `found ${inWords(value)}: ${issue.message}`,
      value,
      words,
    ),
  ]
}

const objectProblems = (schema: z.ZodObject, value: Readonly<Record<string, unknown>>, path: Path): PathProblem[] => {
  const names = Object.keys(schema.shape)
  const rest = schema.def.catchall
  const open = rest !== undefined && !(unwrap(rest) instanceof z.ZodNever)
  const problems: PathProblem[] = []
  const missing = names.filter(
    name => value[name] === undefined && !z.safeParse(schema.shape[name] as z.ZodType, undefined).success,
  )
  for (const [key, part] of Object.entries(value)) {
    const inner = Object.hasOwn(schema.shape, key) ? (schema.shape[key] as z.core.$ZodType) : open ? rest : null
    if (inner !== null) problems.push(...schemaProblems(inner, part, [...path, key]))
    else problems.push(problem([...path, key], 'key', `found the unknown key ${keyInWords(key)}`, key, names))
  }
  for (const name of missing) problems.push(problem(path, 'key', `'${name}' is missing`, undefined, []))
  return problems
}

const recordProblems = (schema: z.ZodRecord, value: Readonly<Record<string, unknown>>, path: Path): PathProblem[] =>
  Object.entries(value).flatMap(([key, part]) => [
    ...leaf(schema.keyType, key, [...path, key]).map(found => ({ ...found, at: 'key' as const })),
    ...schemaProblems(schema.valueType, part, [...path, key]),
  ])

const unlike = 100

/** How far a value is from what was meant: a value of another kind is furthest, then each problem counts. */
const cost = (problems: readonly PathProblem[], schema: z.core.$ZodType, value: unknown): number => {
  const inner = unwrap(schema)
  const kind =
    inner instanceof z.ZodObject || inner instanceof z.ZodRecord
      ? isMapping(value)
      : inner instanceof z.ZodArray || inner instanceof z.ZodTuple
        ? Array.isArray(value)
        : typeof value !== 'object'
  const known =
    inner instanceof z.ZodObject && isMapping(value)
      ? Object.keys(value).filter(key => Object.hasOwn(inner.shape, key)).length
      : 0
  return (kind ? 0 : unlike) + problems.length - known
}

const unionProblems = (schema: z.ZodUnion, value: unknown, path: Path): PathProblem[] => {
  const tried = schema.options.map(option => {
    const problems = schemaProblems(option, value, path)
    return { option, problems, cost: cost(problems, option, value) }
  })
  const least = Math.min(...tried.map(branch => branch.cost))
  const nearest = tried.filter(branch => branch.cost === least)
  const [first] = nearest
  if (least >= unlike || first === undefined || typeof value !== 'object' || value === null) {
    const told = (option: z.core.$ZodType): readonly string[] =>
      leaf(option, value, path)[0]?.allowed ?? allowedBy(option)
    return [problem(path, 'value', `found ${inWords(value)}`, value, allowedByOneOf(schema.options, told))]
  }
  if (nearest.length === 1) return first.problems
  const keys = [
    ...new Set(
      nearest.flatMap(({ option }) => {
        const inner = unwrap(option)
        return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
      }),
    ),
  ]
  const [wrong] = isMapping(value) ? Object.keys(value).filter(key => !keys.includes(key)) : []
  if (wrong !== undefined)
    return [problem([...path, wrong], 'key', `found the unknown key ${keyInWords(wrong)}`, wrong, keys)]
  const [only] = isMapping(value) ? Object.keys(value) : []
  return only === undefined ? [problem(path, 'value', `found ${inWords(value)}`, undefined, keys)] : first.problems
}

const lengthInWords = (schema: z.ZodArray | z.ZodTuple, list: readonly unknown[]): string => {
  if (list.length === 0) return 'found an empty list'
  const found = `found a list of ${String(list.length)}`
  if (schema instanceof z.ZodTuple) return `${found}, expected ${String(schema.def.items.length)}`
  const short = schema.safeParse(list).error?.issues.find(issue => issue.code === 'too_small')
  return short === undefined ? found : `${found}, expected at least ${String(short.minimum)}`
}

/** All problems of a value under a schema, unions narrowed to the branch that is nearest to what was meant. */
export const schemaProblems = (wrapped: z.core.$ZodType, value: unknown, path: Path = []): PathProblem[] => {
  if (z.safeParse(wrapped, value).success) return []
  const schema = unwrap(wrapped)
  if (schema instanceof z.ZodUnion) return unionProblems(schema, value, path)
  const container = schema instanceof z.ZodObject || schema instanceof z.ZodRecord
  if (container && !isMapping(value)) return wrongKind(schema, value, path)
  if (schema instanceof z.ZodObject) return objectProblems(schema, value as Readonly<Record<string, unknown>>, path)
  if (schema instanceof z.ZodRecord) return recordProblems(schema, value as Readonly<Record<string, unknown>>, path)
  if (schema instanceof z.ZodArray || schema instanceof z.ZodTuple) {
    if (!Array.isArray(value)) return wrongKind(schema, value, path)
    const inner = value.flatMap((item: unknown, position) => {
      const item0 = schema instanceof z.ZodArray ? schema.element : schema.def.items[position]
      return item0 === undefined ? [] : schemaProblems(item0, item, [...path, position])
    })
    return inner.length > 0 ? inner : [problem(path, 'value', lengthInWords(schema, value), undefined, [])]
  }
  return leaf(schema, value, path)
}
