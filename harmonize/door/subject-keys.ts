import type { AdmittedSite, AdmittedTable } from '../admitted-site.js'
import { codeAt, codeBlocks, putCodes, type ReadCodes } from '../codes.js'
import type { KeysOfIds } from './ids/keys-of-ids.js'
import type { PassedTable } from './pass-table.js'

/** Marks the ids that rows of a table have. */
const markMet = ({ subjects: { codes, ofCodes }, kept }: PassedTable, met: Uint8Array): void => {
  if (kept !== null) {
    for (let at = 0; at < kept.length; at += 1) met[ofCodes[codeAt(codes, kept[at]!)]!] = 1
    return
  }
  for (const { codes: block } of codeBlocks(codes)) {
    for (let at = 0; at < block.length; at += 1) met[ofCodes[block[at]!]!] = 1
  }
}

/** What codes of some rows stand for. */
const looked = (codes: ReadCodes, kept: Int32Array | null, from: number, to: number, of: Int32Array): Int32Array => {
  const own = new Int32Array(to - from)
  if (kept === null) putCodes(codes.subarray(from, to), own)
  else for (let at = 0; at < own.length; at += 1) own[at] = codeAt(codes, kept[from + at]!)
  for (let at = 0; at < own.length; at += 1) own[at] = of[own[at]!]!
  return own
}

const admitted = (table: PassedTable, places: Int32Array): AdmittedTable => {
  const { subjects, rows, kept, ...own } = table
  const { codes } = subjects
  const placeOfCode = subjects.ofCodes.map(number => (number === -1 ? -1 : places[number]!))
  return {
    ...own,
    rowsIn: (from, to) => (kept === null ? rows.subarray(from, to) : kept.subarray(from, to).map(at => rows.at(at)!)),
    subjectsIn: (from, to) => looked(codes, kept, from, to, placeOfCode),
  }
}

/** Numbers the subjects that rows have by the order of their keys. */
export const subjectsMet = (
  count: number,
  keys: KeysOfIds,
  tables: readonly PassedTable[],
  open: boolean,
): AdmittedSite => {
  const met = new Uint8Array(count)
  for (const table of tables) markMet(table, met)
  const numbers = new Int32Array(count)
  let found = 0
  for (let number = 0; number < count; number += 1) if (met[number] === 1) numbers[found++] = number
  const order = keys.ordered(numbers.subarray(0, found))
  const places = numbers.fill(-1)
  for (let place = 0; place < found; place += 1) places[order[place]!] = place
  return {
    subjects: {
      count: found,
      open,
      some: (from, to) => ({ beginning: keys.beginning, ends: keys.ends(order.subarray(from, to)), open }),
    },
    tables: tables.map(table => admitted(table, places)),
  }
}
