import type { ColumnProfile, TableProfile } from '../protocol/language/profile-schema.js'

/** A count as people write it. */
export const countInWords = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')

const countOf = (count: number, noun: string): string => `${countInWords(count)} ${noun}${count === 1 ? '' : 's'}`

/** A share in whole percent; what is not nothing is not shown as nothing, nor what is not all as all. */
export const percentOf = (count: number, of: number): string => {
  if (of === 0) return '-'
  const percent = Math.round((100 * count) / of)
  if (percent === 0 && count > 0) return '<1 %'
  return percent === 100 && count < of ? '>99 %' : `${String(percent)} %`
}

const delimiterWords: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': "'|'" }

const divided = (delimiter: string): string => `divided by ${delimiterWords[delimiter] ?? `'${delimiter}'`}`

const undivided = 'divided by no sign (where columns stand at fixed places ask for CSV)'

const dialectInWords = ({ encoding, delimiter, columns, header, hidden }: TableProfile): readonly string[] => [
  ...(encoding === null ? [] : [encoding]),
  ...(delimiter === null ? [] : [columns.length === 1 ? undivided : divided(delimiter)]),
  typeof header === 'number' ? `header in row ${String(header)}` : `header in rows ${header.join(' and ')}`,
  ...(hidden ? ['a hidden sheet'] : []),
]

/** How large a table is and how it is written, as a person says it. */
export const tableInWords = (table: TableProfile): readonly string[] => [
  countOf(table.rows, 'row'),
  countOf(table.columns.length, 'column'),
  ...(table.blankRows > 0 ? [countOf(table.blankRows, 'blank row')] : []),
  ...(table.raggedRows > 0 ? [`${countOf(table.raggedRows, 'row')} of another length than the header`] : []),
  ...dialectInWords(table),
]

const numberInWords = (number: number | null): string =>
  number === null ? '-' : String(Number(number.toPrecision(12)))

const daysInWords = ({ days }: ColumnProfile): readonly string[] => {
  if (days === null) return []
  const { formats, nearly, together, typed, earliest, latest } = days
  const orders = formats.length > 1 ? ': all of them read every cell, so which is right cannot be seen here' : ''
  return [
    ...(formats.length > 0 ? [`written ${formats.join(' or ')}${orders}`] : []),
    ...(together != null
      ? [
          `written in several ways: ${together.formats.join(', ')}${together.not === 0 ? '' : `; none reads ${countInWords(together.not)}`}`,
        ]
      : nearly === null
        ? []
        : [`no format reads all; ${nearly.format} all but ${countInWords(nearly.not)}`]),
    ...(typed > 0 ? [`${countInWords(typed)} typed as days by the workbook`] : []),
    ...(earliest === null || latest === null ? [] : [`from ${earliest} to ${latest}`]),
  ]
}

const signs = { '.': 'a point', ',': 'a comma' } as const

const numbersInWords = ({ numbers, kind }: ColumnProfile): readonly string[] => {
  if (numbers === null || (kind !== 'number' && numbers.share < 0.5)) return []
  const { share, decimal, contradicted, limits, followed, lowest, highest } = numbers
  return [
    `from ${numberInWords(lowest)} to ${numberInWords(highest)}`,
    ...(decimal === null ? [] : [`${signs[decimal]} before decimals`]),
    ...(contradicted ? ['points and commas contradict each other'] : []),
    ...(share < 1 ? [`${percentOf(Math.round(share * 1e6), 1e6)} are numbers`] : []),
    ...(limits > 0 ? [`${countInWords(limits)} limits`] : []),
    ...(followed > 0 ? [`${countInWords(followed)} with something behind`] : []),
  ]
}

const shapesInWords = ({ shapes, kind, filled }: ColumnProfile): readonly string[] => {
  const shown = shapes.slice(0, 3)
  if (shown.length === 0 || !['identifier', 'text'].includes(kind)) return []
  return [`shapes ${shown.map(({ shape, count }) => `${shape} (${percentOf(count, filled)})`).join(', ')}`]
}

/** What is seen of a column, in short phrases; of a column that identifies persons nothing that stands in it. */
export const columnInWords = (column: ColumnProfile): readonly string[] => [
  ...(column.identifies === null ? [] : [`masked: ${column.identifies}`]),
  ...daysInWords(column),
  ...numbersInWords(column),
  ...(column.unit === null ? [] : [`unit ${column.unit} in the header`]),
  ...shapesInWords(column),
]

/** The name that a column is shown by. */
export const columnName = ({ header, place }: ColumnProfile): string => {
  const plain = header.replaceAll(/\s+/g, ' ').trim()
  return plain === '' ? `(column ${String(place)})` : plain
}
