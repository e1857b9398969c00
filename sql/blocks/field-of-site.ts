import type { Codes } from '../../harmonize/codes.js'
import type { SharedField } from '../../harmonize/shared-columns.js'
import type { FieldInParts, ValueParts } from '../../harmonize/value-parts.js'
import { mostNarrow } from './code-bytes.js'
import { localCodes, rowsOf } from './local-codes.js'
import { partsAt, partsOf } from './value-parts.js'

/** So many distinct values may stand once for a site: what a code of two bytes can name. */
export const mostInCommon = mostNarrow

/** A field of a site, to be cut into blocks. */
export interface FieldOfSite {
  /** The distinct values that all blocks have in common; null for a field of which each block has its own. */
  readonly dictionary: ValueParts | null
  /** The field in some rows, in another order than theirs where `order` names them; null where none of them fills it. */
  readonly between: (from: number, to: number, order: Int32Array | null) => FieldInParts | null
}

/** The codes that rows have, in their order; the first stands for nothing, whether or not a row has it. */
const occurring = (codes: Codes, distinct: number): readonly number[] => {
  const met = new Uint8Array(distinct)
  met[0] = 1
  for (let row = 0; row < codes.length; row += 1) met[codes[row]!] = 1
  const found: number[] = []
  for (let code = 0; code < distinct; code += 1) if (met[code] === 1) found.push(code)
  return found
}

const renumbered = (codes: Int32Array, places: Int32Array): Int32Array => {
  for (let row = 0; row < codes.length; row += 1) codes[row] = places[codes[row]!]!
  return codes
}

const inCommon = ({ codes, values }: SharedField, met: readonly number[]): FieldOfSite => {
  const kept = met.map(code => values[code] ?? null)
  const parts = partsOf(kept)
  // Values that rows had which were dropped since are not kept.
  const places = met.length === values.length ? null : new Int32Array(values.length)
  if (places !== null) for (const [place, code] of met.entries()) places[code] = place
  return {
    dictionary: parts,
    between: (from, to, order) => {
      const own = rowsOf(codes, from, to, order)
      if (!own.some(code => code !== 0)) return null
      return { codes: places === null ? own : renumbered(own, places), parts, valueAt: code => kept[code] ?? null }
    },
  }
}

const blockByBlock = ({ codes, values }: SharedField): FieldOfSite => {
  const take = localCodes(values.length)
  const parts = partsOf(values)
  return {
    dictionary: null,
    between: (from, to, order) => {
      const { codes: own, met } = take(codes, from, to, order)
      if (met.length === 1) return null
      return { codes: own, parts: partsAt(parts, met), valueAt: code => values[met[code]!] ?? null }
    },
  }
}

/** Prepares a field of a site for being cut: few distinct values stand once for the site, many in each block those that it has. */
export const fieldOfSite = (field: SharedField, most = mostInCommon): FieldOfSite => {
  const met = occurring(field.codes, field.values.length)
  return met.length <= most ? inCommon(field, met) : blockByBlock(field)
}
