import type { ColumnProfile, FileProfile, TableProfile } from '../../protocol/language/profile-schema.js'
import { shownSigns } from '../../words/shown-signs.js'
import type { Drift } from '../drift/compare-tables.js'
import { columnInWords, columnName, countInWords, percentOf, tableInWords } from '../column-words.js'
import { cutToWidth, inWidth, shownWidth } from './shown-width.js'

/** How parts of a line are set off, where a terminal can. */
export interface Emphasis {
  readonly strong: (text: string) => string
  readonly weak: (text: string) => string
  readonly bad: (text: string) => string
}

const width = 80
const nameWidth = 30
const texts = 5
// What is told of a column stands right of where its name begins.
const indent = 12

// Phrases on as few lines as they need, no phrase divided that fits a line.
const wrapped = (phrases: readonly string[], from: number, between: string): readonly string[] => {
  const lines: string[] = []
  for (const phrase of phrases.flatMap(one => piecesOf(one, width - from))) {
    const last = lines.at(-1)
    const longer = last === undefined ? null : `${last}${between}${phrase}`
    if (longer !== null && shownWidth(longer) <= width - from) lines[lines.length - 1] = longer
    else lines.push(phrase)
  }
  return lines.map(line => `${' '.repeat(from)}${line}`)
}

const piecesOf = (phrase: string, most: number): readonly string[] => {
  if (shownWidth(phrase) <= most) return [phrase]
  const pieces: string[] = []
  for (const word of phrase.split(/ (?!%)/)) {
    const last = pieces.at(-1)
    if (last !== undefined && shownWidth(`${last} ${word}`) <= most) pieces[pieces.length - 1] = `${last} ${word}`
    else pieces.push(cutToWidth(word, most))
  }
  return pieces
}

const countLines = (column: ColumnProfile, { weak }: Emphasis): readonly string[] => {
  const { commonest, absent, masked, identifies } = column
  const line = (count: number, text: string): string =>
    `${countInWords(count).padStart(indent + 7)}  ${cutToWidth(text, width - indent - 9)}`
  return [
    ...commonest.slice(0, texts).map(({ text, count }) => line(count, text)),
    ...absent.map(({ text, count }) => weak(line(count, `${text}  (may say that there is nothing)`))),
    ...(identifies === null && masked > 0 ? [weak(line(masked, '(masked: looks like an identifier)'))] : []),
  ]
}

const titles = `${' #'.padStart(4)}  ${'column'.padEnd(nameWidth)}  ${'holds'.padEnd(10)}  ${'filled'.padStart(16)}  ${'distinct'.padStart(9)}`

const columnLines = (column: ColumnProfile, rows: number, emphasis: Emphasis): readonly string[] => {
  const { place, kind, filled, distinct } = column
  const counted = `${countInWords(filled)} ${percentOf(filled, rows).padStart(6)}`
  return [
    `${String(place).padStart(4)}  ${emphasis.strong(inWidth(columnName(column), nameWidth))}  ${kind.padEnd(10)}  ${counted.padStart(16)}  ${countInWords(distinct).padStart(9)}`,
    ...wrapped(columnInWords(column), indent, '; ').map(emphasis.weak),
    ...countLines(column, emphasis),
  ]
}

const tableLines = (table: TableProfile, emphasis: Emphasis): readonly string[] => {
  const { sheet, refused, rows, notes, columns } = table
  const title = sheet === null ? [] : [`  ${emphasis.strong(`sheet '${cutToWidth(sheet, width - 12)}'`)}`]
  if (refused !== null) return [...title, ...wrapped([refused], 4, ' ').map(emphasis.bad), '']
  return [
    ...title,
    ...wrapped(tableInWords(table), 2, ', '),
    ...notes.flatMap(note => wrapped([`note: ${note}`], 2, ' ')).map(emphasis.weak),
    '',
    emphasis.weak(titles),
    ...columns.flatMap(column => columnLines(column, rows, emphasis)),
    '',
  ]
}

/** What changed since an earlier profile, as lines of 80 columns. */
export const driftLines = (drifts: readonly Drift[], { strong, bad, weak }: Emphasis): readonly string[] => {
  if (drifts.length === 0) return [strong('No column changed since then.'), '']
  const lines = drifts.map(({ file, sheet, column, kind, what }) => {
    const place = [file, ...(sheet === null ? [] : [`sheet '${sheet}'`]), ...(column === null ? [] : [column])].join(
      ', ',
    )
    return [
      `  ${bad(kind.padEnd(10))} ${cutToWidth(shownSigns(place), width - 14)}`,
      ...wrapped([shownSigns(what)], indent + 1, ' ').map(weak),
    ]
  })
  return [strong(`Changed since then: ${String(drifts.length)}`), ...lines.flat(), '']
}

/** What is seen of a file as lines of 80 columns. */
export const profileLines = (profile: FileProfile, emphasis: Emphasis): readonly string[] => {
  const { file, bytes, refused, tables } = profile
  const name = emphasis.strong(cutToWidth(shownSigns(file), width - 24))
  const size = bytes === null ? '' : `  ${countInWords(bytes)} bytes`
  if (refused !== null) return [name, ...wrapped([`cannot be read: ${refused}`], 2, ' ').map(emphasis.bad), '']
  return [`${name}${size}`, ...tables.flatMap(table => tableLines(table, emphasis))]
}
