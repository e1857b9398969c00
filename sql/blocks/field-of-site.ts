import type { Codes } from '../../harmonize/codes.js'
import type { SharedValue } from '../../harmonize/shared-row.js'
import type { FieldInParts, ValueParts } from '../../harmonize/value-parts.js'
import { mostNarrow } from './code-bytes.js'
import { inOrder, localCodes } from './local-codes.js'
import { partsAt, partsOf } from './value-parts.js'

/** So many distinct values may stand once for a site: what a code of two bytes can name. */
export const mostInCommon = mostNarrow

/** A field of a site, to be cut into blocks. */
export interface FieldOfSite {
  /** The distinct values that all blocks have in common; null for a field of which each block has its own. */
  readonly dictionary: ValueParts | null
  /** The field in some rows, in another order than theirs where `order` names them; null where none of them fills it. */
  readonly of: (codes: Codes, order: Int32Array | null) => FieldInParts | null
}

type Values = readonly (SharedValue | null)[]

const inCommon = (values: Values): FieldOfSite => {
  const parts = partsOf(values)
  return {
    dictionary: parts,
    of: (codes, order) => {
      const own = inOrder(codes, order)
      if (!own.some(code => code !== 0)) return null
      return { codes: own, parts, valueAt: code => values[code] ?? null }
    },
  }
}

const blockByBlock = (values: Values): FieldOfSite => {
  const take = localCodes(values.length)
  const parts = partsOf(values)
  return {
    dictionary: null,
    of: (codes, order) => {
      const { codes: own, met } = take(codes, order)
      if (met.length === 1) return null
      return { codes: own, parts: partsAt(parts, met), valueAt: code => values[met[code]!] ?? null }
    },
  }
}

/** Prepares a field of a site for being cut: few distinct values stand once for the site, many in each block those that it has. */
export const fieldOfSite = (values: Values, most = mostInCommon): FieldOfSite =>
  values.length <= most ? inCommon(values) : blockByBlock(values)
