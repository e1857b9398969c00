import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import { rowLines } from '../../../cli/row-fate-lines.js'
import { told } from '../../../words/told.js'

const file = { file: told`labs.csv`, sha256: 'aa', bytes: 9 }

test('the rows of an export are shown as an equation, with the rules by which some are not shared', () => {
  const fates = { shared: 9_000, 'ragged-row': 2, 'no-id': 1, 'passed-over': 30, repeated: 4 } as const
  expect(rowLines('north', [{ ...file, rows: 9_037, fates }]).map(inWords)).toEqual([
    '    north, labs.csv: 9037 rows = 9000 shared + 3 held + 30 out of scope + 4 dropped',
    '<dim>             1  held: no id of a subject that can be used</>',
    '<dim>             2  held: more or fewer cells than the header</>',
    "<dim>            30  out of scope: passed over, as 'passOver' of the file says</>",
    '<dim>             4  dropped: repeats another row; counted once</>',
  ])
})

test('of an export that an older version read nothing is shown', () => {
  expect(rowLines('north', [{ ...file, rows: 3, fates: null }])).toEqual([])
})
