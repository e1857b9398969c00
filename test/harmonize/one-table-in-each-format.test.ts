import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { utf16, utf8, workbookBytes } from '../sources/made-bytes.js'
import { madeOds } from '../sources/made-ods.js'
import { bytesIn, languages } from '../sources/made-languages.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

type Rows = readonly (readonly string[])[]
type Written = Record<string, unknown>

const header = ['住院号', '性别', 'Größe', 'seen', 'albumin', '诊断']

// An id with leading zeros, blanks, a limit, a quote and a delimiter inside of a cell.
const chineseAndLatin: Rows = [
  header,
  ['00123', '男', 'groß', '2020-03-05', '35.2', '肝细胞癌'],
  ['00124', '女', 'klein', '2019-12-31', '<20', 'a "b", c; d|e^f'],
  ['00125', '男', '', '2020-02-29', '', 'Müller'],
  ['123', '女', 'groß', '', '41', "it's"],
]

const mapping = (rows: Rows, written: Written = {}, name = 'made.csv') => {
  const [id = '', sex = '', size = '', seen = '', albumin = '', diagnosis = ''] = rows[0] ?? []
  const codesOf = (column: number): Record<string, string> =>
    Object.fromEntries(
      [...new Set(rows.slice(1).map(row => row[column] ?? ''))]
        .filter(word => word !== '')
        .map((word, at) => [word, `code-${at}`]),
    )
  const sexes = Object.keys(codesOf(1))
  return madeMapping({
    files: { f: { name, subject: { column: id }, rows: 'many a subject', ...written } },
    identifiers: { drop: 'none' },
    map: {
      subject: {
        from: 'f',
        sex: {
          column: sex,
          codes: Object.fromEntries(sexes.map((word, at) => [word, at % 2 === 0 ? 'male' : 'female'])),
        },
      },
      disease: {
        from: 'f',
        diagnosis: { column: diagnosis, codes: codesOf(5) },
        stage: { column: size, codes: codesOf(2) },
        date: { column: seen, date: ['YYYY-MM-DD'] },
      },
      lab: {
        from: 'f',
        date: { column: seen, date: ['YYYY-MM-DD'] },
        wide: { [albumin]: { test: 'albumin', unit: 'g/L', decimal: written['decimal'] ?? '.' } },
      },
    },
  })
}

const harmonized = async (bytes: Uint8Array, table: Rows, written: Written = {}, name = 'made.csv') => {
  const { decimal = '.', ...file } = written
  const whole = mapping(table, { ...file }, name)
  const block = whole.map.lab
  if (decimal === ',' && block !== undefined && !Array.isArray(block))
    Object.assign(Object.values(block.wide ?? {})[0] ?? {}, { decimal })
  const { site, issues } = await harmonizeTexts(whole, { f: bytes })
  // A file's name, its sheet and the sign of its decimals are its own.
  const rows = site.rows.map(row => ({ ...row, source: { ...row.source, file: '', sheet: '' } }))
  const found = JSON.stringify(rows).replaceAll(/"received":"(\d+),(\d+)"/g, '"received":"$1.$2"')
  return { rows: JSON.parse(found) as typeof rows, subjects: site.subjects, held: site.held, issues }
}

const inQuotes = (quote: string) => (text: string) => quote + text.replaceAll(quote, quote + quote) + quote
const textOf = (rows: Rows, delimiter: string, written: (text: string) => string, lineEnd = '\n'): string =>
  rows.map(row => row.map(written).join(delimiter)).join(lineEnd) + lineEnd

