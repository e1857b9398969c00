import type { Cell } from '../../sources/source-record.js'
import type { ColumnRule } from './column-rule.js'
import { clean, type FieldReading, held } from './field-reading.js'
import { plainCell, receivedText } from './plain-text.js'
import { looksMissing, type WordList } from './received-words.js'
import { told, toldLiteral } from '../../words/told.js'
import { nearestWord } from '../door/withheld-text.js'

const dayForCode = held(
  'date-for-code',
  told`a day where a code is expected: a workbook has probably turned the code into one; ask for the column as text`,
)

const months = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'
const madeDay = new RegExp(
  `^(?:\\d{1,2}-${months}|${months}-\\d{1,2}|\\d{1,2}月\\d{1,2}日|\\d{4}-\\d{2}-\\d{2}(?:[ T]00:00(?::00)?)?)$`,
  'i',
)

/** A text for missing that the mapping does not list. */
export const probablyMissing = held(
  'probably-missing',
  told`a text that usually stands for nothing known, and is not listed: list it under 'missing', or as a code`,
)

const parts = /\s*(?:[;；,，、/|+&→或和及与至]|->|=>|\b(?:or|and|to|oder|und|bis)\b)\s*/i

/** The texts of a cell that may be several codes. */
export const partsOfCell = (plain: string): readonly string[] => plain.split(parts).filter(part => part !== '')

/** Whether a text is several listed codes and nothing else. */
export const severalCodes = (plain: string, codes: WordList<unknown>): boolean => {
  const found = partsOfCell(plain)
  return found.length > 1 && found.every(part => codes.find(part) !== undefined)
}

/** The listed code that a text begins with before more in brackets, or null. */
export const codeWithMore = (plain: string, codes: WordList<unknown>): string | null => {
  const first = /^(.+?)\s*[([{（【].*$/.exec(plain)?.[1]
  return first !== undefined && codes.find(first) !== undefined ? first : null
}

/** Whether a text is a day as a workbook makes it of a code. */
export const isMadeDay = (plain: string): boolean => madeDay.test(plain)

/** Why a text that a list of codes lacks is held, with the nearest code that is listed, never with the text. */
export const unlistedCode = (plain: string, codes: WordList<unknown>): FieldReading => {
  if (looksMissing(plain)) return probablyMissing
  if (severalCodes(plain, codes)) {
    return held(
      'unlisted-code',
      told`several listed codes in one cell, where one is expected: write the sign between them under 'each', or list the whole text as a code`,
    )
  }
  const found = told`a text that is not among the ${codes.words.length} that the mapping lists`
  if (codeWithMore(plain, codes) !== null) {
    return held(
      'unlisted-code',
      told`${found}: a listed code with more in brackets behind it; list the whole text as a code, or a pattern under 'patterns'`,
    )
  }
  const nearest = nearestWord(plain, codes.words)
  return held(
    'unlisted-code',
    nearest === null ? found : told`${found}; the nearest is '${toldLiteral(nearest, codes.words)}'`,
  )
}

/** Reads a cell as a listed code; a column without a list gives its own text. */
export const readCode = (rule: ColumnRule, cell: Cell): FieldReading => {
  const [plain, received] = [plainCell(cell), receivedText(cell)]
  const code = rule.codes?.find(plain)
  if (code !== undefined) {
    const other = rule.codes?.words.includes(plain) === false && /^[+-]?\d+(\.\d*)?$/.test(plain)
    return clean(
      { kind: 'code', code: String(code), received },
      other ? told`numbers written otherwise than the listed codes were read as these` : null,
    )
  }
  if (rule.kind === 'code' && (cell.kind === 'date' || madeDay.test(plain))) return dayForCode
  if (rule.codes !== null) return unlistedCode(plain, rule.codes)
  return rule.kind === 'code' && looksMissing(plain) ? probablyMissing : clean({ kind: 'code', code: plain, received })
}
