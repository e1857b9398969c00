import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FindingsOfRun, findingsOfRun } from '../../runs/findings/findings-of-run.js'
import { waivableOf } from '../../runs/findings/waiver-of-id.js'
import type { RunRow } from '../../sql/runs.js'
import { insertWaiver, undoWaiver } from '../../sql/waivers.js'
import { told } from '../../words/told.js'
import { readHere } from '../support/read-here.js'
import { type ActivityBench, activityBench, nightOf } from './performed-run.js'

let bench: ActivityBench
let nights = 0
let sound = ''

const site = 'institutions-01-06'
const exportFile = (): string => {
  const folder = join(bench.study, 'exports', site)
  return join(folder, readdirSync(folder)[0] ?? '')
}

beforeAll(async () => {
  bench = await activityBench({}, { recipients: ['reader@example.org'], sendMail: null }, { readSite: readHere })
  sound = readFileSync(exportFile(), 'utf8')
})

afterAll(() => bench.close())

const night = async (): Promise<{ readonly run: RunRow; readonly found: FindingsOfRun }> => {
  const run = await nightOf(bench, `night-${String((nights += 1))}`)
  return { run, found: await findingsOfRun(bench.database.store, run) }
}

/** The export with words in the place of the first subjects' ECOG status, its rows in another order where that is asked. */
const spoilt = (subjects: number, turned = false): string => {
  const [header = '', ...rows] = sound.trimEnd().split('\n')
  const written = rows.map((row, at) => (at < subjects ? row.replace(/^((?:[^,]*,){6})[^,]*/, '$1zz') : row))
  return [header, ...(turned ? [...written].reverse() : written), ''].join('\n')
}

const held = ({ findings }: FindingsOfRun) =>
  findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ id, rule, column, isNew, places, waiver }) => ({
      id,
      rule,
      column,
      isNew,
      places,
      waived: waiver !== null,
    }))

let first = ''

test('a value that is held is a new finding and ends the run with 1; the night after it is none', async () => {
  expect((await night()).run.exit_code).toBe(0)
  writeFileSync(exportFile(), spoilt(1))
  const { run, found } = await night()
  const [one] = held(found)
  first = one?.id ?? ''
  expect([run.exit_code, held(found)]).toEqual([
    1,
    [{ id: first, rule: 'not-a-number', column: 'ph.ecog', isNew: true, places: 1, waived: false }],
  ])
  const next = await night()
  expect([next.run.status, next.run.exit_code]).toEqual(['unchanged', 1])
  expect(held(next.found).map(({ id, isNew }) => [id, isNew])).toEqual([[first, false]])
})

test('its rows in another order are the same finding, seen since the first day', async () => {
  writeFileSync(exportFile(), spoilt(1, true))
  const { found } = await night()
  expect(held(found).map(({ id, isNew }) => [id, isNew])).toEqual([[first, false]])
  expect(found.findings.find(({ id }) => id === first)?.since).toBe('2024-04-01')
})

const waiver = (id: string, found: FindingsOfRun) => {
  const { rule, fileId, column, displayId, places } = waivableOf(id, found.findings)!
  return {
    ...{
      waiver_id: 'w1',
      study: 'ncctg-lung',
      site,
      rule,
      file_id: fileId,
      column_name: column,
      display_id: displayId,
    },
    ...{
      at_most: places,
      until: '2024-12-31',
      reason: told`lost`,
      decided_by: 'me',
      decided_at: '2024-04-01T00:00:00Z',
    },
  }
}

test('a waiver makes a report anew that ends with 0, what is waived stays held, and undoing it takes that back', async () => {
  const { database } = bench.database.store
  await insertWaiver(database, waiver(first, (await night()).found))
  const waived = await night()
  expect([waived.run.status, waived.run.exit_code]).toEqual(['final', 0])
  expect(held(waived.found).map(one => [one.id, one.waived])).toEqual([[first, true]])
  await undoWaiver(database, 'w1', { by: 'me', because: told`found`, at: '2024-04-02T00:00:00Z' })
  expect((await night()).run.exit_code).toBe(1)
})

test('a waiver of operations.yaml covers a cause until its last day, and with so many rows at most', async () => {
  const line = `{ site: ${site}, rule: not-a-number, column: ph.ecog, atMost: 2, until: 2024-05-20, by: A, because: lost }`
  appendFileSync(join(bench.study, 'operations.yaml'), `waivers:\n  - ${line}\n`)
  writeFileSync(exportFile(), spoilt(2))
  const two = await night()
  expect([two.run.exit_code, two.found.waivers.map(({ state }) => state)]).toEqual([0, ['in force']])
  writeFileSync(exportFile(), spoilt(3))
  const three = await night()
  expect([three.run.exit_code, three.found.waivers.map(({ state }) => state)]).toEqual([1, ['exceeded']])
  expect(held(three.found).map(({ isNew, waived }) => [isNew, waived])).toEqual([
    [false, false],
    [false, false],
    [true, false],
  ])
  // The same bytes again would be an older export.
  writeFileSync(exportFile(), spoilt(2, true))
  bench.goBy(60)
  const over = await night()
  expect([over.run.exit_code, over.found.waivers.map(({ state }) => state)]).toEqual([1, ['expired']])
})

test('what is mended is resolved, by its id; a waiver that has nothing to cover is named', async () => {
  writeFileSync(exportFile(), spoilt(0, true))
  const { run, found } = await night()
  expect([run.exit_code, held(found)]).toEqual([0, []])
  expect(found.resolved.map(({ id }) => id)).toContain(first)
  expect(found.waivers.map(({ state }) => state)).toEqual(['gone'])
})
