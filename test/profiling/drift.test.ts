import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { driftBetween } from '../../profiling/drift/compare-tables.js'
import { driftLines } from '../../profiling/text/profile-lines.js'
import { shownWidth } from '../../profiling/text/shown-width.js'
import { profileFile } from '../../profiling/profile-file.js'
import type { Profile } from '../../protocol/language/profile-schema.js'
import { seeded } from '../support/seeded.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()

const profileOf = async (turn: string, files: Readonly<Record<string, string>>): Promise<Profile> => {
  const profile: Profile = { files: [] }
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder(), turn, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    profile.files.push(await profileFile(path, name))
  }
  return profile
}

interface Row {
  readonly id: string
  readonly sex: string
  readonly albumin: string
  readonly afp: string
  readonly on: string
}

// Other subjects each time, as in a real next export.
const rowsOf = (seed: number, count = 60): readonly Row[] => {
  const next = seeded(seed)
  return Array.from({ length: count }, (_, at) => ({
    id: `A${String(1000 + at)}`,
    sex: next() < 0.6 ? 'M' : 'F',
    albumin: (28 + next() * 22).toFixed(1),
    afp: String(Math.round(Math.exp(next() * 7) * 10) / 10),
    on: `202${String(Math.floor(next() * 3))}-0${String(1 + Math.floor(next() * 9))}-1${String(Math.floor(next() * 9))}`,
  }))
}

const table = (rows: readonly Row[], columns: Readonly<Record<string, (row: Row) => string>>, sign = ','): string =>
  `${[Object.keys(columns), ...rows.map(row => Object.values(columns).map(cell => cell(row)))].map(cells => cells.join(sign)).join('\n')}\n`

const usual = {
  id: (row: Row) => row.id,
  sex: (row: Row) => row.sex,
  albumin: (row: Row) => row.albumin,
  afp: (row: Row) => row.afp,
  on: (row: Row) => row.on,
}

const driftTo = async (
  columns: Readonly<Record<string, (row: Row) => string>>,
  sign = ',',
): Promise<readonly (readonly [string | null, string])[]> => {
  const before = await profileOf('before', { 'labs_20240101.csv': table(rowsOf(1), usual) })
  const after = await profileOf('after', { 'labs_20240401.csv': table(rowsOf(2, 75), columns, sign) })
  return driftBetween(before, after).map(({ column, kind }) => [column, kind])
}

const without = (name: keyof typeof usual) =>
  Object.fromEntries(Object.entries(usual).filter(([column]) => column !== name))

const renamed = (name: keyof typeof usual, to: string) =>
  Object.fromEntries(Object.entries(usual).map(([column, cell]) => [column === name ? to : column, cell]))

