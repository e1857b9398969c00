import { expect } from 'vitest'
import {
  behind,
  heldBy,
  inColumn,
  lacks,
  long,
  renaming,
  subjects,
  test,
  toldOfColumns,
  wide,
} from './changed-exports.js'

test('the first export of a site has nothing to be compared with', ({ exports }) => {
  expect([exports.first.refused, toldOfColumns(exports.first)]).toEqual([{}, []])
})

test('added: a column that the mapping does not name is told by its place, and its header stands nowhere', async ({
  exports,
}) => {
  exports.rewrite(
    wide,
    subjects,
    behind('Ward of Mrs Moeller', place => `w${String(place % 3)}`),
  )
  const now = await exports.night()
  expect(now.refused).toEqual({})
  expect(toldOfColumns(now)).toEqual([['column-added', wide, 'subjects', 'column 12 of 12', 'info']])
  expect(now.found.findings.find(({ rule }) => rule === 'column-added')?.message).toBe(
    "the last accepted export did not have this column, and the mapping does not name it: nothing of it is taken in. `cohortium profile` of the file shows it on your screen; map it, or name it under 'drop' of the identifiers where it identifies persons; left as it is, it is told until another export comes",
  )
  await exports.expectNowhere('Moeller')
})

test('removed: a mapped column that is gone refuses the file', async ({ exports }) => {
  exports.rewrite(wide, subjects, (cells, names) => cells.filter((_, column) => names[column] !== 'wt.loss'))
  const now = await exports.night()
  exports.expectNothingLoaded(now, wide)
  expect(now.refused[wide]).toBe(
    `${lacks('wt.loss')}; \`cohortium check STUDY --exports DIR\` shows its headers on your screen`,
  )
})

test('renamed: a column that holds the same under another header is told by its place', async ({ exports }) => {
  exports.rewrite(wide, subjects, renaming({ time: 'Follow-up' }))
  const now = await exports.night()
  exports.expectNothingLoaded(now, wide)
  expect(now.refused[wide]).toBe(`${lacks('time')}; ${heldBy(3, 'time')}`)
})

test('retyped: numbers that became texts refuse the file where they decide', async ({ exports }) => {
  exports.rewrite(
    wide,
    subjects,
    inColumn('age', was => `about ${was}`),
  )
  const now = await exports.night()
  exports.expectNothingLoaded(now, wide)
  expect(toldOfColumns(now)).toEqual([['column-unusable', wide, 'subjects', 'age', 'refuse file']])
})

test('re-coded: other codes are told, though the mapping knows them', async ({ exports }) => {
  exports.rewrite(
    wide,
    subjects,
    inColumn('sex', was => (was === '1' ? 'M' : 'F')),
  )
  const now = await exports.night()
  expect(now.refused).toEqual({})
  expect(toldOfColumns(now)).toEqual([['column-re-coded', wide, 'subjects', 'sex', 'info']])
})

test('re-united: another unit is told, and where the study cannot convert it the file is refused', async ({
  exports,
}) => {
  exports.rewrite(
    long,
    'measurements.csv',
    inColumn('Unit', was => (was === 'pounds' ? 'kg' : was)),
  )
  const now = await exports.night()
  exports.expectNothingLoaded(now, long)
  expect(now.refused[long]).toContain("the unit 'kg', which does not convert; expected lb")
  expect(toldOfColumns(now)).toEqual([
    ['column-re-united', long, 'measurements', 'Unit', 'info'],
    ['column-unusable', long, 'measurements', 'Value', 'refuse file'],
  ])
})

test('re-scaled: numbers that are others by one factor refuse the file', async ({ exports }) => {
  exports.rewrite(
    wide,
    subjects,
    inColumn('ph.karno', was => (was === 'NA' ? was : String(Number(was) / 2))),
  )
  const now = await exports.night()
  exports.expectNothingLoaded(now, wide)
  expect(toldOfColumns(now)).toEqual([['numbers-re-scaled', wide, 'subjects', 'ph.karno', 'refuse file']])
})

test('a column added and another renamed at once: the refusal names the one that holds the same', async ({
  exports,
}) => {
  exports.rewrite(wide, subjects, (cells, names, place) =>
    behind('Remark', at => `r${String(at)}`)(renaming({ 'wt.loss': 'Weight lost' })(cells, names, place), names, place),
  )
  const now = await exports.night()
  exports.expectNothingLoaded(now, wide)
  expect(now.refused[wide]).toBe(`${lacks('wt.loss')}; ${heldBy(11, 'wt.loss')}`)
})

test('two columns renamed at once are each told; of two that hold alike neither is', async ({ exports }) => {
  exports.rewrite(wide, subjects, renaming({ age: 'Years', time: 'Follow-up' }))
  expect((await exports.night()).refused[wide]).toContain(`${heldBy(5, 'age')}; ${heldBy(3, 'time')}`)
  exports.giveBack()
  exports.rewrite(wide, subjects, renaming({ sex: 'Gender', status: 'Vital' }))
  const now = await exports.night()
  exports.expectNothingLoaded(now, wide)
  expect(now.refused[wide]).not.toContain('held in the last accepted export')
})
