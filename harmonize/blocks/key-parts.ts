import type { DomainName } from '../../protocol/schema/domains.js'
import type { BlockRows } from './block-rows.js'
import { keyFieldsOf, noPart, partNumbers } from './natural-key.js'

/** One field of the natural keys of a block's rows: each row's part, by its code; without codes all have the first. */
export interface KeyPart {
  readonly codes: ArrayLike<number> | null
  readonly numbers: readonly number[]
}

/** A block's rows with their parts of a key, in the order of the key's fields. */
export interface KeyedRows {
  readonly rows: BlockRows
  readonly parts: readonly KeyPart[]
}

/** The parts of the natural keys of blocks that read one file for one domain. */
export const keyedRows = (domain: DomainName, blocks: readonly BlockRows[]): readonly KeyedRows[] => {
  const fields = keyFieldsOf(domain).map(field => ({ field, numberOf: partNumbers(domain, field) }))
  return blocks.map(rows => ({
    rows,
    parts: fields.map(({ field, numberOf }): KeyPart => {
      const own = rows.fields.find(one => one.field === field)
      if (own === undefined) return { codes: null, numbers: [numberOf(undefined)] }
      return { codes: own.codes, numbers: Array.from(own.values, numberOf) }
    }),
  }))
}

// Rows of two blocks are never one where both have a field said by the mapping and it says two things.
const mayBeOne = ({ parts }: KeyedRows, { parts: others }: KeyedRows): boolean =>
  parts.every(({ codes, numbers }, at) => {
    const other = others[at]!
    return codes !== null || other.codes !== null || numbers[0] === other.numbers[0]
  })

const hasKeys = ({ parts }: KeyedRows): boolean =>
  parts.every(({ codes, numbers }) => codes !== null || numbers[0] !== noPart)

/** Blocks in groups: rows of two groups are never one. */
export const groupsOfKeys = (blocks: readonly KeyedRows[]): readonly (readonly KeyedRows[])[] => {
  let groups: KeyedRows[][] = []
  for (const block of blocks.filter(hasKeys)) {
    const near = groups.filter(group => group.some(other => mayBeOne(block, other)))
    groups = [...groups.filter(group => !near.includes(group)), [...near.flat(), block]]
  }
  return groups
}
