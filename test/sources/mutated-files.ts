import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { ExportUnreadable } from '../../sources/errors.js'
import { readTable } from '../support/read-table.js'
import { seeded } from '../support/seeded.js'
import { madeFile, workbookBytes } from './made-bytes.js'
import { madeOds } from './made-ods.js'
import { bytesIn } from './made-languages.js'

/** A way in which one table is written; `inParts` where its bytes are packed, so that a changed one shows. */
interface Family {
  readonly name: string
  readonly written: Record<string, unknown>
  readonly rows: readonly Uint8Array[]
  readonly packed?: (whole: Uint8Array) => Uint8Array
  /** How many bytes a sign has at least: a cut between shifts all that follows. */
  readonly unit?: 2
}

const count = 24

// Each cell says its row, so that a cell in a wrong place shows; some stand in quotes, over lines, or are no ASCII.
const tableOf = (word: string): readonly (readonly string[])[] => [
  ['id', 'a', 'b', 'c'],
  ...Array.from({ length: count }, (_, at) => [
    `r${at}`,
    at % 3 === 0 ? `x${at}, "q"` : `x${at}`,
    `${word}${at}`,
    at % 5 === 0 ? `two${at}\nlines` : at % 7 === 0 ? '' : `${at}.5`,
  ]),
]

