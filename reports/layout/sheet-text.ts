import { isChinese } from '../figures/text-width.js'

/** How a cell's text is set: Arial at a size in points. */
export interface SheetFont {
  readonly size?: number
  readonly bold?: boolean
}

// Advance widths of Arial's printable ASCII in thousandths of an em, from the space to the tilde.
const advances = {
  plain: [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
  ],
  bold: [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
  ],
} as const

const nought = 556
const letterBeyond = 722
const defaultSize = 10

/** The width of one line of text in noughts of the sheet's default font, which columns are counted in. */
export const lineUnits = (line: string, { size = defaultSize, bold = false }: SheetFont = {}): number => {
  const widths = bold ? advances.bold : advances.plain
  let thousandths = 0
  for (const character of line) {
    const code = character.codePointAt(0) ?? 0
    thousandths += widths[code - 32] ?? (code < 0x2000 ? letterBeyond : 1000)
  }
  return (thousandths / nought) * (size / defaultSize)
}

/** The width of the longest line of a text. */
export const textUnits = (text: string, font: SheetFont = {}): number =>
  Math.max(...text.split('\n').map(line => lineUnits(line, font)))

// Spreadsheets round a nought of 7.4 pixels down to 7 where they count a column's width, and keep five pixels free.
const pixelsPerUnit = 7
const pixelsPerNought = 7.413
const freePixels = 5

/** How many noughts of text stand beside each other in a column of a width. */
export const roomIn = (width: number, indent = 0): number =>
  Math.max(2, (width * pixelsPerUnit - freePixels) / pixelsPerNought - indent * indentUnits)

/** How much room a step of indentation takes: three spaces. */
export const indentUnits = (3 * 278) / nought

// A Chinese line may end a character early, because some marks do not begin a line.
const kept = 1000 / nought

const pieces = /[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]+\s*|\s+/gu

/** How many lines a text takes in a column of a width. */
export const linesIn = (text: string, width: number, font: SheetFont = {}, indent = 0): number => {
  const room = roomIn(width, indent) - (isChinese(text) ? kept : 0)
  return text.split('\n').reduce((sum, line) => sum + wrappedLines(line, room, font), 0)
}

const wrappedLines = (line: string, room: number, font: SheetFont): number => {
  let lines = 1
  let used = 0
  for (const piece of line.match(pieces) ?? []) {
    const word = lineUnits(piece.trimEnd(), font)
    if (used > 0 && used + word > room) {
      lines += 1
      used = 0
    }
    // A word longer than the line is broken where the line ends.
    const broken = Math.max(0, Math.ceil(word / room) - 1)
    lines += broken
    used += lineUnits(piece, font) - broken * room
  }
  return lines
}

const latinLine = 1.275
const chineseLine = 1.5

/** The height in points of so many lines of a text: Chinese fonts are higher. */
export const linesHeight = (lines: number, text: string, { size = defaultSize }: SheetFont = {}): number =>
  lines * size * (isChinese(text) ? chineseLine : latinLine)

/** The height in points that a text takes in a column of a width. */
export const textHeight = (text: string, width: number, font: SheetFont = {}, indent = 0): number =>
  linesHeight(linesIn(text, width, font, indent), text, font)
