import { expect, test } from 'vitest'
import { changedColumns } from '../../../harmonize/acceptance/changed-columns.js'
import type { HeadersOfTable } from '../../../harmonize/acceptance/changed-headers.js'
import { headerHash, markedHeaders } from '../../../harmonize/door/marked-headers.js'
import { retold, told } from '../../../words/told.js'

const hash = headerHash('secret', 'study', 'north')

/** A table with headers, of which those in capitals are mapped. */
const table = (headers: string, fileId = 'labs', file = fileId): HeadersOfTable => ({
  fileId,
  file: retold(`${file}.csv`),
  sheet: told`-`,
  headers: markedHeaders(
    headers.split(' ').map(name => {
      const plain = name === '-' ? '' : name
      return { written: plain, plain, named: plain !== '' && plain === plain.toUpperCase() }
    }),
    hash,
  ),
})

const unkept = (headers: string, fileId = 'labs'): HeadersOfTable => ({ ...table(headers, fileId), headers: null })

const many = (count: number): HeadersOfTable =>
  table(['ID', ...Array.from({ length: count }, (_, at) => `c${String(at)}`)].join(' '))

const changed = (before: readonly HeadersOfTable[], now: readonly HeadersOfTable[]): readonly string[] =>
  changedColumns({ before, now }).map(
    ({ file, kind, column, unusable, filled }) =>
      `${file} ${kind.replace('column-', '')} ${String(column)} ${unusable}/${filled}`,
  )

const kept = (headers: readonly HeadersOfTable[]): string => JSON.stringify(headers)

test('a column is told by its place where neither the last export had it nor the mapping names it', () => {
  expect(changed([table('ID a b')], [table('ID a c b')])).toEqual(['labs.csv added column 3 of 4 1/4'])
  expect(changed([table('ID a')], [table('ID a SEX')])).toEqual([])
})

test('a column that the mapping did not name is told when it is gone, by its place in the last export', () => {
  expect(changed([table('ID a b')], [table('ID b')])).toEqual(['labs.csv removed column 2 of 3 1/3'])
  expect(changed([table('ID b')], [table('ID')])).toEqual(['labs.csv removed column 2 of 2 1/2'])
})

test('a column that the mapping named and names no more is not told again: without it the file was refused', () => {
  expect(changed([table('ID SEX')], [table('ID')])).toEqual([])
})

test('columns in another order are no change', () => {
  expect(changed([table('ID a b')], [table('b a ID')])).toEqual([])
})

test('of a column under a new header it is told that one went and one came, and that nothing says more', () => {
  const [came, went, ...others] = changedColumns({ before: [table('ID a')], now: [table('ID b')] })
  expect([came?.kind, went?.kind, others]).toEqual(['column-added', 'column-removed', []])
  const gone =
    'the last accepted export had a column at this place that is gone; the mapping did not name it, so nothing of it was taken in.'
  const asks =
    'Ask the site whether that was meant; the header stands in the earlier file (`cohortium check STUDY --exports DIR --against EARLIER` shows it on your screen); it is told until another export comes'
  expect(went?.message).toBe(
    `${gone} 1 column came with this export; nothing was kept of what this one held, so whether one is the other under a new header only the two files can say. ${asks}`,
  )
  const [only] = changedColumns({ before: [table('ID a')], now: [table('ID')] })
  expect(only?.message).toBe(`${gone} ${asks}`)
})

test('a column without a header is none that a mapping can name', () => {
  expect(changed([table('ID')], [table('ID - x')])).toEqual(['labs.csv added column 3 of 3 1/3'])
  expect(changed([table('ID - x')], [table('ID')])).toEqual(['labs.csv removed column 3 of 3 1/3'])
})

test('of two columns with one header of which one is gone, the last is told', () => {
  expect(changed([table('ID a a#2 b')], [table('ID a b')])).toEqual(['labs.csv removed column 3 of 4 1/4'])
})

test('what another part of the file had is known, and what another file had is not', () => {
  expect(changed([table('ID a'), table('ID b', 'labs.2')], [table('ID b'), table('ID a', 'labs.2')])).toEqual([])
  expect(changed([table('ID a'), table('ID b', 'visits')], [table('ID b'), table('ID b', 'visits')])).toEqual([
    'labs.csv added column 2 of 2 1/2',
    'labs.csv removed column 2 of 2 1/2',
  ])
})

