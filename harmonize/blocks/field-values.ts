import type { SharedValue } from '../shared-row.js'
import type { BlockField, BlockRows } from './block-rows.js'

/** The distinct values of a field of shared rows, and by block's field which of them its codes mean. */
export interface FieldValues {
  readonly values: readonly (SharedValue | null)[]
  readonly numbers: ReadonlyMap<BlockField, Int32Array>
}

/** Marks the codes of which some row is made; null where all that occur have one. */
const codesMade = ({ codes, values }: BlockField, made: Uint8Array | null): Uint8Array | null => {
  if (codes === null || made === null) return null
  const marks = new Uint8Array(values.length)
  for (let row = 0; row < codes.length; row += 1) if (made[row] !== 0) marks[codes[row]!] = 1
  return marks
}

/** Numbers the values that blocks have for one field, equal ones alike; those that no made row has are left out. */
export const fieldValues = (
  blocks: readonly (Pick<BlockRows, 'made'> & { readonly field: BlockField })[],
): FieldValues => {
  const values: (SharedValue | null)[] = [null]
  const known = new Map<string, number>()
  const numberOf = (value: SharedValue | undefined): number => {
    if (value === undefined) return 0
    const text = JSON.stringify(value)
    const number = known.get(text) ?? values.push(value) - 1
    known.set(text, number)
    return number
  }
  const numbers = new Map(blocks.map(({ field }) => [field, Int32Array.from(field.values, numberOf)] as const))
  const met = new Uint8Array(values.length)
  for (const { field, made } of blocks) {
    const marks = codesMade(field, made)
    numbers.get(field)!.forEach((number, code) => {
      if (marks?.[code] !== 0) met[number] = 1
    })
  }
  met[0] = 1
  if (!met.includes(0)) return { values, numbers }
  const places = new Int32Array(values.length)
  const kept = values.filter((_, number) => met[number] === 1)
  for (let number = 0, next = 0; number < met.length; number += 1) if (met[number] === 1) places[number] = next++
  for (const own of numbers.values()) for (let code = 0; code < own.length; code += 1) own[code] = places[own[code]!]!
  return { values: kept, numbers }
}