const quoted = (delimiter: string) => (text: string) =>
  text.includes(delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
const escaped = (text: string): string => text.replaceAll(/[\\\n\t]/g, '\\$&')

const rowsIn = (
  encoding: Parameters<typeof bytesIn>[1],
  delimiter: string,
  word: string,
  cell = quoted(delimiter),
): readonly Uint8Array[] => tableOf(word).map(row => bytesIn(`${row.map(cell).join(delimiter)}\r\n`, encoding))

const whole = (rows: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(rows))

const workbook = await workbookBytes(made => {
  made.addWorksheet('a').addRows(tableOf('肝').map(row => [...row]))
})

const spreadsheet = madeOds([
  [
    'a',
    tableOf('肝')
      .map(
        row =>
          `<table:table-row>${row.map(text => `<table:table-cell office:value-type="string"><text:p>${text.replaceAll('\n', '</text:p><text:p>')}</text:p></table:table-cell>`).join('')}</table:table-row>`,
      )
      .join(''),
  ],
])

/** The families of formats. */
export const families: readonly Family[] = [
  { name: 'quoted UTF-8', written: { encoding: 'utf-8' }, rows: rowsIn('utf-8', ',', '男') },
  { name: 'UTF-8 that is not named', written: {}, rows: rowsIn('utf-8', ',', '男') },
  {
    name: 'escaped tabs',
    written: { delimiter: '\t', quote: 'none', escape: '\\', encoding: 'utf-8' },
    rows: rowsIn('utf-8', '\t', '男', escaped),
  },
  { name: 'two bars', written: { delimiter: '||', encoding: 'utf-8' }, rows: rowsIn('utf-8', '||', '男') },
  { name: 'GB18030', written: { delimiter: '|', encoding: 'gbk' }, rows: rowsIn('gb18030', '|', '男女未查') },
  { name: 'Big5', written: { delimiter: '|', encoding: 'big5' }, rows: rowsIn('big5', '|', '無轉移') },
  { name: 'Korean', written: { delimiter: ';', encoding: 'euc-kr' }, rows: rowsIn('euc-kr', ';', '남자') },
  { name: 'Japanese in ASCII', written: { encoding: 'iso-2022-jp' }, rows: rowsIn('iso-2022-jp', ',', '転移') },
  { name: 'Windows-1252', written: { encoding: 'windows-1252' }, rows: rowsIn('windows-1252', ',', 'Übelkeit') },
  { name: 'UTF-16', written: { encoding: 'utf-16le' }, rows: rowsIn('utf-16le', ',', '男'), unit: 2 },
  { name: 'gzip', written: {}, rows: rowsIn('utf-8', ',', '男'), packed: bytes => gzipSync(bytes) },
  { name: 'ZIP', written: {}, rows: rowsIn('utf-8', ',', '男'), packed: bytes => zipSync({ 'a.csv': bytes }) },
  { name: 'OpenDocument', written: {}, rows: rowsIn('utf-8', ',', '肝'), packed: () => spreadsheet },
  { name: 'a workbook', written: {}, rows: rowsIn('utf-8', ',', '肝'), packed: () => workbook },
]

/** Bytes that were changed, and where: from each place to the next the bytes are not those of before. */
interface Changed {
  readonly bytes: Uint8Array
  readonly touched: readonly (readonly [from: number, to: number])[]
}

type Chance = () => number

const between = (chance: Chance, from: number, to: number): number => from + Math.floor(chance() * (to - from))

// Signs that mean something in one format or another, and any byte.
const telling = [0x22, 0x2c, 0x3b, 0x7c, 0x09, 0x0a, 0x0d, 0x5c, 0x27, 0x00, 0x1b, 0x81, 0xfe, 0xff, 0x30]
const anyByte = (chance: Chance): number =>
  chance() < 0.6 ? telling[between(chance, 0, telling.length)]! : between(chance, 0, 256)

const spliced = (bytes: Uint8Array, from: number, to: number, put: readonly number[]): Uint8Array =>
  Uint8Array.from([...bytes.subarray(0, from), ...put, ...bytes.subarray(to)])

const changes: readonly ((chance: Chance, bytes: Uint8Array) => Changed)[] = [
  (chance, bytes) => {
    const at = between(chance, 0, bytes.length)
    return { bytes: spliced(bytes, at, at + 1, [anyByte(chance)]), touched: [[at, at + 1]] }
  },
  (chance, bytes) => {
    const at = between(chance, 0, bytes.length)
    return { bytes: spliced(bytes, at, at + 1, [bytes[at]! ^ (1 << between(chance, 0, 8))]), touched: [[at, at + 1]] }
  },
  (chance, bytes) => {
    const at = between(chance, 0, bytes.length)
    const put = Array.from({ length: between(chance, 1, 5) }, () => anyByte(chance))
    return { bytes: spliced(bytes, at, at, put), touched: [[at, at]] }
  },
  (chance, bytes) => {
    const at = between(chance, 0, bytes.length)
    const to = Math.min(bytes.length, at + between(chance, 1, 60))
    return { bytes: spliced(bytes, at, to, []), touched: [[at, to]] }
  },
  (chance, bytes) => {
    const at = between(chance, 0, bytes.length)
    return { bytes: bytes.subarray(0, at), touched: [[at, bytes.length]] }
  },
  (chance, bytes) => {
    const [from, length] = [between(chance, 0, bytes.length), between(chance, 1, 90)]
    const at = between(chance, 0, bytes.length)
    return { bytes: spliced(bytes, at, at, [...bytes.subarray(from, from + length)]), touched: [[at, at]] }
  },
]

const textsOf = (cells: readonly { readonly kind: string; readonly text?: string }[]): readonly string[] =>
  cells.map(cell => (cell.kind === 'error' ? '!' : (cell.text ?? '')))

// Row by row, whether a change lies in its bytes or at their border: an escape put between the two signs of a line's end takes
// the second one, and the row behind with it.
const touchedRows = ({ rows, unit }: Family, { bytes, touched }: Changed): readonly boolean[] => {
  const length = rows.reduce((sum, row) => sum + row.length, 0)
  const shifts = unit !== undefined && (bytes.length - length) % unit !== 0
  let at = 0
  return rows.map(row => {
    const [from, to] = [at, at + row.length]
    at = to
    return touched.some(([start, end]) => (shifts ? to > start : start <= to && end + 2 * (unit ?? 1) > from))
  })
}

const read = async (bytes: Uint8Array, { written }: Family, name: string) => {
  try {
    return await readTable(bytes, madeFile(written), name)
  } catch (error) {
    if (error instanceof ExportUnreadable) return null
    throw error
  }
}

const shown = (number: number, family: Family, what: string): string => `${family.name}, file ${number}: ${what}`

/**
 * What is wrong with the reading of these files (by number: from the first, before the second) in which something was changed: a row that nobody changed and that is read
 * otherwise, or is missing without a word; a packed table that is not the same. Nothing else may be thrown, and none take long.
 */
export const wrongReadings = async (
  family: Family,
  [first, last]: readonly [first: number, last: number],
  seed: number,
): Promise<readonly string[]> => {
  const name = /workbook|OpenDocument/.test(family.name) ? 'made.xlsx' : 'made.csv'
  const plain = whole(family.rows)
  const original = family.packed?.(plain) ?? plain
  const expected = await read(original, family, name)
  if (expected === null || expected.rows.length !== count) return [shown(-1, family, 'the table itself is not read')]
  const known = new Map(
    expected.rows.map(({ cells }, at) => [textsOf(cells)[0] ?? '', { at, text: JSON.stringify(textsOf(cells)) }]),
  )
  const wrong: string[] = []
  for (let number = first; number < last; number += 1) {
    const chance = seeded(seed + number)
    const changed = changes[between(chance, 0, changes.length)]!(chance, original)
    const began = performance.now()
    const found = await read(changed.bytes, family, name)
    if (performance.now() - began > 60_000) wrong.push(shown(number, family, 'it took a minute'))
    if (found === null) continue
    const rows = found.rows.map(({ cells }) => textsOf(cells))
    if (family.packed !== undefined) {
      if (JSON.stringify(found.rows) !== JSON.stringify(expected.rows))
        wrong.push(shown(number, family, 'another table'))
      continue
    }
    const [headTouched, ...touched] = touchedRows(family, changed)
    if (headTouched === true) continue
    const seen = new Set<number>()
    const others: number[] = []
    for (const row of rows) {
      const own = known.get(row[0] ?? '')
      if (own === undefined) continue
      if (JSON.stringify(row) === own.text) seen.add(own.at)
      else others.push(own.at)
    }
    // A changed row may have got the id of another one, which is read beside it then.
    for (const at of others)
      if (touched[at] !== true && !seen.has(at)) wrong.push(shown(number, family, `row ${at} is another`))
    const lost = touched.findIndex((is, at) => !is && !seen.has(at))
    if (lost >= 0 && found.issues.length === 0) wrong.push(shown(number, family, `row ${lost} is lost`))
  }
  return wrong
}
