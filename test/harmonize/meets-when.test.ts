import { expect, test } from 'vitest'
import { isUntold, meetsWhen } from '../../harmonize/blocks/meets-when.js'
import { missingWords, wordsAlone } from '../../harmonize/read/received-words.js'
import type { Cell } from '../../sources/source-record.js'
import { told } from '../../words/told.js'

const condition = (among: boolean) => ({
  column: 'state',
  words: wordsAlone(['draft', '#REF!']),
  among,
  missing: missingWords({ '#N/A': 'not recorded' }),
})

const text = (written: string): Cell => ({ kind: 'text', text: written })
const cells: Readonly<Record<string, Cell>> = {
  listed: text('Draft'),
  other: text('final'),
  empty: { kind: 'empty' },
  'error word that is listed': { kind: 'error', text: told`#REF!` },
  'error word for missing': { kind: 'error', text: told`#N/A` },
  'other error word': { kind: 'error', text: told`#VALUE!` },
}

test.each([
  ['listed', true, false],
  ['other', false, true],
  ['empty', false, true],
  ['error word that is listed', true, false],
  ['error word for missing', false, true],
  ['other error word', false, false],
])('a cell with the %s: among the words %s, not among them %s', (name, among, notAmong) => {
  const cell = cells[name]
  expect([meetsWhen(condition(true), cell), meetsWhen(condition(false), cell)]).toEqual([among, notAmong])
  expect(isUntold(condition(false), cell)).toBe(!among && !notAmong)
})
