import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { keepSpans, type LedgerFinding, selectLedger } from '../../sql/finding-spans.js'
import { told } from '../../words/told.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await migratedDatabase(inject('databaseUrl'))
})
afterAll(() => database.drop())

const at = (site: string, id: string): LedgerFinding => ({
  ...{ id, site, rule: 'unlisted-code', fileId: 'labs', column: told`sex`, displayId: 'S-1' },
  severity: 'hold value',
  message: told`not among the codes`,
})

const keep = (opened: number, findings: readonly LedgerFinding[], looked = ['north', 'south']) =>
  database.store.transaction(within =>
    keepSpans(
      within,
      { study: 's', run: `r${String(opened)}`, opened, day: `2024-04-0${String(opened)}`, looked: new Set(looked) },
      findings,
    ),
  )

const ledger = async (opened: number, reported: number) => {
  const { open, resolved } = await selectLedger(database.store.database, 's', { opened, reported })
  return {
    open: [...open].map(([id, { since, isNew }]) => [id, since, isNew]).sort(),
    resolved: resolved.map(one => one.id),
  }
}

test('what comes begins, what stays is not written, what goes ends; where nobody looked nothing ends', async () => {
  const all = [at('north', 'F-a'), at('north', 'F-b'), at('south', 'F-c')]
  expect(await keep(1, all)).toEqual({ began: 3, ended: 0 })
  expect(await keep(1, all)).toEqual({ began: 0, ended: 0 })
  expect(await keep(2, [at('north', 'F-a'), at('north', 'F-d')], ['north'])).toEqual({ began: 1, ended: 1 })
  expect(await keep(3, [at('north', 'F-b')])).toEqual({ began: 1, ended: 3 })
})

test('each run is told as it stood when it was made, beside the report before it', async () => {
  expect(await ledger(1, 0)).toEqual({
    open: [
      ['F-a', '2024-04-01', true],
      ['F-b', '2024-04-01', true],
      ['F-c', '2024-04-01', true],
    ],
    resolved: [],
  })
  expect(await ledger(2, 1)).toEqual({
    open: [
      ['F-a', '2024-04-01', false],
      ['F-c', '2024-04-01', false],
      ['F-d', '2024-04-02', true],
    ],
    resolved: ['F-b'],
  })
  expect(await ledger(3, 2)).toEqual({ open: [['F-b', '2024-04-03', true]], resolved: ['F-a', 'F-c', 'F-d'] })
})

test('where the run between had no report, new and resolved are told beside the one that had', async () => {
  expect(await ledger(3, 1)).toEqual({ open: [['F-b', '2024-04-03', true]], resolved: ['F-a', 'F-b', 'F-c'] })
})

test('another study has a ledger of its own', async () => {
  const { open, resolved } = await selectLedger(database.store.database, 'other', { opened: 3, reported: 0 })
  expect([open.size, resolved.length]).toEqual([0, 0])
})
