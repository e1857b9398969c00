import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FatesOfRows } from '../../harmonize/fates-of-rows.js'
import { fateNames, outcomesOf, type RowFate } from '../../words/row-fates.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`

const labs = (...rows: readonly string[]): string => lines('id,kind,test,value,unit,day', ...rows)

const patients = lines('id,sex', 'A,m', 'B,f', 'C,m', 'D,f', 'E,m', 'F,f')

const mapping = madeMapping({
  files: {
    p: { name: 'p.csv', subject: { column: 'id' } },
    l: { name: 'l.csv', subject: { column: 'id' }, rows: 'many a subject', passOver: { kind: ['note'] } },
  },
  map: {
    subject: { from: 'p', sex: { column: 'sex', codes: { m: 'male', f: 'female' } } },
    lab: {
      ...{ from: 'l', when: { kind: ['lab'] }, date: 'day', test: 'test' },
      result: { column: 'value', unit: { column: 'unit' } },
    },
    contact: { from: 'l', when: { kind: ['visit'] }, status: { constant: 'alive' }, date: 'day' },
  },
  identifiers: { drop: {} },
})

const fatesOf = async (texts: Readonly<Record<'p' | 'l', string>>, made = mapping) => {
  const { door, site } = await harmonizeTexts(made, texts, { share: 0.9 })
  return {
    ...{ door: door.fates, passed: site.columns.fates },
    held: [...site.columns.held.values()].map(reason => reason.split(' (')[0]),
  }
}

const good = 'A,lab,albumin,40,g/L,2021-03-01'

test.each([
  ['shared', 'A,lab,albumin,41,g/L,2021-03-02', 'shared'],
  ['a block that makes a row of constants alone', 'A,visit,,,,2021-03-02', 'shared'],
  ['a word that is passed over', 'A,note,albumin,41,g/L,2021-03-02', 'passed-over'],
  ['a word that no block lists where words tell kinds of rows apart', 'A,xray,,41,,2021-03-02', 'unlisted-when'],
  ['no word where the blocks ask for one', 'A,,albumin,41,g/L,2021-03-02', 'no-block'],
  ['nothing but a day', 'A,lab,,,,2021-03-02', 'says-nothing'],
  ['the same number in other digits', 'A,lab,albumin,40.0,g/L,2021-03-01', 'repeated'],
  ['the row of before', good, 'equal-row'],
  ['the header', 'id,kind,test,value,unit,day', 'repeated-header'],
  ['a total', 'Total,,,12,,', 'not-a-subject'],
  ['no id', ',lab,albumin,40,g/L,2021-03-02', 'no-id'],
  ['fewer cells than the header', 'B,lab,albumin', 'ragged-row'],
  ['a short note below the table', 'Total: 12', 'not-a-subject'],
  ['a subject that the file of subjects lacks', 'Z,lab,albumin,40,g/L,2021-03-02', 'subject-held'],
] as const)('a row with %s has one fate, counted for its file', async (_, row, fate) => {
  const { door, passed } = await fatesOf({ p: patients, l: labs(good, row) })
  const expected = fate === 'shared' ? { shared: 2 } : { shared: 1, [fate]: 1 }
  expect({ ...door['l'], ...passed['l'] }).toEqual(expected)
  expect({ ...door['p'], ...passed['p'] }).toEqual({ shared: 6 })
})

test('a row of which nobody can tell whether the mapping leaves it out is held, and its subject with it', async () => {
  const file = { ...mapping.files['l']!, columns: { sort: { from: 'kind', words: { lab: 'l', image: 'i' } } } }
  const made = madeMapping({ ...mapping, files: { ...mapping.files, l: { ...file, only: { sort: ['l'] } } } })
  const { door, passed, held } = await fatesOf(
    { p: patients, l: labs(good, 'B,image,albumin,41,g/L,2021-03-02', 'C,note,albumin,41,g/L,2021-03-02') },
    made,
  )
  expect({ ...door['l'], ...passed['l'] }).toEqual({ shared: 1, 'left-out': 1, 'id-held': 1 })
  expect(held).toEqual([expect.stringContaining('row 4: a cell that cannot be used')])
})