test('what several parts of a file gained or lost is told with the first of them', () => {
  const none = [table('ID'), table('ID', 'labs.2')]
  const some = [table('ID a'), table('ID a b', 'labs.2')]
  expect(changed(none, some)).toEqual(['labs.csv added column 2 of 2 1/2', 'labs.2.csv added column 3 of 3 1/3'])
  expect(changed(some, none)).toEqual(['labs.csv removed column 2 of 2 1/2', 'labs.2.csv removed column 3 of 3 1/3'])
})

test('what a part alone had is told with the first part where that part is gone', () => {
  expect(changed([table('ID'), table('ID a', 'labs.2')], [table('ID')])).toEqual(['labs.csv removed column 2 of 2 1/2'])
})

test('a sheet that two ids read is told with the first, and not where the mapping names the column for the other', () => {
  const read = (headers: string): readonly [HeadersOfTable, HeadersOfTable] => [
    table(headers, 'labs'),
    table(headers, 'tests', 'labs'),
  ]
  expect(changed(read('ID'), read('ID a'))).toEqual(['labs.csv added column 2 of 2 1/2'])
  expect(changed(read('ID a'), read('ID'))).toEqual(['labs.csv removed column 2 of 2 1/2'])
  const [one, other] = read('ID a')
  const named = [one, { ...other, headers: other.headers!.map(header => ({ ...header, named: true })) }]
  expect(changed(read('ID'), named)).toEqual([])
  expect(changed(named, read('ID'))).toEqual([])
  // Of an id that is new nothing is told, so the other tells it.
  expect(changed([table('ID', 'tests', 'labs')], read('ID a'))).toEqual(['labs.csv added column 2 of 2 1/2'])
})

test('of a file that came or is gone, or of which an older version kept no headers, nothing is told', () => {
  expect(changed([table('ID a', 'visits')], [table('ID b')])).toEqual([])
  expect(changed([unkept('ID a')], [table('ID b')])).toEqual([])
  expect(changed([table('ID a')], [unkept('ID b')])).toEqual([])
  expect(changed([table('ID a'), unkept('ID', 'labs.2')], [table('ID a b')])).toEqual([])
  expect(changed([table('ID a b')], [table('ID a'), unkept('ID', 'labs.2')])).toEqual([])
})

test('ten columns are told one by one, more of them at once', () => {
  expect(changed([table('ID')], [many(10)])).toHaveLength(10)
  expect(changed([many(10)], [table('ID')])).toHaveLength(10)
  expect(changed([table('ID')], [many(12)])).toEqual(['labs.csv added null 12/13'])
  expect(changed([many(12)], [table('ID')])).toEqual(['labs.csv removed null 12/13'])
  const [came] = changedColumns({ before: [table('ID')], now: [many(12)] })
  expect(came?.message).toContain('column 2, column 3, ')
  expect(came?.message).toContain('column 11 and 2 more; map them')
  const [went] = changedColumns({ before: [many(12)], now: [table('ID')] })
  expect(went?.message).toContain('12 columns of the last accepted export are gone: column 2, column 3, ')
  expect(went?.message).toContain('column 11 and 2 more; the mapping did not name them')
})

test('a header is kept as a hash under the key of its study and site, with what identifying thing it says it holds', () => {
  const [north] = markedHeaders([{ written: 'Patient name', plain: 'Patientname', named: false }], hash)
  expect(north).toEqual({ mark: hash('Patientname'), named: false, holds: 'a name' })
  expect(north?.mark).toMatch(/^[0-9a-f]{32}$/)
  expect(headerHash('secret', 'study', 'south')('Patientname')).not.toBe(north?.mark)
  expect(headerHash('other', 'study', 'north')('Patientname')).not.toBe(north?.mark)
  expect(kept([table('ID secretive')])).not.toMatch(/secretive/)
  // What the mapping names somebody has decided on.
  expect(markedHeaders([{ written: 'name', plain: 'name', named: true }], hash)[0]?.holds).toBeNull()
})
