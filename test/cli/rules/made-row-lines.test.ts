import { expect, test } from 'vitest'
import { madeRowLines } from '../../../cli/made-row-lines.js'
import type { MadeRow } from '../../../sql/row-told.js'

test('a row shows its values with the texts that they were read from, and no text of what holds for all rows', () => {
  const row: MadeRow = {
    domain: 'adverse_event',
    values: { term: 'fever', date: '2022-04-04', date_precision: 'day' },
    received: { term: { text: '' }, date: { text: '4.4.2022' }, dose: { text: '5', unit: 'mg' }, grade: { text: '' } },
    missing: { grade: 'not recorded' },
  }
  expect(madeRowLines(row)).toEqual([
    'adverse event',
    '  term                     fever',
    '  date                     2022-04-04',
    '  date, received           "4.4.2022"',
    '  dose, received           "5" mg',
    '  grade, received          ""',
    '  grade                    missing: not recorded',
  ])
})
