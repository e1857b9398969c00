import type { AlikeIds, IdTrouble } from './alike-ids.js'
import type { ReadIds } from './read-ids.js'
import type { SubjectFault } from './subject-id.js'

/** The ids of a table's rows. */
export interface RowIds {
  /** Of each row the number of its id among the site's, -1 where it has none. */
  readonly numbers: Int32Array
  /** Why a row has no id; null where it has one. */
  readonly faultOf: (row: number) => SubjectFault | null
  /** Whether anything is to be reported about an id of the table. */
  readonly isTroubled: boolean
  /** What is to be reported about a row's id. */
  readonly troublesOf: (row: number) => readonly IdTrouble[]
  /** Whether a row's id is one of which some sign is wrong. */
  readonly isMisspelt: (row: number) => boolean
}

/** Brings together what was found about the ids of one column, for its rows. */
export const rowIds = (
  { column: { codes }, numbers: ofCodes, strange }: ReadIds,
  gaps: ReadonlyMap<number, SubjectFault>,
  alike: AlikeIds,
  writings: ReadonlyMap<number, IdTrouble>,
): RowIds => {
  const numbers = new Int32Array(codes)
  for (let row = 0; row < numbers.length; row += 1) numbers[row] = ofCodes[numbers[row]!]!
  const doubtOf = (row: number): IdTrouble | undefined => {
    const id = strange.get(codes[row]!)
    return id !== undefined && 'id' in id && id.doubt !== undefined
      ? { kind: 'id-in-doubt', effect: 'query', message: id.doubt }
      : undefined
  }
  return {
    numbers,
    faultOf: row => {
      const id = gaps.get(row) ?? strange.get(codes[row]!)
      return id !== undefined && 'fault' in id ? id : null
    },
    isTroubled: strange.size + alike.ofId.size + alike.ofRow.size + writings.size > 0,
    troublesOf: row =>
      [alike.ofRow.get(row) ?? alike.ofId.get(numbers[row]!), writings.get(row), doubtOf(row)].filter(
        trouble => trouble !== undefined,
      ),
    isMisspelt: row => {
      const id = strange.get(codes[row]!)
      return id !== undefined && 'id' in id && id.misspelt === true
    },
  }
}
