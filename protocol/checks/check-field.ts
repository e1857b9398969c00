import { type StudyFindings, reject } from '../load/study-findings.js'
import { inWords } from '../words/schema-words.js'
import { checkDay } from './check-day.js'
import type { FieldMapping } from '../language/mapping/field-mapping.js'
import { checkPatterns } from './check-patterns.js'
import { checkTwins } from './check-twins.js'
import type { ColumnMapping, PlacedField } from './placed-field.js'

const ofDays = ['date', 'century', 'months', 'impute'] as const

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
  notFor(findings, placed, mapping, kind === 'quantity' ? ofDays : [...ofDays, 'unit', 'factor'])
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
  checkTwins(findings, of, path, mapping)
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
