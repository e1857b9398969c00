import { passOver, type Passes } from '../../sources/files/pass.js'
import { recordPass } from '../../sources/csv/record-pass.js'
import { recordsOf } from '../../sources/csv/records-of.js'
import { fieldTexts } from '../../sources/csv/rows-inside.js'
import { csvSigns } from '../../sources/csv/scan-record.js'
import { textLook } from '../../sources/csv/text-look.js'
import type { Told } from '../../words/told.js'
import { utf8 } from './made-bytes.js'

/** One record of a text file: its cells, or why they cannot be distinguished. */
export type MadeRecord = { readonly cells: readonly string[] } | { readonly fault: Told }

const recordsIn = function* (delimiter: string, headerRow: number): Passes<readonly MadeRecord[]> {
  const signs = csvSigns({ delimiter })
  const look = textLook(delimiter, signs, [headerRow])
  yield look
  const found = look.found()
  const read = yield* recordsOf(found, { encoding: 'utf-8', signs, delimiter, headerRow })
  const records: MadeRecord[] = []
  yield recordPass(found.skip, read(), ({ bytes, fields, fault }) => {
    records.push(fault === null ? { cells: fieldTexts(bytes, fields) } : { fault })
    return true
  })
  return records
}

/** The records of a text. */
export const csvRecords = (text: string, delimiter: string, headerRow: number): readonly MadeRecord[] =>
  passOver(recordsIn(delimiter, headerRow), utf8(text))
