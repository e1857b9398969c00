import type { SharedValue } from '../harmonize/shared-row.js'
import type { DomainName, FieldKind } from '../protocol/schema/domains.js'
import type { CopyValue } from './copy-rows.js'
import type { DomainTableName } from './tables-domains.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'

/** A field's name in the language as a column's name: `birthDate` is `birth_date`. */
export const columnName = (field: string): string => field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** A domain's name in the language as its table's name. */
export const tableName = (domain: DomainName): DomainTableName => columnName(domain) as DomainTableName

/** The columns of a field. */
export const columnsOf = (field: string, kind: FieldKind): readonly string[] => {
  const name = columnName(field)
  if (kind === 'date') return [name, `${name}_offset`, `${name}_precision`, `${name}_imputed`]
  if (kind === 'quantity') return [`${name}_number`, `${name}_code`, `${name}_unit`, `${name}_relation`]
  return [name]
}

/** A value as stored in its field's columns. */
export const storeValue = (value: SharedValue | undefined, kind: FieldKind): readonly CopyValue[] => {
  const nothing = value === undefined || value.kind === 'missing'
  if (kind === 'date')
    return !nothing && value.kind === 'day'
      ? [value.date, value.offset, value.precision, value.imputed]
      : [null, null, null, null]
  if (kind === 'quantity') {
    if (nothing) return [null, null, null, null]
    if (value.kind === 'quantity') return [value.number, null, value.unit, value.relation]
    if (value.kind === 'number') return [value.number, null, null, '=']
    return value.kind === 'code' ? [null, value.code, null, null] : [null, null, null, null]
  }
  if (nothing) return [null]
  if (value.kind === 'number' || value.kind === 'quantity')
    return [kind === 'number' ? value.number : String(value.number)]
  return value.kind === 'code' ? [value.code] : [null]
}

/** What was received for a field, as kept beside it. */
export interface Received {
  readonly text: string
  readonly unit?: string
}

/** A field read back from its columns. */
export const readValue = (
  row: Readonly<Record<string, unknown>>,
  field: string,
  kind: FieldKind,
  received: Received | undefined,
  missing: string | undefined,
): SharedValue | null => {
  const name = columnName(field)
  if (missing !== undefined)
    return { kind: 'missing', reason: missing as Extract<SharedValue, { kind: 'missing' }>['reason'] }
  const text = received?.text ?? ''
  if (kind === 'date') {
    const precision = row[`${name}_precision`] as 'day' | 'month' | 'year' | null
    if (precision === null) return null
    return {
      kind: 'day',
      date: row[name] as IsoDate | null,
      offset: row[`${name}_offset`] as number | null,
      precision,
      imputed: row[`${name}_imputed`] === true,
      received: text,
    }
  }
  if (kind === 'quantity') {
    const code = row[`${name}_code`] as string | null
    if (code !== null) return { kind: 'code', code, received: text }
    const number = row[`${name}_number`] as number | null
    if (number === null) return null
    return {
      kind: 'quantity',
      number,
      relation: row[`${name}_relation`] as '=' | '<' | '<=' | '>' | '>=',
      unit: row[`${name}_unit`] as string | null,
      received: text,
      receivedUnit: received?.unit ?? null,
    }
  }
  const value = row[name] as string | number | null
  if (value === null) return null
  return typeof value === 'number'
    ? { kind: 'number', number: value, received: text }
    : { kind: 'code', code: value, received: text }
}
