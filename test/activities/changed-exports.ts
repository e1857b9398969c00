import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test as plainTest } from 'vitest'
import { findingsOfRun } from '../../runs/findings/findings-of-run.js'
import { readHere } from '../support/read-here.js'
import { activityBench, nightOf } from './performed-run.js'
import { type JudgedNight, nightWithRefusals } from './night-with-refusals.js'

/** The sites of the lung study by the form of their exports: a wide file, a register with a long one, a workbook of two sheets. */
export const [wide, long, book] = ['institutions-01-06', 'institutions-07-13', 'institutions-15-33'] as const

type Site = typeof wide | typeof long | typeof book

/** The one file of the first site. */
export const subjects = 'lung-subjects.csv'

type Row = readonly string[]

/** Makes another row of one: with the header, and its place from the header, which is 0. */
export type RowChange = (cells: Row, header: Row, place: number) => Row

/** Makes the cells of one column others. */
export const inColumn =
  (name: string, cell: (was: string) => string): RowChange =>
  (cells, names, place) =>
    cells.map((was, column) => (place > 0 && names[column] === name ? cell(was) : was))

/** Makes headers others, by their names. */
export const renaming =
  (names: Readonly<Record<string, string>>): RowChange =>
  (cells, _, place) =>
    place === 0 ? cells.map(name => names[name] ?? name) : cells

/** Puts a column behind the others. */
export const behind =
  (name: string, cell: (place: number) => string): RowChange =>
  (cells, _, place) => [...cells, place === 0 ? name : cell(place)]

/** What a night tells of columns: rule, site, file, column, severity. */
export const toldOfColumns = ({ found }: JudgedNight) =>
  found.findings
    .filter(({ rule }) => /^(?:column|numbers)-/.test(rule))
    .map(({ rule, site, fileId, column, severity }) => [rule, site, fileId, column, severity])

/** How the first site is refused that lacks a column. */
export const lacks = (column: string): string =>
  `site ${wide}, file lung-subjects*.csv, part 1: the mapping names a column '${column}' that the file lacks`

/** How it is told that another column holds what a missing one held. */
export const heldBy = (place: number, column: string): string =>
  `column ${String(place)}, which the mapping does not name, holds what '${column}' held in the last accepted export: write its header in the place of '${column}' (\`cohortium profile\` of the file shows it on your screen)`

const batchOf = ({ sites }: JudgedNight, site: Site) => sites.find(one => one.site === site)?.batch_id

/** The lung study after its first night, whose exports and mappings change and are given back. */
const changedExports = async () => {
  const bench = await activityBench({}, undefined, { readSite: readHere })
  let nights = 0
  let undone: (() => void)[] = []
  const name = (): string => `night-${String((nights += 1))}`
  const at = (site: Site, file: string): string => join(bench.study, 'exports', site, file)

  const change = (path: string, content: string | Buffer, encoding: 'utf8' | 'utf16le' = 'utf8'): void => {
    const sound = readFileSync(path)
    undone.push(() => {
      writeFileSync(path, sound)
    })
    writeFileSync(path, content, encoding)
  }

  const replaceInMapping = (from: string, to: string): void => {
    const path = join(bench.study, 'sites', `${wide}.yaml`)
    const text = readFileSync(path, 'utf8')
    if (!text.includes(from)) throw new Error(`${from} is not there`)
    change(path, text.replace(from, to))
  }

  replaceInMapping('{ 1: male, 2: female }', '{ 1: male, 2: female, M: male, F: female }')
  replaceInMapping('name: lung-subjects.csv', "name: 'lung-subjects*.csv', parts: all")
  undone = []
  const first = await nightWithRefusals(bench, name())

  const giveBack = (): void => {
    for (const undo of undone.reverse()) undo()
    undone = []
  }

  return {
    ...{ bench, first, at, change, replaceInMapping, giveBack },
    /** Runs a night in which sites may be refused. */
    night: (): Promise<JudgedNight> => nightWithRefusals(bench, name()),
    /** Runs a night to its report, and gives back what it found. */
    reported: async () => findingsOfRun(bench.database.store, await nightOf(bench, name())),
    /** Does something when everything is given back. */
    afterwards: (undo: () => void): void => {
      undone.push(undo)
    },
    /** Takes the nights behind the first back with all that was changed, so that the next one is compared with the first. */
    startAnew: async (): Promise<void> => {
      giveBack()
      const { run_id: kept } = first.run
      const { database } = bench.database.store
      await database.updateTable('run').set({ status: 'failed' }).where('run_id', '<>', kept).execute()
    },
    /** Delivers a file with each of its rows made another. */
    rewrite: (site: Site, file: string, row: RowChange): void => {
      const [encoding, sign] = site === long ? (['utf16le', ';'] as const) : (['utf8', ','] as const)
      const rows = readFileSync(at(site, file), encoding)
        .trimEnd()
        .split(/\r?\n/)
        .map(line => line.split(sign))
      const written = rows.map((cells, place) => row(cells, rows[0]!, place).join(sign))
      change(at(site, file), `${written.join('\n')}\n`, encoding)
    },
    /** A refused export is used in nothing: the site brings what it brought in the first night. */
    expectNothingLoaded: (now: JudgedNight, ...refused: readonly Site[]): void => {
      expect(Object.keys(now.refused).sort()).toEqual([...refused].sort())
      for (const site of refused) expect(batchOf(now, site)).toBe(batchOf(first, site))
    },
    /** A text stands in no row of any table, neither as it is nor in bytes. */
    expectNowhere: (text: string): Promise<void> =>
      bench.database.store.transaction(async ({ client }) => {
        const { rows: tables } = await client.query<{ name: string }>(
          "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
        )
        const all: string[] = []
        for (const { name: table } of tables) {
          const asked = `select string_agg(t::text, ' ') as all from "${table}" t`
          all.push((await client.query<{ all: string | null }>(asked)).rows[0]?.all ?? '')
        }
        const whole = all.join(' ').toLowerCase()
        expect(whole).toContain('"mark"')
        for (const form of [text, Buffer.from(text).toString('hex')]) expect(whole).not.toContain(form.toLowerCase())
      }),
  }
}

/** A test of changed exports: the first night is behind, and what the test before changed is given back. */
export const test = plainTest
  .extend('study', { scope: 'file' }, async ({}, { onCleanup }) => {
    const study = await changedExports()
    onCleanup(() => study.bench.close())
    return study
  })
  .extend('exports', async ({ study }) => {
    await study.startAnew()
    return study
  })
