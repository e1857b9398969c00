import { expect, test } from 'vitest'
import { ownIdWritings } from '../../../cli/own-id-writings.js'
import { madeMapping } from '../../harmonize/made-site.js'

const mappedBy = (columns: Record<string, unknown>, column = 'id') =>
  madeMapping({
    files: { f: { name: 'f.csv', subject: { column }, columns } },
    map: { subject: { from: 'f', sex: 'sex' } },
  })

test.each([
  ['a beginning that is stripped', { id: { from: 'no', strip: 'HOSP-' } }, 'HOSP-0012', '0012'],
  ['an ending that is cut', { id: { from: 'no', cut: '-#' } }, '4711-01', '4711'],
  ['digits that are filled up', { id: { from: 'no', pad: 8 } }, '4711', '00004711'],
  ['a part of a cell', { id: { from: 'no', split: '/', part: 1 } }, '4711/2021', '4711'],
  [
    'a part that is filled up',
    { first: { from: 'no', split: '/', part: 1 }, id: { from: 'first', pad: 6 } },
    '4711/2021',
    '004711',
  ],
])('%s: the typed id is looked for as it is and as the mapping makes it', (_, columns, typed, made) => {
  expect(ownIdWritings(mappedBy(columns), typed)).toEqual([typed, made])
})

test('what is made already, what cannot be made and what is put together of several columns stay as typed', () => {
  expect(ownIdWritings(mappedBy({ id: { from: 'no', split: '/', part: 1 } }), '4711')).toEqual(['4711'])
  expect(ownIdWritings(mappedBy({ id: { join: ['year', 'no'], by: '-' } }), '2021-4711')).toEqual(['2021-4711'])
  expect(ownIdWritings(mappedBy({ other: { from: 'no', pad: 8 } }, 'pid'), '4711')).toEqual(['4711'])
})
