import { testsOf } from '../analytes.js'
import { type DomainName, type FieldKind, fieldsOf, wideFieldOf } from '../domains.js'
import { type FindingFile, type Findings, reject } from '../findings.js'
import type { FieldMapping, MappingBlock } from '../site.js'
import type { Study } from '../study.js'
import { unitFactor, unitsOf } from '../units.js'
import type { Path } from '../yaml-file.js'
import { isDateFormat } from './date-format.js'
import { quantityOf } from './field-quantity.js'

/** A block of a mapping with its place. */
export interface PlacedBlock {
  readonly study: Study
  readonly of: FindingFile
  readonly path: Path
  readonly domain: DomainName
  readonly block: MappingBlock
}

type ColumnMapping = Exclude<FieldMapping, string | { constant: unknown }>

interface PlacedField { readonly of: FindingFile; readonly path: Path; readonly field: string; readonly kind: FieldKind; readonly offsets: boolean }

const checkDay = (findings: Findings, { of, path, field, offsets }: PlacedField, mapping: Partial<ColumnMapping>): void => {
  const given = [mapping.date === undefined ? null : 'date', mapping.offset === undefined ? null : 'offset'].filter((key) => key !== null)
  if (given.length !== 1) {
    const message = given.length === 0 ? `'${field}' is a day: how it is written is missing` : `'${field}' has both 'date' and 'offset'`
    reject(findings, { of, path, at: 'key', message, allowed: [offsets ? 'offset: days' : 'date: [YYYY-MM-DD]'] })
  } else if (offsets && mapping.date !== undefined) {
    reject(findings, { of, path: [...path, 'date'], at: 'key', message: 'found a date, but the study counts in day offsets', allowed: ['offset'] })
  } else if (!offsets && mapping.offset !== undefined) {
    reject(findings, { of, path: [...path, 'offset'], at: 'key', message: 'found an offset, but the study counts in dates', allowed: ['date'] })
  }
  if (mapping.impute !== undefined && mapping.date === undefined) {
    reject(findings, { of, path: [...path, 'impute'], at: 'key', message: `found 'impute', which completes partial dates: there are none here` })
  }
  mapping.date?.forEach((format, position) => {
    if (isDateFormat(format)) return
    reject(findings, { of, path: [...path, 'date', position], message: `found the date format '${format}'`, allowed: ['YYYY once, with M or MM, D or DD where they stand'] })
  })
}

const notFor = (findings: Findings, { of, path, field, kind }: PlacedField, mapping: Partial<ColumnMapping>, keys: readonly (keyof ColumnMapping)[]): void => {
  for (const key of keys) {
    if (mapping[key] === undefined) continue
    reject(findings, { of, path: [...path, key], at: 'key', message: `found '${key}', but '${field}' is a ${kind}` })
  }
}

/** Checks that what is said of a column fits the kind of field that it fills. */
export const checkField = (findings: Findings, placed: PlacedField, mapping: FieldMapping): void => {
  const { of, path, field, kind, offsets } = placed
  if (typeof mapping === 'string') {
    if (kind === 'date') checkDay(findings, placed, {})
    return
  }
  if ('constant' in mapping) {
    const isDay = offsets ? typeof mapping.constant === 'number' : /^\d{4}-\d{2}-\d{2}$/.test(String(mapping.constant))
    if (kind === 'date' && !isDay) {
      const allowed = [offsets ? 'a number of days, such as 0' : 'a day written YYYY-MM-DD']
      reject(findings, { of, path, message: `found ${String(mapping.constant)}, but '${field}' is a day`, allowed })
    }
    if (kind === 'number' && typeof mapping.constant !== 'number') reject(findings, { of, path, message: `found '${mapping.constant}', but '${field}' is a number` })
    return
  }
  if (kind === 'date') {
    notFor(findings, placed, mapping, ['codes', 'unit', 'decimal'])
    checkDay(findings, placed, mapping)
    return
  }
  notFor(findings, placed, mapping, kind === 'quantity' ? ['date', 'impute'] : ['date', 'impute', 'unit'])
  if (mapping.offset !== undefined) {
    reject(findings, { of, path: [...path, 'offset'], at: 'key', message: `found 'offset', but '${field}' is a ${kind}${offsets ? '' : ' and the study counts in dates'}` })
  }
  if (kind === 'code') notFor(findings, placed, mapping, ['decimal'])
  if (kind !== 'number') return
  for (const [received, code] of Object.entries(mapping.codes ?? {})) {
    if (typeof code === 'number') continue
    reject(findings, { of, path: [...path, 'codes', received], message: `found '${code}', but '${field}' is a number` })
  }
}

