import { type Codes, codesFor } from '../codes.js'
import type { SharedField } from '../shared-columns.js'
import type { SharedValue } from '../shared-row.js'
import type { BlockField } from './block-rows.js'

/** Puts the values of several blocks into one field of shared rows. */
export interface FieldMaker {
  /** Takes the rows of a block: from where they stand in it, to where they go. */
  readonly take: (own: BlockField, from: Int32Array, to: Int32Array) => void
  readonly finish: () => SharedField
}

type Numbers = Int32Array

const fill = (codes: Codes, { codes: own }: BlockField, numbers: Numbers, from: Int32Array, to: Int32Array): void => {
  if (own === null) for (let row = 0; row < to.length; row += 1) codes[to[row]!] = numbers[0]!
  else for (let row = 0; row < to.length; row += 1) codes[to[row]!] = numbers[own[from[row]!]!]!
}

/** Starts a field of so many rows, with the fields of all blocks that fill it: equal values get one code. */
export const fieldMaker = (fields: readonly BlockField[], count: number): FieldMaker => {
  const values: (SharedValue | null)[] = [null]
  const known = new Map<string, number>()
  const numberOf = (value: SharedValue | undefined): number => {
    if (value === undefined) return 0
    const text = JSON.stringify(value)
    const number = known.get(text) ?? values.push(value) - 1
    known.set(text, number)
    return number
  }
  const numbers = new Map(fields.map(field => [field, Int32Array.from(field.values, numberOf)]))
  const codes = codesFor(values.length, count)
  return {
    take: (own, from, to) => fill(codes, own, numbers.get(own)!, from, to),
    finish: () => ({ codes, values }),
  }
}
