import { expect, test } from 'vitest'
import { addedColumns, type HeadersOfTable } from '../../../harmonize/acceptance/added-columns.js'
import { headerHash, markedHeaders } from '../../../harmonize/door/marked-headers.js'
import { retold, told } from '../../../words/told.js'

const hash = headerHash('secret', 'study', 'north')

/** A table with headers, of which those in capitals are mapped. */
const table = (headers: string, fileId = 'labs'): HeadersOfTable => ({
  fileId,
  file: retold(`${fileId}.csv`),
  sheet: told`-`,
  headers: markedHeaders(
    headers.split(' ').map(name => {
      const plain = name === '-' ? '' : name
      return { written: plain, plain, named: plain !== '' && plain === plain.toUpperCase() }
    }),
    hash,
  ),
})

const added = (before: readonly HeadersOfTable[], now: readonly HeadersOfTable[]): readonly string[] =>
  addedColumns({ before, now }).map(
    ({ file, column, unusable, filled }) => `${file} ${String(column)} ${unusable}/${filled}`,
  )

const kept = (headers: readonly HeadersOfTable[]): string => JSON.stringify(headers)

test('a column is told by its place where neither the last export had it nor the mapping names it', () => {
  expect(added([table('ID a b')], [table('ID a c b')])).toEqual(['labs.csv column 3 1/4'])
  expect(added([table('ID a')], [table('ID a SEX')])).toEqual([])
  expect(added([table('ID a b')], [table('b a ID')])).toEqual([])
})

test('a column without a header is none that a mapping can name', () => {
  expect(added([table('ID')], [table('ID - x')])).toEqual(['labs.csv column 3 1/3'])
})

test('what another part of the file had is known, and what another file had is not', () => {
  expect(added([table('ID a'), table('ID b', 'labs.2')], [table('ID b'), table('ID a', 'labs.2')])).toEqual([])
  expect(added([table('ID a'), table('ID b', 'visits')], [table('ID b')])).toEqual(['labs.csv column 2 1/2'])
})

test('of a file that is new, or of which an older version kept no headers, nothing is told', () => {
  expect(added([table('ID a', 'visits')], [table('ID b')])).toEqual([])
  expect(added([{ ...table('ID a'), headers: null }], [table('ID b')])).toEqual([])
  expect(added([table('ID a')], [{ ...table('ID b'), headers: null }])).toEqual([])
})

test('ten columns are told one by one, more of them at once', () => {
  const many = (count: number) => table(['ID', ...Array.from({ length: count }, (_, at) => `c${String(at)}`)].join(' '))
  expect(added([table('ID')], [many(10)])).toHaveLength(10)
  const [one, ...others] = addedColumns({ before: [table('ID')], now: [many(12)] })
  expect([one?.column, one?.unusable, others]).toEqual([null, 12, []])
  expect(one?.message).toContain('column 2, column 3, ')
  expect(one?.message).toContain('column 11 and 2 more; map them')
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