const testsNamed = (block: MappingBlock): readonly string[] => {
  const test = block.fields['test']
  if (test === undefined || typeof test === 'string') return []
  if ('constant' in test) return [String(test.constant)]
  return [...new Set(Object.values(test.codes ?? {}).map(String))]
}

const checkUnits = (findings: Findings, { study, of, domain }: PlacedBlock, path: Path, field: string, named: readonly string[], unit: unknown): void => {
  const offered = typeof unit === 'string' ? [[unit, [...path, 'unit']] as const]
    : Object.entries((unit as { codes?: Readonly<Record<string, string>> } | undefined)?.codes ?? {})
      .map(([received, code]) => [code, [...path, 'unit', 'codes', received]] as const)
  const quantities = quantityOf(domain, field, named, testsOf(study))
  for (const [code, at] of offered) {
    const known = quantities.flatMap(([name, quantity]) => (quantity === undefined ? [] : [[name, quantity] as const]))
    if (quantities.length === 0 || known.some(([, quantity]) => unitFactor(quantity, code) !== null)) continue
    const names = quantities.map(([name]) => `'${name}'`).slice(0, 3).join(', ')
    const allowed = [...new Set(known.flatMap(([, quantity]) => unitsOf(quantity)))]
    const why = known.length === 0 ? `nothing is known of ${names}: declare it under 'tests'` : `the unit '${code}' does not convert for ${names}`
    reject(findings, { of, path: at, message: why, found: code, allowed })
  }
}

/** Checks one block of a mapping: kinds of fields, units, wide columns. */
export const checkBlock = (findings: Findings, placed: PlacedBlock): void => {
  const { study, of, path, domain, block } = placed
  const offsets = study.time === 'day offsets'
  const kinds = fieldsOf(domain)
  const wideField = wideFieldOf(domain)
  for (const [field, mapping] of Object.entries(block.fields)) {
    const kind = kinds[field]
    if (kind === undefined) continue
    checkField(findings, { of, path: [...path, field], field, kind, offsets }, mapping)
    if (kind === 'quantity' && typeof mapping === 'object' && 'column' in mapping) {
      checkUnits(findings, placed, [...path, field], field, testsNamed(block), mapping.unit)
    }
  }
  if (block.wide === undefined || wideField === null) {
    if (Object.keys(block.fields).length === 0) {
      reject(findings, { of, path, at: 'key', message: `found no field of ${domain}`, allowed: Object.keys(kinds) })
    }
    return
  }
  if (block.fields[wideField] !== undefined) {
    reject(findings, { of, path: [...path, wideField], at: 'key', message: `found '${wideField}' beside 'wide', whose columns fill it` })
  }
  for (const [column, own] of Object.entries(block.wide)) {
    const here = [...path, 'wide', column]
    for (const [field, kind] of Object.entries(kinds)) {
      const fixed = own[field]
      if (fixed === undefined || field === wideField) continue
      if (kind === 'date') checkDay(findings, { of, path: [...here, field], field, kind, offsets }, fixed as Partial<ColumnMapping>)
      if (block.fields[field] !== undefined && kind !== 'date') {
        reject(findings, { of, path: [...here, field], at: 'key', message: `found '${field}' for the column and for the whole block` })
      }
    }
    const ownKind = kinds[wideField]
    if (ownKind !== 'quantity' && own.unit !== undefined) {
      reject(findings, { of, path: [...here, 'unit'], at: 'key', message: `found a unit, but '${wideField}' is a ${ownKind ?? 'code'}` })
    } else if (ownKind === 'quantity') {
      checkUnits(findings, placed, here, wideField, typeof own['test'] === 'string' ? [own['test']] : testsNamed(block), own.unit)
    }
  }
}
