import type { ReadRows } from '../columns/read-rows.js'
import { utf8Pieces } from '../encoding/utf8-pieces.js'
import type { Passes } from '../files/pass.js'
import type { CsvPlan } from './csv-plan.js'
import { CsvRows } from './csv-rows.js'
import { recordPass } from './record-pass.js'

/** Reads the rows of a text export; what is wrong with it as a whole is thrown when they are asked for. */
export const csvTable = function* (plan: CsvPlan): Passes<() => ReadRows> {
  const { header, headerRow, delimiter, skip, endsLine, records } = plan
  const rows = new CsvRows({ width: header.length, headerRow, delimiter })
  yield utf8Pieces(
    plan.encoding,
    recordPass(skip, records(), record => {
      rows.take(record)
      return true
    }),
  )
  return () => {
    const read = rows.end(endsLine)
    return { ...read, notes: [...plan.notes, ...read.notes] }
  }
}
