import type { Cell } from '../sources/source-record.js'
import { plainCell } from './plain-text.js'

/** Why a received id cannot be one. */
export type IdFault = 'blank-id' | 'test-id' | 'not-a-subject' | 'unreadable-id' | 'id-lost-digits'

/** A received id as it is hashed, or why it cannot be one. */
export type SubjectId = { readonly id: string } | { readonly fault: IdFault; readonly message: string }

const blanks: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '/',
  '.',
  '?',
  'NA',
  'N/A',
  'NULL',
  'NONE',
  'NAN',
  'UNKNOWN',
  '无',
  '不详',
  '未知',
  '暂无',
])

const testId = /^(TEST|DEMO|DUMMY|SAMPLE|XXX+|测试|演示|样例|示例)|(TEST|测试)\d*$|^0+$|^(123456(78?)?9?|12345)$/

const notSubject = /^(合计|总计|小计|总数|备注|说明|注[:：]|制表|TOTAL|SUBTOTAL|SUM|NOTE|GRAND TOTAL)/

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const

// GB 11643-1999, ISO 7064 mod 11-2.
const checkDigitFits = (id: string): boolean =>
  '10X98765432'[weights.reduce((sum, weight, index) => sum + weight * Number(id[index]), 0) % 11] === id[17]

// A workbook keeps fifteen digits of a number.
const leastLost = 1e15

const lostDigits = (): SubjectId => ({
  fault: 'id-lost-digits',
  message: 'an id that a workbook stored as a number and so lost its last digits; it cannot be restored',
})

const idOfText = (id: string): SubjectId => {
  if (blanks.has(id)) return { fault: 'blank-id', message: 'no id where the subject is expected' }
  if (/^\d+(\.\d+)?E[+]?\d+$/.test(id)) return lostDigits()
  if (/^\d{15,17}000?$/.test(id) && id.length === 18 && id.endsWith('000') && !checkDigitFits(id)) return lostDigits()
  if (notSubject.test(id)) return { fault: 'not-a-subject', message: 'a total or a note where a subject is expected' }
  if (testId.test(id)) return { fault: 'test-id', message: 'the id of a test entry, not of a subject' }
  return { id }
}

/**
 * Reads a received id: widths, outer spaces and capitals do not tell ids apart; one that a workbook has changed is
 * never repaired. Open ids may number subjects, from 0 too: there a bare number is no test entry.
 */
export const readSubjectId = (cell: Cell | undefined, open = false): SubjectId => {
  if (cell === undefined || cell.kind === 'empty') {
    return { fault: 'blank-id', message: 'no id where the subject is expected' }
  }
  if (cell.kind === 'error') return { fault: 'unreadable-id', message: `an id that cannot be used: ${cell.text}` }
  if (cell.kind === 'date') {
    const message = 'a day where an id is expected: a workbook may have turned the id into it'
    return { fault: 'unreadable-id', message }
  }
  if (cell.kind === 'number' && cell.number >= leastLost) return lostDigits()
  if (cell.kind === 'number' && !(Number.isSafeInteger(cell.number) && cell.number >= 0)) {
    return { fault: 'unreadable-id', message: 'a number that is no id' }
  }
  const id = plainCell(cell).toUpperCase()
  return open && /^\d{1,9}$/.test(id) ? { id } : idOfText(id)
}
