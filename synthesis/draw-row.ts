import { testsOf } from '../protocol/schema/analytes.js'
import { fieldQuantities } from '../protocol/schema/analytes.js'
import { fieldsOf } from '../protocol/schema/domains.js'
import { unitFactor } from '../protocol/schema/units.js'
import type { Study } from '../protocol/language/study.js'
import type { Cell, FileRow } from './cell.js'
import { drawNumber } from './draw-number.js'
import type { Draws } from './draws.js'
import { codeOfWord, type ReceivedWord, textOfPattern } from './received-word.js'
import { type FieldWriting, isAsked, type NumberWriting, type RowMaker } from './row-maker.js'
import { admitted, type Want } from './want.js'
import { formatOf, writeDay } from './write-day.js'

/** What is asked of a row. */
export interface RowAsked {
  /** By field what its value is to be. */
  readonly wants: Readonly<Record<string, readonly Want[]>>
  /** By day field the day, counted from the index date; a day field without one stays empty. */
  readonly days: Readonly<Record<string, number>>
}

/** What rows of a subject are drawn with. */
export interface RowDrawing {
  readonly draws: Draws
  readonly study: Study
  /** The number of the index date's day; 0 in a study of day offsets. */
  readonly index: number
  /** The next text of a field that has no list. */
  readonly next: () => string
}

const perOffset = { days: 1, weeks: 7, months: 30.4375, years: 365.25 }

/** A day as a field writes it; nothing where its writing is not known. */
export const dayCell = (writing: FieldWriting & { readonly is: 'day' }, day: number, index: number): Cell | null => {
  const { formats, offset, months } = writing
  if (offset !== undefined) return { text: String(Number((day / perOffset[offset]).toFixed(4))), day }
  const format = formatOf(formats) ?? formats[0]
  if (format === undefined || (format.includes('MMM') && months !== undefined && months !== 'en')) return null
  return { text: writeDay(index + day, format), day }
}

// A code first, then one of its words, so that a code of many words is not commoner.
const drawWord = (draws: Draws, words: readonly ReceivedWord[]): ReceivedWord | undefined => {
  const code = draws.one([...new Set(words.map(word => word.code))])
  return draws.one(words.filter(word => word.code === code))
}

const wordCells = (maker: RowMaker, { wants }: RowAsked, { draws }: RowDrawing): Map<string, Cell> | null => {
  const cells = new Map<string, Cell>()
  const fields = Object.entries(maker.fields)
  for (const [field, writing] of fields) {
    if (writing.is === 'constant' && !admitted(wants[field] ?? [], writing.value)) return null
    if (writing.is !== 'words' || cells.has(writing.column)) continue
    const { column } = writing
    // Several fields may read one column: a word has to be listed by each of them.
    const others = fields.flatMap(([name, other]) =>
      other.is === 'words' && other.column === column ? [{ name, words: other.words }] : [],
    )
    const fit = writing.words.filter(
      ({ text }) =>
        isAsked(maker.when[column] ?? { not: [] }, text) &&
        others.every(({ name, words }) => {
          const code = codeOfWord(words, text)
          return code !== undefined && admitted(wants[name] ?? [], code)
        }),
    )
    if (field === 'flag' && !draws.chance(0.1)) continue
    const word = drawWord(draws, fit)
    if (word === undefined) return null
    cells.set(column, { text: word.text, listed: true })
  }
  return cells
}

const codeIn = (maker: RowMaker, field: string, cells: FileRow): string | undefined => {
  const writing = maker.fields[field]
  if (writing === undefined) return undefined
  if (writing.is === 'constant') return writing.value
  const text = cells.get(writing.is === 'words' ? writing.column : '')?.text
  return writing.is === 'words' && text !== undefined ? codeOfWord(writing.words, text) : undefined
}

const testOf = (maker: RowMaker, field: string, cells: FileRow, study: Study) => {
  const id = codeIn(maker, 'test', cells)
  if (id !== undefined) return { id, test: testsOf(study)[id] }
  if (maker.domain === 'adverseEvent') return { id, test: { conversions: {}, plausible: [1, 4] as [number, number] } }
  if (field === 'diameter')
    return { id, test: { ...fieldQuantities.tumour!['diameter']!, plausible: [4, 60] as [number, number] } }
  return { id, test: undefined }
}

