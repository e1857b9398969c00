import { codeAt, type ReadCodes } from '../../codes.js'
import type { AlikeIds, IdTrouble } from './alike-ids.js'
import type { ReadIds } from './read-ids.js'
import type { SubjectFault } from './subject-id.js'

/** The numbers of a table's ids among the site's, by the codes of the cells that hold them: -1 of a row that has none. */
export interface IdsOfRows {
  readonly codes: ReadCodes
  readonly ofCodes: Int32Array
}

/** The ids of a table's rows. */
export interface RowIds {
  readonly numbers: IdsOfRows
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
  const doubtOf = (row: number): IdTrouble | undefined => {
    const id = strange.get(codeAt(codes, row))
    return id !== undefined && 'id' in id && id.doubt !== undefined
      ? { kind: 'id-in-doubt', effect: 'query', message: id.doubt }
      : undefined
  }
  return {
    numbers: { codes, ofCodes },
    faultOf: row => {
      const id = gaps.get(row) ?? strange.get(codeAt(codes, row))
      return id !== undefined && 'fault' in id ? id : null
    },
    isTroubled: strange.size + alike.ofId.size + alike.ofRow.size + writings.size > 0,
    troublesOf: row =>
      [alike.ofRow.get(row) ?? alike.ofId.get(ofCodes[codeAt(codes, row)]!), writings.get(row), doubtOf(row)].filter(
        trouble => trouble !== undefined,
      ),
    isMisspelt: row => {
      const id = strange.get(codeAt(codes, row))
      return id !== undefined && 'id' in id && id.misspelt === true
    },
  }
}
