import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { Pass, Passes } from '../files/pass.js'
import { byteLook } from '../encoding/byte-look.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { settleEncoding } from '../encoding/settle-encoding.js'
import { utf8Pieces } from '../encoding/utf8-pieces.js'
import { fillRight, headerRows, joinHeader } from '../join-header.js'
import { mostTopRows } from '../top-rows.js'
import type { Told } from '../../words/told.js'
import { recordPass } from './record-pass.js'
import type { RecordReader } from './record-reader.js'
import { recordsOf } from './records-of.js'
import { fieldTexts } from './rows-inside.js'
import { csvSigns } from './scan-record.js'
import { textLook } from './text-look.js'

/** How a text export is read, settled before its rows are. */
export interface CsvPlan {
  readonly encoding: Encoding
  readonly notes: readonly Told[]
  readonly header: readonly string[]
  readonly top: readonly (readonly string[])[]
  readonly headerRow: number
  readonly delimiter: string
  /** Bytes before the first record, in UTF-8. */
  readonly skip: number
  readonly endsLine: boolean
  /** A reader of its records, at the first of them. */
  readonly records: () => RecordReader
}

const together = (passes: readonly Pass[]): Pass => ({
  take: bytes => {
    for (const pass of passes) pass.take(bytes)
    return true
  },
  end: () => {
    for (const pass of passes) pass.end()
  },
})

/**
 * Looks at a text export before its rows are read: its encoding, whether its quotes are in order, its header. `beside` goes
 * over the bytes along with the first look.
 */
export const csvPlan = function* (file: ExportFile, beside: readonly Pass[] = []): Passes<CsvPlan> {
  const { delimiter = ',' } = file
  const numbers = headerRows(file.header)
  const headerRow = Math.max(...numbers)
  const signs = csvSigns({ ...file, delimiter })
  const bytes = byteLook()
  // Most texts are UTF-8: then one look is enough.
  const first = textLook(delimiter, signs, numbers)
  const likely = file.encoding === undefined || file.encoding === 'utf-8'
  yield together([bytes, ...(likely ? [utf8Pieces('utf-8', first)] : []), ...beside])
  const { encoding, notes } = yield* settleEncoding(bytes.found(), file.encoding)
  let look = first.found()
  if (!likely || encoding !== 'utf-8') {
    const second = textLook(delimiter, signs, numbers)
    yield utf8Pieces(encoding, second)
    look = second.found()
  }
  const records = yield* recordsOf(look, { encoding, signs, delimiter, headerRow })
  const top: (readonly string[])[] = []
  const enough = Math.max(mostTopRows, headerRow)
  const head = recordPass(look.skip, records(), record => top.push(fieldTexts(record.bytes, record.fields)) < enough)
  yield utf8Pieces(encoding, head)
  const rows = numbers.map(number => top[number - 1] ?? [])
  return {
    encoding,
    notes: [...notes, ...look.notes],
    header: joinHeader(rows.map((row, index) => (index < rows.length - 1 ? fillRight(row) : row))),
    top: top.slice(0, mostTopRows),
    headerRow,
    delimiter,
    skip: look.skip,
    endsLine: look.endsLine,
    records,
  }
}
