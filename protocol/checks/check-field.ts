import type { FieldKind } from '../schema/domains.js'
import { type FindingFile, type StudyFindings, reject } from '../load/study-findings.js'
import { inWords } from '../words/schema-words.js'
import type { FieldMapping } from '../language/mapping/field-mapping.js'
import { checkPatterns } from './check-patterns.js'
import type { Path } from '../load/yaml-file.js'

/**
 * Whether a date format can be read: four digits of the year once, month and day at most once, no day without a month.
 */
export const isDateFormat = (format: string): boolean => {
  if (format.startsWith('serial ')) return true
  const tokens = format.match(/Y+|M+|D+/g) ?? []
  const count = (letter: string): number => tokens.filter(token => token.startsWith(letter)).length
  const known = tokens.every(token => ['YYYY', 'MMM', 'MM', 'M', 'DD', 'D'].includes(token))
  return known && count('Y') === 1 && count('M') <= 1 && count('D') <= count('M')
}

/** What is said of a column. */
export type ColumnMapping = Exclude<FieldMapping, string | { constant: unknown }>

/** A field of a block with its place. */
export interface PlacedField {
  readonly of: FindingFile
  readonly path: Path
  readonly field: string
  readonly kind: FieldKind
  readonly offsets: boolean
}

/** Checks how a day is written: as a date or an offset, as the study counts time. */
export const checkDay = (
  findings: StudyFindings,
  { of, path, field, offsets }: PlacedField,
  mapping: Partial<ColumnMapping>,
): void => {
  const given = [mapping.date === undefined ? null : 'date', mapping.offset === undefined ? null : 'offset'].filter(
    key => key !== null,
  )
  if (given.length !== 1) {
    const message =
      given.length === 0
        ? `'${field}' is a day: how it is written is missing`
        : `'${field}' has both 'date' and 'offset'`
    reject(findings, { of, path, at: 'key', message, allowed: [offsets ? 'offset: days' : 'date: [YYYY-MM-DD]'] })
  } else if (offsets && mapping.date !== undefined) {
    reject(findings, {
      of,
      path: [...path, 'date'],
      at: 'key',
      message: 'found a date, but the study counts in day offsets',
      allowed: ['offset'],
    })
  } else if (!offsets && mapping.offset !== undefined) {
    reject(findings, {
      of,
      path: [...path, 'offset'],
      at: 'key',
      message: 'found an offset, but the study counts in dates',
      allowed: ['date'],
    })
  }
  if (mapping.impute !== undefined && mapping.date === undefined) {
    reject(findings, {
      of,
      path: [...path, 'impute'],
      at: 'key',
      message: `found 'impute', which completes partial dates: there are none here`,
    })
  }
  mapping.date?.forEach((format, position) => {
    if (isDateFormat(format)) return
    reject(findings, {
      of,
      path: [...path, 'date', position],
      message: 'found a date format that cannot be read',
      allowed: ['YYYY once, with M, MM or MMM (a name), D or DD where they stand'],
    })
  })
}

const notFor = (
  findings: StudyFindings,
  { of, path, field, kind }: PlacedField,
  mapping: Partial<ColumnMapping>,
  keys: readonly (keyof ColumnMapping)[],
): void => {
  for (const key of keys) {
    if (mapping[key] === undefined) continue
    reject(findings, { of, path: [...path, key], at: 'key', message: `found '${key}', but '${field}' is a ${kind}` })
  }
}

/** Checks that what is said of a column fits the kind of field that it fills. */
export const checkField = (findings: StudyFindings, placed: PlacedField, mapping: FieldMapping): void => {
  const { of, path, field, kind, offsets } = placed
  if (typeof mapping === 'string') {
    if (kind === 'date') checkDay(findings, placed, {})
    return
  }
  if ('constant' in mapping) {
    const isDay = offsets ? typeof mapping.constant === 'number' : /^\d{4}-\d{2}-\d{2}$/.test(String(mapping.constant))
    if (kind === 'date' && !isDay) {
      const allowed = [offsets ? 'a number of days, such as 0' : 'a day written YYYY-MM-DD']
      reject(findings, { of, path, message: `found ${inWords(mapping.constant)}, but '${field}' is a day`, allowed })
    }
    if (kind === 'number' && typeof mapping.constant !== 'number')
      reject(findings, { of, path, message: `found ${inWords(mapping.constant)}, but '${field}' is a number` })
    return
  }
  if (kind === 'date') {
    notFor(findings, placed, mapping, ['codes', 'pack', 'patterns', 'each', 'unit', 'factor', 'decimal'])
    checkDay(findings, placed, mapping)
    return
  }
  notFor(findings, placed, mapping, kind === 'quantity' ? ['date', 'impute'] : ['date', 'impute', 'unit', 'factor'])
  if (mapping.offset !== undefined) {
    reject(findings, {
      of,
      path: [...path, 'offset'],
      at: 'key',
      message: `found 'offset', but '${field}' is a ${kind}${offsets ? '' : ' and the study counts in dates'}`,
    })
  }
  if (kind === 'code') notFor(findings, placed, mapping, ['decimal'])
  else notFor(findings, placed, mapping, ['each'])
  checkPatterns(findings, of, path, mapping)
  if (kind !== 'number') return
  for (const list of ['codes', 'patterns'] as const) {
    for (const [received, code] of Object.entries(mapping[list] ?? {})) {
      if (typeof code === 'number') continue
      reject(findings, {
        of,
        path: [...path, list, received],
        message: `found ${inWords(code)}, but '${field}' is a number`,
      })
    }
  }
}
