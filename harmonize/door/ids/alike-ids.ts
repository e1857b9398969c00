import type { RowNumbers } from '../../../sources/row-numbers.js'
import { idSkeleton } from './id-writing.js'
import { noGroups, skeletonGroups } from './skeleton-groups.js'
import { digitsBegin, isZeroAt } from './usual-id.js'
import { type Told, told } from '../../../words/told.js'
import type { KindThatCan } from '../../../words/finding-kinds.js'

/** One table's ids as they are hashed, each once, by their numbers in the order of their first rows. */
export interface TableIds {
  readonly file: Told
  /** Whether the site's subjects are read from this table. */
  readonly ofSubjects: boolean
  readonly numbers: Int32Array
  /** Beside each the place of its first row. */
  readonly firstRows: Int32Array
  /** The number in the file of each row of the table. */
  readonly rows: RowNumbers
}

/** Something to report about a row's id: a question, or why its row is held. */
export interface IdTrouble {
  readonly kind: KindThatCan<'info'>
  readonly effect: 'query' | 'record held'
  readonly message: Told
}

/** What is to be reported of a table's ids that are alike: about each row of an id, or about one row. */
export interface AlikeIds {
  readonly ofId: ReadonlyMap<number, IdTrouble>
  readonly ofRow: ReadonlyMap<number, IdTrouble>
}

const padded = /^0+(?=\d)/

const whatDiffers = (
  id: string,
  other: string,
): { readonly kind: KindThatCan<'info' | 'hold value'>; readonly what: Told } => {
  const [plain, plainOther] = [id, other].map(one => one.replaceAll(/[^\p{L}\p{N}]+/gu, ''))
  return plain === plainOther
    ? { kind: 'id-alike', what: told`signs between its letters and digits` }
    : { kind: 'leading-zeros-lost', what: told`leading zeros` }
}

const remedy = told`write the id alike in every file`

const bareNumber: IdTrouble = {
  kind: 'leading-zeros-lost',
  effect: 'query',
  message: told`a bare number where other ids begin with zeros`,
}

const shorterThanPadded = (ids: readonly string[], numbers: Int32Array): ((id: string) => boolean) => {
  let narrowest = Infinity
  for (const number of numbers) {
    const id = ids[number]!
    if (id.length < narrowest && isZeroAt(id, 0) && /^0\d+$/.test(id)) narrowest = id.length
  }
  if (narrowest === Infinity) return () => false
  return id => id.length < narrowest && /^\d+$/.test(id) && !padded.test(id)
}

// Ids without separators that all are as long, or that have no zeros to lose, are not alike.
const isUniform = (ids: readonly string[]): boolean => {
  const length = ids[0]?.length
  let [areAsLong, haveNoZeros] = [true, true]
  for (const id of ids) {
    const begin = digitsBegin(id)
    areAsLong &&= id.length === length
    haveNoZeros &&= !isZeroAt(id, begin)
    if (begin === -1 || (!areAsLong && !haveNoZeros)) return false
  }
  return true
}

/**
 * Finds ids of a site that differ only in leading zeros or separators: they are never made one, but held where the file
 * of subjects has the other one alone, else asked about. Ids are numbered in the order in which the tables have them.
 */
export const alikeIds = (tables: readonly TableIds[], ids: readonly string[]): readonly AlikeIds[] => {
  const met = new Int32Array(ids.length).fill(-1)
  const metRow = new Int32Array(ids.length)
  const known = new Uint8Array(ids.length)
  for (const [place, { ofSubjects, numbers, firstRows, rows }] of tables.entries()) {
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at]!
      if (ofSubjects) known[number] = 1
      if (met[number] !== -1) continue
      met[number] = place
      metRow[number] = rows.at(firstRows[at]!)!
    }
  }
  const groups = isUniform(ids) ? noGroups : skeletonGroups(ids, number => met[number] !== -1, idSkeleton)
  const firstKnown = new Int32Array(ids.length).fill(-1)
  for (let number = ids.length - 1; number >= 0; number -= 1) {
    if (known[number] === 1) firstKnown[groups.firstOf(number)] = number
  }
  return tables.map(({ numbers, firstRows }): AlikeIds => {
    const isShort = shorterThanPadded(ids, numbers)
    const [ofId, ofRow] = [new Map<number, IdTrouble>(), new Map<number, IdTrouble>()]
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at]!
      const id = ids[number]!
      const subject = known[number] === 1 ? -1 : firstKnown[groups.firstOf(number)]!
      const other = subject === -1 ? groups.otherOf(number) : subject
      if (other !== -1 && (subject !== -1 || ids[other]!.length >= id.length)) {
        const { kind, what } = whatDiffers(id, ids[other]!)
        const where = told`${tables[met[other]!]!.file} row ${metRow[other]!}`
        if (subject !== -1) {
          const message = told`this id is not in the file of subjects, and differs from one that is (${where}) only in ${what}; the row is held: ${remedy}`
          ofId.set(number, { kind, effect: 'record held', message })
        } else {
          const message = told`this id differs from another (${where}) only in ${what}; they are taken for two subjects: ${remedy}`
          ofRow.set(firstRows[at]!, { kind, effect: 'query', message })
        }
      } else if (isShort(id)) ofId.set(number, bareNumber)
    }
    return { ofId, ofRow }
  })
}