describe('what changed in the next export is told by column', () => {
  const cases: readonly (readonly [
    what: string,
    columns: Readonly<Record<string, (row: Row) => string>>,
    found: readonly (readonly [string, string])[],
  ])[] = [
    ['nothing, though subjects are others', usual, []],
    [
      'nothing, though columns stand in another order',
      { on: usual.on, afp: usual.afp, id: usual.id, albumin: usual.albumin, sex: usual.sex },
      [],
    ],
    ['nothing, though headers have other spaces', renamed('albumin', ' albumin '), []],
    ['a column that is gone', without('afp'), [['afp', 'removed']]],
    ['a column that came', { ...usual, ward: ({ sex }) => (sex === 'M' ? 'w1' : 'w2') }, [['ward', 'added']]],
    ['a column with another name', renamed('sex', 'gender'), [['sex', 'renamed']]],
    ['days in another format', { ...usual, on: ({ on }) => on.split('-').toReversed().join('.') }, [['on', 'retyped']]],
    [
      'a decimal comma',
      { ...usual, albumin: ({ albumin }) => `"${albumin.replace('.', ',')}"` },
      [['albumin', 'retyped']],
    ],
    [
      'numbers that became words',
      { ...usual, albumin: ({ albumin }) => (Number(albumin) < 35 ? 'low' : 'normal') },
      [['albumin', 'retyped']],
    ],
    ['ids of another shape', { ...usual, id: ({ id }) => id.replace('A', '') }, [['id', 'retyped']]],
    ['other codes', { ...usual, sex: ({ sex }) => (sex === 'M' ? '1' : '2') }, [['sex', 're-coded']]],
    ['words in place of codes', { ...usual, sex: ({ sex }) => (sex === 'M' ? 'male' : 'F') }, [['sex', 're-coded']]],
    [
      'another unit of the same numbers',
      { ...usual, albumin: ({ albumin }) => (Number(albumin) / 10).toFixed(2) },
      [['albumin', 're-scaled']],
    ],
    ['another unit over decades', { ...usual, afp: ({ afp }) => String(Number(afp) * 1000) }, [['afp', 're-scaled']]],
    ['a column without anything', { ...usual, afp: () => '' }, [['afp', 'emptied']]],
    [
      'another name and another unit at once',
      Object.fromEntries(
        Object.entries(usual).map(([name, cell]) =>
          name === 'albumin' ? ['ALB', (row: Row) => (Number(row.albumin) / 10).toFixed(2)] : [name, cell],
        ),
      ),
      [
        ['albumin', 'renamed'],
        ['ALB', 're-scaled'],
      ],
    ],
    [
      'creatinine in mg/dL in place of µmol/L',
      { ...usual, albumin: ({ albumin }) => String(Number(albumin) * 0.0113) },
      [['albumin', 're-scaled']],
    ],
    ['a code that is gone', { ...usual, sex: () => 'M' }, [['sex', 're-coded']]],
    ['a column that came without anything', { ...usual, note: () => '' }, [['note', 'added']]],
  ]

  test.each(cases)('%s', async (_, columns, found) => {
    expect(await driftTo(columns)).toEqual(found)
  })

  test('a unit in the header that is another', async () => {
    const before = await profileOf('before', {
      'a.csv': table(rowsOf(1), { 'Albumin (g/L)': usual.albumin, id: usual.id }),
    })
    const after = await profileOf('after', {
      'a.csv': table(rowsOf(2), { 'Albumin (g/dL)': usual.albumin, id: usual.id }),
    })
    expect(driftBetween(before, after).map(({ column, kind }) => [column, kind])).toEqual([
      ['Albumin (g/dL)', 're-united'],
    ])
  })

  test('of a column with three values nothing is told but its kind', async () => {
    const few = (name: string, cells: readonly string[]) =>
      profileOf(name, { 'a.csv': `id,x,empty\n${cells.map((cell, at) => `A100${String(at)},${cell},\n`).join('')}` })
    const before = await few('before', ['40.1', '38.2', '41.0'])
    for (const cells of [
      ['4.01', '3.82', '4.10'],
      ['52.3', '31.0', '44.9'],
      ['', '38.2', '41.0'],
    ])
      expect(driftBetween(before, await few('after', cells))).toEqual([])
    expect(driftBetween(before, await few('after', ['low', 'high', 'low'])).map(({ kind }) => kind)).toEqual([
      'retyped',
    ])
  })

  test('files that came and went', async () => {
    const before = await profileOf('before', { 'a_1.csv': table(rowsOf(1), usual), 'b.csv': table(rowsOf(1), usual) })
    const after = await profileOf('after', { 'a_2.csv': table(rowsOf(2), usual), 'c.csv': table(rowsOf(2), usual) })
    expect(driftBetween(before, after).map(({ file, kind }) => [file, kind])).toEqual([
      ['b.csv', 'removed'],
      ['c.csv', 'added'],
    ])
  })

  test('an earlier profile that was kept as JSON is as good, and no line is wider than 80 columns', async () => {
    const before = await profileOf('before', { 'a.csv': table(rowsOf(1), usual) })
    const after = await profileOf('after', {
      'a.csv': table(rowsOf(2), { ...without('afp'), sex: ({ sex }) => (sex === 'M' ? '男' : '女') }),
    })
    const drifts = driftBetween(JSON.parse(JSON.stringify(before)) as Profile, after)
    expect(drifts).toEqual(driftBetween(before, after))
    const plain = { strong: (text: string) => text, weak: (text: string) => text, bad: (text: string) => text }
    for (const line of driftLines(drifts, plain)) expect(shownWidth(line)).toBeLessThanOrEqual(80)
  })

  // Small and large exports, numbers over decades, rare codes: each next one has other subjects, or the same and more.
  test('over 200 draws of exports of one kind no change is told', async () => {
    const rare = (row: Row): string => (row.on.endsWith('18') ? 'C' : row.sex)
    const columns = { ...usual, rare }
    const told: unknown[] = []
    for (let seed = 100; seed < 300; seed += 1) {
      const count = 10 + (seed % 7) * 12
      const rows = rowsOf(seed, count)
      const next = seed % 2 === 0 ? rowsOf(seed + 1000, count + 15) : [...rows, ...rowsOf(seed + 1000, 15)]
      const before = await profileOf('before', { 'a.csv': table(rows, columns) })
      const after = await profileOf('after', { 'a.csv': table(next, columns) })
      told.push(...driftBetween(before, after).map(({ column, what }) => [seed, column, what]))
    }
    expect(told).toEqual([])
  })
})
