import type { Result } from '../../analysis/results/result.js'
import { asShown, type CellFormat, marked } from './formats.js'
import { inertText } from '../words/inert-text.js'
import { ReportInconsistent } from '../result-book.js'
import type { SheetCell, SheetRow, TextTone } from './sheet.js'
import { missingWord } from '../words/shown-numbers.js'
import { told } from '../../words/told.js'

/** An empty cell. */
export const blank: SheetCell = { kind: 'blank' }

/** An inert text. */
export const text = (value: string, tone: TextTone = 'plain', indent = 0): SheetCell => ({
  kind: 'text',
  text: inertText(value),
  tone,
  indent,
  link: null,
})

/** A text that leads to a sheet. */
export const linkTo = (sheet: string): SheetCell => ({
  kind: 'text',
  text: inertText(sheet),
  tone: 'plain',
  indent: 0,
  link: sheet,
})

/** A number with its format, rounded as it is shown. */
export const number = (value: number, format: string): SheetCell => {
  if (!Number.isFinite(value)) throw new ReportInconsistent(told`a cell was to hold what is not a finite number`)
  return { kind: 'number', value: asShown(value, format), format }
}

/** A row of a table. */
export const row = (...cells: readonly SheetCell[]): SheetRow => ({ role: 'row', cells })

/** A row that heads the rows below it. */
export const section = (title: string): SheetRow => ({ role: 'section', cells: [text(title, 'strong')] })

/** The footnotes of one table: equal texts share a mark. */
export class Footnotes {
  private readonly texts: string[] = []

  /** The mark of a footnote's text: a, b, ... z, aa. */
  mark(note: string): string {
    const found = this.texts.indexOf(note)
    const index = found >= 0 ? found : this.texts.push(note) - 1
    const letter = String.fromCharCode(97 + (index % 26))
    return letter.repeat(1 + Math.floor(index / 26))
  }

  /** The footnotes in the order of their marks. */
  list(): readonly string[] {
    return this.texts.map(note => `[${this.mark(note)}] ${note}`)
  }
}

/**
 * A result as a cell: a number with its format and its notes' mark, a percentage as the fraction that a percent format takes;
 * `n.e.` or `n.r.` where there is none, with the reason.
 */
export const resultCell = (result: Result | undefined, format: CellFormat, notes: Footnotes): SheetCell => {
  if (result === undefined) return text('–', 'muted')
  const note = result.notes.map(each => each.text).join('; ')
  if (result.value === null)
    return text(`${missingWord(result.notes)} [${notes.mark(note === '' ? 'not estimable' : note)}]`)
  if (typeof result.value === 'string') return text(result.value)
  const value = result.unit === '%' ? result.value / 100 : result.value
  const shown = typeof format === 'string' ? format : format(value)
  return number(value, note === '' ? shown : marked(shown, notes.mark(note)))
}

/** The texts of the notes that all of some results carry: they are said once, where the results are headed. */
export const sharedNotes = (results: readonly Result[]): readonly string[] => {
  const [first, ...others] = results
  return first === undefined || others.length === 0
    ? []
    : first.notes
        .map(({ text: note }) => note)
        .filter(note => others.every(one => one.notes.some(other => other.text === note)))
}

/** A result without notes that are said elsewhere; a missing number keeps its reason. */
export const withoutNotes = (result: Result | undefined, said: readonly string[]): Result | undefined =>
  result === undefined || result.value === null
    ? result
    : { ...result, notes: result.notes.filter(note => !said.includes(note.text)) }

/** A heading with the marks of notes that hold for all below it. */
export const markedTitle = (title: string, shared: readonly string[], notes: Footnotes): string =>
  [title, ...shared.map(note => `[${notes.mark(note)}]`)].join(' ')