test('rows that contradict each other are both held', async () => {
  const { passed } = await fatesOf({ p: patients, l: labs(good, 'A,lab,albumin,44,g/L,2021-03-01') })
  expect(passed['l']).toEqual({ 'duplicate-differs': 2 })
})

test('in a file of one row per subject equal rows are dropped, and rows that differ are held with all others of the subject', async () => {
  const made = lines('id,sex,comment', 'A,m,', 'A,m,x', 'B,f,', 'B,m,', 'C,m,', 'D,f,')
  const single = madeMapping({
    ...mapping,
    files: { ...mapping.files, p: { ...mapping.files['p'], rows: 'one a subject' } },
  })
  const { passed } = await fatesOf({ p: made, l: labs(good, 'B,lab,albumin,40,g/L,2021-03-02') }, single)
  expect(passed['p']).toEqual({ 'equal-row': 1, 'duplicate-differs': 2, shared: 3 })
  expect(passed['l']).toEqual({ shared: 1, 'subject-held': 1 })
})

test('a row that is held at the door for its link id is held, and its subject with it', async () => {
  const linked = madeMapping({ ...mapping, identifiers: { link: { file: 'p', column: 'national' }, drop: {} } })
  const made = lines('id,national,sex', 'A,1.1010519491231E+17,m', 'B,11010519491231002X,f')
  const { passed } = await fatesOf({ p: made, l: labs(good) }, linked)
  expect(passed).toEqual({ p: { 'id-held': 1, shared: 1 }, l: { 'subject-held': 1 } })
})

test('where one block takes a row and another does not, the row is shared', async () => {
  const both = madeMapping({
    ...mapping,
    map: { ...mapping.map, tumour: { from: 'l', when: { kind: ['lesion'] }, location: 'test', date: 'day' } },
  })
  const { passed } = await fatesOf({ p: patients, l: labs(good) }, both)
  expect(passed['l']).toEqual({ shared: 1 })
})

test('other words than the one asked for mean no, and are out of scope', async () => {
  const { lab } = mapping.map as Record<'lab', unknown>
  const one = madeMapping({ ...mapping, map: { subject: mapping.map.subject, lab } })
  const { passed } = await fatesOf({ p: patients, l: labs(good, 'A,xray,,41,,2021-03-02') }, one)
  expect(passed['l']).toEqual({ shared: 1, 'no-block': 1 })
})

test('fates come to four outcomes', () => {
  expect(outcomesOf({ shared: 5, 'ragged-row': 2, 'no-id': 1, 'no-block': 4, 'equal-row': 3, repeated: 1 })).toEqual({
    ...{ shared: 5, held: 3, 'out of scope': 4, dropped: 4 },
  })
})

test('rows that all meet one fate take no room for each', () => {
  const fates = new FatesOfRows(2 ** 40)
  fates.meetAll('shared')
  expect([fates.isSettled(7), fates.counts()]).toEqual([true, { shared: 2 ** 40 }])
  expect(new FatesOfRows(0).counts()).toEqual({})
})

test('fates that rows meet together are those that each would meet', () => {
  const fate = fc.constantFrom<RowFate>(...fateNames)
  const meeting = fc.oneof(
    fate.map(all => ({ all })),
    fc.record({ row: fc.nat(3), one: fate }),
  )
  fc.assert(
    fc.property(fc.array(meeting, { maxLength: 6 }), meetings => {
      const [together, each] = [new FatesOfRows(4), new FatesOfRows(4)]
      for (const met of meetings) {
        if ('one' in met) for (const fates of [together, each]) fates.meet(met.row, met.one)
        else {
          together.meetAll(met.all)
          for (let row = 0; row < 4; row += 1) if (!each.isSettled(row)) each.meet(row, met.all)
        }
      }
      expect(together.counts()).toEqual(each.counts())
    }),
  )
})