const unitCell = (unit: NumberWriting['unit'], test: Parameters<typeof unitFactor>[0] | undefined, draws: Draws) => {
  if (unit === undefined || typeof unit === 'string') return { unit, cell: undefined }
  const listed =
    unit.words.length > 0 ? unit.words : test?.unit === undefined ? [] : [{ text: test.unit, code: test.unit }]
  const word = draws.one(listed.filter(({ code }) => test !== undefined && unitFactor(test, code) !== null))
  return {
    unit: word?.code,
    cell: word === undefined ? undefined : ([unit.column, { text: word.text, listed: true as const }] as const),
  }
}

const numberCells = (
  maker: RowMaker,
  field: string,
  writing: NumberWriting,
  asked: RowAsked,
  drawing: RowDrawing,
  cells: Map<string, Cell>,
): boolean => {
  const { draws, study } = drawing
  const wants = asked.wants[field] ?? []
  const { id, test } = testOf(maker, field, cells, study)
  const fit = writing.words.filter(({ code }) => admitted(wants, Number.isNaN(Number(code)) ? code : Number(code)))
  const measured = test?.plausible !== undefined || test?.unit !== undefined || writing.words.length === 0
  const isCoded =
    writing.words.length > 0 && (!measured || writing.words.every(({ code }) => !Number.isNaN(Number(code))))
  if (isCoded) {
    const word = drawWord(draws, fit)
    if (word === undefined) return false
    cells.set(writing.column, { text: word.text, listed: true })
    return true
  }
  const { unit, cell } = unitCell(writing.unit, test, draws)
  const drawn = drawNumber(draws, { id, test, unit, factor: writing.factor, decimal: writing.decimal, wants })
  if (drawn === null) return false
  cells.set(writing.column, drawn)
  if (cell !== undefined) cells.set(cell[0], cell[1])
  return true
}

const textCell = (field: string, { wants }: RowAsked, { draws, next }: RowDrawing): Cell | null => {
  const own = wants[field] ?? []
  const codes = own.flatMap(want => want.codes).filter(code => admitted(own, code))
  const text = draws.one(codes) ?? next()
  return admitted(own, text) ? { text } : null
}

// What a block asks of a column that no field fills.
const askedCells = (maker: RowMaker, cells: Map<string, Cell>): boolean => {
  for (const [column, asked] of Object.entries(maker.when)) {
    const there = cells.get(column)
    if (there !== undefined) {
      if (!isAsked(asked, there.text)) return false
      continue
    }
    const words = 'not' in asked ? ['', 'yes', '1'].filter(word => isAsked(asked, word)) : asked
    const text = words[0] === undefined ? undefined : words[0] === '' ? '' : textOfPattern(words[0])
    if (text === undefined) return false
    cells.set(column, { text, listed: true })
  }
  return true
}

/** Draws the cells of a row that a block makes what is asked of; nothing where it cannot. */
export const drawRow = (maker: RowMaker, asked: RowAsked, drawing: RowDrawing): FileRow | null => {
  const unfilled = Object.entries(asked.wants).some(
    ([field, wants]) => maker.fields[field] === undefined && !admitted(wants, undefined),
  )
  const cells = unfilled ? null : wordCells(maker, asked, drawing)
  if (cells === null) return null
  for (const [field, writing] of Object.entries(maker.fields)) {
    if (writing.is === 'day') {
      const day = asked.days[field]
      const cell = day === undefined ? null : dayCell(writing, day, drawing.index)
      if (cell !== null) cells.set(writing.column, cell)
      else if (asked.days[field] !== undefined) return null
    }
    if (writing.is === 'number' && !numberCells(maker, field, writing, asked, drawing, cells)) return null
    if (writing.is === 'any text' && !cells.has(writing.column)) {
      const cell = field === 'flag' ? null : textCell(field, asked, drawing)
      if (cell !== null) cells.set(writing.column, cell)
      else if (field !== 'flag') return null
    }
  }
  return askedCells(maker, cells) ? cells : null
}

/** The fields of a row that are days. */
export const dayFields = (maker: RowMaker): readonly string[] =>
  Object.keys(maker.fields).filter(field => fieldsOf(maker.domain)[field] === 'date')