const quoted = inQuotes('"')
const needed = (text: string): string => (/[",;|^\t]/.test(text) ? quoted(text) : text)
const plain = textOf(chineseAndLatin, ',', needed)
const escaped = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`
const unquoted = (text: string): string => text.replaceAll(/[,\\]/g, '\\$&')
const withComma = (rows: Rows): Rows =>
  rows.map((row, at) => row.map((text, column) => (at > 0 && column === 4 ? text.replace('.', ',') : text)))

const workbook = (date: (text: string) => string | Date | null, number: (text: string) => string | number | null) =>
  workbookBytes(made => {
    const sheet = made.addWorksheet('data')
    for (const [at, row] of chineseAndLatin.entries()) {
      sheet.addRow(
        row.map((text, column) =>
          text === ''
            ? null
            : at === 0 || (column !== 3 && column !== 4)
              ? text
              : column === 3
                ? date(text)
                : number(text),
        ),
      )
    }
    sheet.getColumn(4).numFmt = 'yyyy-mm-dd'
  })
const asTexts = await workbook(String, String)
const typed = await workbook(
  text => new Date(`${text}T00:00:00Z`),
  text => (Number.isNaN(Number(text)) ? text : Number(text)),
)

const marked = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const odsCell = (text: string, column: number, isHeader: boolean): string => {
  if (text === '') return '<table:table-cell/>'
  const number = column === 4 && !isHeader && !Number.isNaN(Number(text))
  const value = number
    ? `float" office:value="${text}`
    : column === 3 && !isHeader
      ? `date" office:date-value="${text}`
      : 'string'
  return `<table:table-cell office:value-type="${value}"><text:p>${marked(text)}</text:p></table:table-cell>`
}
const spreadsheet = madeOds([
  [
    'data',
    chineseAndLatin
      .map(
        (row, at) =>
          `<table:table-row>${row.map((text, column) => odsCell(text, column, at === 0)).join('')}</table:table-row>`,
      )
      .join(''),
  ],
])

describe('one table in each format gives the same harmonized rows', () => {
  const formats: readonly (readonly [what: string, bytes: Uint8Array, written?: Written, name?: string])[] = [
    ['all cells in quotes', utf8(textOf(chineseAndLatin, ',', quoted))],
    ['line ends of Windows', utf8(textOf(chineseAndLatin, ',', needed, '\r\n'))],
    ['line ends of old Macs', utf8(textOf(chineseAndLatin, ',', needed, '\r'))],
    ['a mark of UTF-8', utf8(`\uFEFF${plain}`)],
    ['semicolons', utf8(textOf(chineseAndLatin, ';', needed)), { delimiter: ';' }],
    ['tabs', utf8(textOf(chineseAndLatin, '\t', needed)), { delimiter: '\t' }],
    ['bars', utf8(textOf(chineseAndLatin, '|', needed)), { delimiter: '|' }],
    ['circumflexes', utf8(textOf(chineseAndLatin, '^', needed)), { delimiter: '^' }],
    ['two bars', utf8(textOf(chineseAndLatin, '||', needed)), { delimiter: '||' }],
    [
      'signs that cannot be seen, and no quotes',
      utf8(textOf(chineseAndLatin, '\u0001', String)),
      { delimiter: '\u0001', quote: 'none' },
    ],
    ['apostrophes around cells', utf8(textOf(chineseAndLatin, ',', inQuotes("'"))), { quote: "'" }],
    ['backslashes before quotes', utf8(textOf(chineseAndLatin, ',', escaped)), { escape: '\\' }],
    ['backslashes and no quotes', utf8(textOf(chineseAndLatin, ',', unquoted)), { quote: 'none', escape: '\\' }],
    ['a line that names the delimiter', utf8(`sep=;\n${textOf(chineseAndLatin, ';', needed)}`), { delimiter: ';' }],
    ['ids that keep their zeros', utf8(plain.replaceAll(/^(\d+)/gm, '="$1"'))],
    ['decimal commas', utf8(textOf(withComma(chineseAndLatin), ';', needed)), { delimiter: ';', decimal: ',' }],
    ['UTF-16', utf16(plain, 'le', true)],
    ['UTF-16 in the other order', utf16(plain, 'be', true)],
    ['GB18030', bytesIn(plain.replaceAll('ß', 'à'), 'gb18030'), { encoding: 'gbk' }],
    ['gzip', gzipSync(plain), {}, 'made.csv.gz'],
    ['ZIP', zipSync({ 'made.csv': utf8(plain) }), {}, 'made.zip'],
    ['a workbook of texts', asTexts, {}, 'made.xlsx'],
    ['a workbook of days and numbers', typed, {}, 'made.xlsx'],
    ['a workbook in gzip', gzipSync(typed), {}, 'made.xlsx.gz'],
    ['a workbook in ZIP', zipSync({ 'a.xlsx': typed }), {}, 'made.zip'],
    ['an OpenDocument sheet', spreadsheet, {}, 'made.ods'],
    ['an OpenDocument sheet in gzip', gzipSync(spreadsheet), {}, 'made.ods.gz'],
  ]
  test.each(formats.map(([what, ...rest]) => [what, rest] as const))(
    '%s',
    async (_, [bytes, written = {}, name = 'made.csv']) => {
      const rows =
        written['encoding'] === 'gbk'
          ? chineseAndLatin.map(row => row.map(text => text.replaceAll('ß', 'à')))
          : chineseAndLatin
      const baseline = await harmonized(utf8(textOf(rows, ',', needed)), rows)
      expect(baseline.rows).toHaveLength(11)
      expect(baseline.issues.filter(({ effect }) => effect.endsWith('held'))).toEqual([])
      const found = await harmonized(bytes, rows, written, name)
      expect({ ...found, issues: [] }).toEqual({ ...baseline, issues: [] })
    },
  )
})

describe('one table in each encoding gives the same harmonized rows', () => {
  const cases = languages.flatMap(language =>
    language.encodings.map((encoding): readonly [string, Encoding, typeof language] => [
      language.name,
      encoding,
      language,
    ]),
  )
  test.each(cases)('%s in %s', async (_, encoding, { header: own, words }) => {
    const [sex = 'sex', size = 'size', diagnosis = 'diagnosis'] = own
    const rows = [
      ['id', sex, size, 'seen', 'albumin', diagnosis],
      ...Array.from({ length: 20 }, (_row, at) => [
        `0${at + 11}`,
        words[at % 2] ?? '',
        words[at % words.length] ?? '',
        '2020-03-05',
        `3${at % 10}`,
        words[(at * 7) % words.length] ?? '',
      ]),
    ]
    const text = textOf(rows, ',', needed)
    const baseline = await harmonized(utf8(text), rows)
    expect(baseline.rows).toHaveLength(60)
    expect(await harmonized(bytesIn(text, encoding), rows, { encoding })).toEqual(baseline)
  })
})
