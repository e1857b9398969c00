import type { SharedValue } from '../../harmonize/shared-row.js'
import { dayNumber } from '../../protocol/schema/day-numbers.js'
import { relationCode } from '../../protocol/schema/relations.js'
import { rowStatus } from '../../protocol/schema/row-status.js'
import { precisions } from '../../protocol/schema/precisions.js'
import type { FieldColumn } from '../../cohort/input/subject-range.js'

/** A column that grows value by value; values may be left out, and are then absent. */
export interface GrowingField {
  readonly set: (row: number, value: SharedValue) => void
  readonly finish: (rows: number) => FieldColumn
}

interface Dictionary {
  readonly texts: string[]
  readonly codeOf: (text: string) => number
}

const dictionary = (): Dictionary => {
  const codes = new Map<string, number>()
  const texts: string[] = []
  const codeOf = (text: string): number => {
    const known = codes.get(text)
    if (known !== undefined) return known
    codes.set(text, texts.length)
    return texts.push(text) - 1
  }
  return { texts, codeOf }
}

/** Starts a column of a study that counts in calendar days, or in offsets. */
export const growingField = (calendar: boolean): GrowingField => {
  const values: (SharedValue | undefined)[] = []
  return {
    set: (row, value) => {
      values[row] = value
    },
    finish: rows =>
      columnOf(
        Array.from({ length: rows }, (_, row) => values[row]),
        calendar,
      ),
  }
}

const columnOf = (values: readonly (SharedValue | undefined)[], calendar: boolean): FieldColumn => {
  const texts = dictionary()
  const units = dictionary()
  const numberOf = (value: SharedValue | undefined): number =>
    value?.kind === 'number' || value?.kind === 'quantity' ? value.number : Number.NaN
  const dayOf = (value: SharedValue | undefined): number => {
    if (value?.kind !== 'day') return Number.NaN
    return (calendar ? value.date && dayNumber(value.date) : value.offset) ?? Number.NaN
  }
  const has = (kind: SharedValue['kind']): boolean => values.some(value => value?.kind === kind)
  return {
    status: Uint8Array.from(values, statusOf),
    codes: has('code')
      ? Int32Array.from(values, value => (value?.kind === 'code' ? texts.codeOf(value.code) : -1))
      : null,
    texts: texts.texts,
    numbers: has('number') || has('quantity') ? Float64Array.from(values, numberOf) : null,
    relations: values.some(value => value?.kind === 'quantity' && value.relation !== '=')
      ? Uint8Array.from(values, value => (value?.kind === 'quantity' ? relationCode(value.relation) : 0))
      : null,
    units: values.some(value => value?.kind === 'quantity' && value.unit !== null)
      ? Int32Array.from(values, value =>
          value?.kind === 'quantity' && value.unit !== null ? units.codeOf(value.unit) : -1,
        )
      : null,
    unitTexts: units.texts,
    days: has('day') ? Float64Array.from(values, dayOf) : null,
    times: values.some(value => value?.kind === 'day' && value.time !== null)
      ? Float64Array.from(values, value => (value?.kind === 'day' ? (value.time ?? Number.NaN) : Number.NaN))
      : null,
    precision: values.some(value => value?.kind === 'day' && value.precision !== 'day')
      ? Uint8Array.from(values, value => (value?.kind === 'day' ? precisions.indexOf(value.precision) : 0))
      : null,
    imputed: values.some(value => value?.kind === 'day' && value.imputed)
      ? Uint8Array.from(values, value => Number(value?.kind === 'day' && value.imputed))
      : null,
  }
}

const statusOf = (value: SharedValue | undefined): number => {
  if (value === undefined) return rowStatus.absent
  return value.kind === 'missing' ? rowStatus[value.reason] : rowStatus.value
}
