import type { IdColumn } from './id-column.js'
import {
  blankWords,
  dayWritings,
  noteBeginnings,
  noteWords,
  quantileWords,
  testParts,
  testWords,
  totalWords,
} from './id-words.js'
import { type Told, told } from '../../../words/told.js'

/** What a writing reads like that is perhaps no subject's id. */
export type NoId =
  | 'day'
  | { readonly fault: 'blank-id' | 'test-id' | 'not-a-subject'; readonly message: Told }
  | { readonly doubt: Told }

const said = told`; where it is a subject's id, list it under 'identifiers: real'`

const noSubject = (what: Told): NoId => ({
  fault: 'not-a-subject',
  message: told`${what} where a subject is expected: the row is left out${said}`,
})

const testEntry: NoId = { fault: 'test-id', message: told`the id of a test entry, not of a subject${said}` }

const blank: NoId = { fault: 'blank-id', message: told`a word or sign for a missing id where the subject is expected` }

const runningTest = /^0+$|^12345(6(7(89?)?)?)?$/

// A word and its number are one id ('SUM-014', 'NOTE7'); a word and what it counts stand apart ('Total: 5', 'n = 2').
const label = (writing: string): string =>
  writing
    .replaceAll(/[（(\[][^)\]）]*[)\]）]/g, ' ')
    .replaceAll(/±|\+\/-|(?<=\p{L})\./gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/( ?[:：=] ?| |(?<=\p{Script=Han}))[\d.,% ]*$/u, '')
    .replaceAll(/^[-*'"\s]+|[-*'":：.\s]+$/g, '')

const isTotal = (writing: string, column: IdColumn | undefined): boolean => {
  if (quantileWords.has(writing)) return column?.summarized() === true
  const named = label(writing)
  if (totalWords.has(named)) return writing === named || !/^\w\s+\d+$/.test(writing)
  const words = named.split(' ')
  return words.length > 1 && totalWords.has(words[0] ?? '') && words.every(word => /^\p{L}+$/u.test(word))
}

const isNote = (writing: string): boolean => {
  if (noteBeginnings.test(writing) || /^\(?\d+ ROWS?\b/.test(writing)) return true
  const [before = ''] = writing.split(/[:：]/)
  const words = before.trim().split(' ')
  return [1, 2, 3].some(count => noteWords.has(words.slice(0, count).join(' ').replace(/\.$/, '')))
}

const isSentence = (writing: string, column: IdColumn | undefined): boolean => {
  if (column?.wordy() === true) return false
  if (/\p{Script=Han}.*[,;!。、]|\p{Script=Han}{9}|\p{L}\s.*[.!?]$/su.test(writing)) return true
  return writing.split(/\s+/).filter(word => /\p{L}/u.test(word)).length >= 3
}

const isTest = (writing: string): boolean =>
  testParts.test(writing) ||
  (writing.match(/\p{Script=Latin}+|\p{Script=Cyrillic}+/gu) ?? []).some(word => testWords.has(word)) ||
  /^(SAMPLE|EXAMPLE|BEISPIEL|EXEMPLE|EJEMPLO)$/.test(writing)

const kept = (what: Told): NoId => ({
  doubt: told`${what}, but most ids of its column are of its shape: it was kept; is it a subject's?`,
})

// What most ids are; no word, day or note is written so.
const usualId = /^[A-Z]{0,3}\d{4,}$/

/**
 * Tells what a writing reads like: nothing, a test entry, a total, a note, a day; null where it is an id like others.
 * Exact words count, not beginnings, and the other ids of the column may decide otherwise.
 */
export const kindOfNoId = (writing: string, column: IdColumn | undefined): NoId | null => {
  if (usualId.test(writing) && !runningTest.test(writing)) return null
  const shared = (): boolean => column?.sharesShape(writing) === true
  if (blankWords.has(writing) || !/[\p{L}\p{N}]/u.test(writing) || /^X{2,}$/.test(writing)) return blank
  if (dayWritings.test(writing)) return shared() ? kept(told`an id that reads like a day`) : 'day'
  if (runningTest.test(writing)) {
    if (/^0+$/.test(writing)) return testEntry
    if (column?.hasNeighbour(writing) === true) return null
    return shared() ? kept(told`an id that reads like a test entry`) : testEntry
  }
  if (isTest(writing)) return testEntry
  if (isTotal(writing, column))
    return shared() ? kept(told`an id that reads like a total`) : noSubject(told`a total, a mean or a count`)
  if (isNote(writing))
    return shared() ? kept(told`an id that reads like a note`) : noSubject(told`a note or a signature`)
  return isSentence(writing, column) ? noSubject(told`a sentence`) : null
}
