import { refuseFarCell } from '../table-bounds.js'
import { attribute, unescaped } from '../workbook/xml-text.js'
import { hiddenSheets } from './hidden-sheets.js'
import type { XmlToken } from './xml-tokens.js'

/** A cell as a sheet of an OpenDocument file has it; `covered` where it lies below or right of a merged cell. */
export interface OdsCell {
  readonly type: string
  readonly value: string
  /** What a reader sees. */
  readonly text: string
  readonly formula: string
  readonly covered: boolean
}

/** What takes the cells of one sheet: rows and columns count from 0; whether more are needed. */
export interface OdsTaker {
  readonly sheet: (index: number, name: string, hidden: boolean) => boolean
  readonly cell: (
    row: number,
    column: number,
    cell: OdsCell,
    times: number,
    spans: readonly [columns: number, rows: number],
  ) => boolean
  /** A row ends that stands for so many. */
  readonly endRow: (row: number, times: number, hidden: boolean) => boolean
}

// Parts that have texts of their own, which are no part of the cell: remarks, drawings, how a text is pronounced.
const aside = (prefix: string, name: string): boolean =>
  prefix === 'draw' ||
  ['annotation', 'ruby-text', 'note', 'detective', 'shapes', 'dde-link', 'tracked-changes', 'forms'].includes(name)

const numberIn = (attributes: string, name: string): number => {
  const number = Number(attribute(attributes, name) ?? '1')
  return Number.isInteger(number) && number > 0 ? number : 1
}

/** Follows the tokens of a spreadsheet's content and hands on the cells of its sheets. */
export const sheetCells = (taker: OdsTaker): ((token: XmlToken) => boolean) => {
  let [sheets, inside, row, column, rowTimes, hidden] = [0, 0, 0, 0, 1, false]
  let open: { attributes: string; covered: boolean; text: string; paragraphs: number } | null = null
  let [skipped, inParagraph] = [0, 0]
  const styles = hiddenSheets()

  const endCell = (): boolean => {
    if (open === null) return true
    const { attributes, covered, text } = open
    open = null
    const times = numberIn(attributes, 'number-columns-repeated')
    const type = attribute(attributes, 'value-type') ?? ''
    const value = unescaped(attribute(attributes, 'value') ?? attribute(attributes, `${type}-value`) ?? '')
    const formula = unescaped(attribute(attributes, 'formula') ?? '')
    // A program writes what is an error beside the type of the format.
    const isError = /(?:^|\s)calcext:value-type\s*=\s*["']error/.test(attributes)
    const shown = text === '' && type === 'string' ? value : text
    const at = column
    column += times
    if (type === '' && shown === '' && !covered && formula === '') return true
    refuseFarCell(row, at)
    const cell = { type: isError ? 'error' : type, value, text: shown, formula, covered }
    return taker.cell(row, at, cell, times, [
      numberIn(attributes, 'number-columns-spanned'),
      numberIn(attributes, 'number-rows-spanned'),
    ])
  }

  const begins = (name: string, attributes: string): void => {
    if (name === 'p' && open !== null) {
      if (open.paragraphs > 0) open.text += '\n'
      open.paragraphs += 1
      inParagraph += 1
    } else if (open !== null && inParagraph > 0) {
      if (name === 's') open.text += ' '.repeat(Math.min(numberIn(attributes, 'c'), 1000))
      else if (name === 'tab') open.text += '\t'
      else if (name === 'line-break') open.text += '\n'
    }
  }

  const opened = (name: string, attributes: string): boolean => {
    if (name === 'table') {
      inside += 1
      if (inside > 1) return true
      ;[row, sheets] = [0, sheets + 1]
      return taker.sheet(sheets - 1, unescaped(attribute(attributes, 'name') ?? ''), styles.isHidden(attributes))
    }
    if (sheets === 0) styles.opens(name, attributes)
    if (inside !== 1) return true
    if (name === 'table-row') {
      ;[column, rowTimes] = [0, numberIn(attributes, 'number-rows-repeated')]
      hidden = /^(collapse|filter)$/.test(attribute(attributes, 'visibility') ?? '')
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      open = { attributes, covered: name.startsWith('c'), text: '', paragraphs: 0 }
    } else begins(name, attributes)
    return true
  }

  const closed = (name: string): boolean => {
    if (name === 'table') inside -= 1
    else if (inside !== 1) return true
    else if (name === 'table-cell' || name === 'covered-table-cell') return endCell()
    else if (name === 'p') inParagraph = Math.max(0, inParagraph - 1)
    else if (name === 'table-row') {
      const at = row
      row += rowTimes
      return taker.endRow(at, rowTimes, hidden)
    }
    return true
  }

  return token => {
    if (token.kind === 'text') {
      if (skipped === 0 && open !== null && inParagraph > 0) {
        // Breaks of the XML are one space, those of the cell have elements; LibreOffice writes spaces as they are.
        open.text += token.literal ? token.raw : unescaped(token.raw.replaceAll(/[\t\r\n]+/g, ' '))
      }
      return true
    }
    const { prefix, name } = token
    if (skipped > 0 || aside(prefix, name)) {
      if (aside(prefix, name)) skipped += token.kind === 'close' ? -1 : token.closes ? 0 : 1
      return true
    }
    if (token.kind === 'close') return closed(name)
    const more = opened(name, token.attributes)
    return token.closes ? more && closed(name) : more
  }
}
