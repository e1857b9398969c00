import { expect, test } from 'vitest'
import { troubledCells } from '../../../runs/troubled-cells.js'
import { told } from '../../../words/told.js'

const book = told`book.xlsx`
const receipts = [
  { file_id: 'labs', file_name: 'labs.csv', sheets: ['-'] },
  { file_id: 'visits', file_name: 'book.xlsx', sheets: ['随访'] },
  { file_id: 'deaths', file_name: 'book.xlsx', sheets: ['随访'] },
  { file_id: 'stages', file_name: 'book.xlsx', sheets: ['分期'] },
]

test('a held cell is one of the file ids that read its sheet; what is not held is none', () => {
  const issue = { file: book, sheet: told`随访`, row: 4, column: told`date`, kind: 'impossible-date' as const }
  expect(
    troubledCells(receipts, [
      { ...issue, effect: 'value held' },
      { ...issue, row: 5, effect: 'normalized' },
      { ...issue, file: told`labs.csv`, sheet: told`-`, effect: 'value held' },
      { ...issue, file: told`gone.csv`, effect: 'value held' },
    ]),
  ).toEqual([
    { fileId: 'visits', row: 4, column: 'date', kind: 'impossible-date' },
    { fileId: 'deaths', row: 4, column: 'date', kind: 'impossible-date' },
    { fileId: 'labs', row: 4, column: 'date', kind: 'impossible-date' },
  ])
})
