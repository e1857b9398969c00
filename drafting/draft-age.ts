import { decimalMarksOf } from '../harmonize/read/parse-number.js'
import { readAge } from '../harmonize/read/read-age.js'
import { type DraftLine, likely, sure } from './draft-model.js'
import { namedColumns } from './find-column.js'
import type { Knowledge } from './knowledge.js'
import type { TablePart } from './part-of-table.js'
import type { SeenColumn } from './seen-table.js'

const oldest = 120

const areYears = (numbers: readonly number[]): boolean =>
  numbers.length > 0 && numbers.every(number => number >= 0 && number <= oldest)

// A unit may stand in the cells: `61岁`, `61 Y`, `5月龄`, `90+`. A cell or two that nothing reads are held when they are read.
const areAges = ({ texts, profile }: SeenColumn): boolean => {
  const marks = decimalMarksOf([...texts.keys()], null)
  const left = [...texts].filter(([text]) => readAge({ kind: 'text', text }, marks).trouble !== null)
  return left.reduce((rows, [, count]) => rows + count, 0) * 50 <= profile.filled
}

// Bare numbers under such a header are no years, possible as they are.
const otherUnit =
  /month|week|day|hour|(?<![a-z])mo(?:s|n|nths?)?(?![a-z])|monat|woche|tage|mois|semaine|jours|mes(?:es|i)|月|周(?!岁)|天|日/iu

const isAge = (column: SeenColumn): boolean => (column.texts.size > 0 ? areAges(column) : areYears(column.numbers))

const isBare = (text: string): boolean => /^\d+(?:[.,]\d+)?$/.test(text)

/** The line of the subject's age: a column that is called so, of years or of ages that say their unit in the cell. */
export const ageLine = (known: Knowledge, { columns }: TablePart): DraftLine | null => {
  const age = namedColumns(known, columns, 'subject.ageYears', isAge)
  if (age === null) return null
  const { header, texts } = age.column
  const bare = texts.size === 0 || [...texts.keys()].some(isBare)
  if (bare && otherUnit.test(header))
    return likely('ageYears', header, 0.2, 'its name says another unit, and its numbers would be read as years')
  if (!age.only) return likely('ageYears', header, 0.5, 'another column fits as well')
  return sure(
    'ageYears',
    header,
    bare ? 'its name and its numbers say so' : 'its name and the words behind its numbers say so',
  )
}
