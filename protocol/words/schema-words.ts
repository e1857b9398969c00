import { z } from 'zod'
import { idSchema } from '../language/ids.js'

/** A text as messages describe it: how long it is, never what it says. */
const textInWords = (text: string): string => {
  const { length } = Array.from(text)
  if (length === 0) return 'an empty text'
  return `a text of ${String(length)} ${length === 1 ? 'sign' : 'signs'}`
}

/** A value as messages describe it: its kind and length. What it says stays in the file, whose line and column are given. */
export const inWords = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (typeof value === 'string') return textInWords(value)
  if (typeof value === 'number') return 'a number'
  return typeof value === 'boolean' ? `the truth value ${String(value)}` : 'something else'
}

const longestKey = 60

/** A key as messages show it: in quotes, or by its length where it is longer than keys are or would act on a terminal. */
export const keyInWords = (key: string): string =>
  key.length > longestKey || /[\p{C}\u2028\u2029]/u.test(key) ? textInWords(key) : `'${key}'`

/** Whether a code is one of the words that studies choose, as ids are: what else stands in its place is not shown. */
export const isCodeWord = (code: string): boolean => code.length <= longestKey && idSchema.safeParse(code).success

/** A code as a doubt tells it: in quotes where it is a word as ids are, another text by its length. */
export const codeInWords = (code: string): string => (isCodeWord(code) ? `'${code}'` : textInWords(code))

/** Whether a value is a mapping of keys to values. */
export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The schema inside defaults, optional and lazy ones. */
export const unwrap = (schema: z.core.$ZodType): z.core.$ZodType => {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  ) {
    return unwrap(schema.unwrap())
  }
  if (schema instanceof z.ZodLazy) return unwrap(schema.unwrap())
  if (!(schema instanceof z.ZodPipe)) return schema
  return unwrap(schema.in instanceof z.ZodTransform ? schema.out : schema.in)
}

/** What may stand where one of several schemas does: the words of each, and all mappings as one. */
export const allowedByOneOf = (
  options: readonly z.core.$ZodType[],
  allowed: (option: z.core.$ZodType) => readonly string[],
): readonly string[] => {
  const objects = options.map(unwrap).filter(option => option instanceof z.ZodObject)
  const keys = [...new Set(objects.flatMap(option => Object.keys(option.shape)))]
  const others = options.filter(option => !(unwrap(option) instanceof z.ZodObject)).flatMap(allowed)
  return [...new Set([...others, ...(keys.length === 0 ? [] : [mappingWith(keys)])])]
}

const mappingWith = (keys: readonly string[]): string => `a mapping with ${keys.join(' | ')}`

/** What may stand where a schema stands, in words. */
export const allowedBy = (wrapped: z.core.$ZodType): readonly string[] => {
  const schema = unwrap(wrapped)
  if (schema instanceof z.ZodEnum) return schema.options.map(String)
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String)
  if (schema instanceof z.ZodUnion) return allowedByOneOf(schema.options, allowedBy)
  if (schema instanceof z.ZodObject) return [mappingWith(Object.keys(schema.shape))]
  if (schema instanceof z.ZodRecord) return ['a mapping']
  if (schema instanceof z.ZodArray || schema instanceof z.ZodTuple) return ['a list']
  if (schema instanceof z.ZodNumber) return ['a number']
  if (schema instanceof z.ZodBoolean) return ['true', 'false']
  return schema instanceof z.ZodNull ? [] : ['a text']
}
