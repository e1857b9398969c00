import { describe, expect, test } from 'vitest'
import { settleSite, type SiteFacts } from '../../../runs/settle-rule.js'
import type { BatchRow } from '../../../sql/batches.js'
import type { RunSiteRow } from '../../../sql/runs.js'
import { retold } from '../../../words/told.js'
import { isoDate } from '../../../protocol/schema/iso-date.js'

const batch = (id: string, made: Partial<BatchRow> = {}): BatchRow => ({
  batch_id: id,
  study: 'study',
  site: 'north',
  mapping_hash: 'mapping',
  settings_hash: 'settings',
  code_version: 'code',
  key_check: 'key',
  data_date: isoDate('2024-03-31'),
  delivered: [],
  notes: [],
  findings: [],
  ingested_at: '2024-04-01T00:00:00Z',
  rows_hash: null,
  harmonized_at: '2024-04-01T00:00:01Z',
  ...made,
})

const rowOf = (state: RunSiteRow['state'], batchId: string | null, reason: string | null = null): RunSiteRow => ({
  run_id: 'last run',
  site: 'north',
  state,
  batch_id: batchId,
  data_date: isoDate('2024-03-31'),
  mapping_hash: 'mapping',
  failure_kind: reason === null ? null : 'ExportUnreadable',
  reason,
})

const settled = (facts: Partial<SiteFacts>): readonly unknown[] => {
  const { row, batch: brought } = settleSite({
    runId: 'run',
    site: 'north',
    today: { mapping: 'mapping', settings: 'settings', code: 'code' },
    outcome: undefined,
    fresh: undefined,
    before: undefined,
    accepted: undefined,
    readBy: new Map([['as older versions hashed it', 'mapping']]),
    ...facts,
  })
  expect(row).toMatchObject({ run_id: 'run', site: 'north', batch_id: brought?.batch_id ?? null })
  return [row.state, row.batch_id, row.failure_kind, row.reason]
}

const refusal = { type: retold('ExportUnreadable'), message: retold('site north, file a.csv: it is empty') }
const refused = { site: 'north', kind: 'refused', failure: refusal } as const
const delivered = { site: 'north', kind: 'batch', batchId: 'new' } as const

describe('a site of a run', () => {
  test('brings what it delivered tonight, whatever came before', () => {
    const before = { row: rowOf('fresh', 'old'), batch: batch('old') }
    const facts = { outcome: delivered, fresh: batch('new'), before, accepted: batch('old') }
    expect(settled(facts)).toEqual(['fresh', 'new', null, null])
  })

  test('keeps its last accepted data where its export was refused, with the cause', () => {
    expect(settled({ outcome: refused, accepted: batch('old') })).toEqual([
      'last good batch',
      'old',
      refusal.type,
      refusal.message,
    ])
  })

  test('is left out with the cause where its first export was refused', () => {
    expect(settled({ outcome: refused })).toEqual(['left out', null, refusal.type, refusal.message])
  })

  test('is left out where it is not touched and never brought anything', () => {
    expect(settled({})).toEqual(['left out', null, 'NothingToReuse', 'no batch of this site'])
  })

  test('that is not touched brings what it brought to the last run', () => {
    const before = { row: rowOf('fresh', 'old'), batch: batch('old') }
    expect(settled({ before, accepted: batch('old') })).toEqual(['reused', 'old', null, null])
  })

  test('that is not touched and stood in for a refused export still does, with its cause', () => {
    const before = { row: rowOf('last good batch', 'old', 'it was empty'), batch: batch('old') }
    expect(settled({ before, accepted: batch('old') })).toEqual([
      'last good batch',
      'old',
      'ExportUnreadable',
      'it was empty',
    ])
  })

  test('falls back where the decision that let its data through was undone', () => {
    const before = { row: rowOf('fresh', 'doubted'), batch: batch('doubted') }
    const [state, id, kind] = settled({ before, accepted: batch('old') })
    expect([state, id, kind]).toEqual(['last good batch', 'old', 'DecisionUndone'])
    expect(settled({ before }).slice(0, 3)).toEqual(['left out', null, 'DecisionUndone'])
  })

  test('was read by the mapping of today also where an older version hashed it otherwise', () => {
    const old = batch('old', { mapping_hash: 'as older versions hashed it' })
    expect(settled({ before: { row: rowOf('fresh', 'old'), batch: old }, accepted: old })[3]).toBeNull()
  })

  test.each([
    ['mapping', { mapping_hash: 'another' }],
    ['tests or what the study decides by', { settings_hash: 'another' }],
    ['version of the code', { code_version: 'another' }],
  ])('says that its data were read before the %s changed', (what, made) => {
    const old = batch('old', made)
    const reused = settled({ before: { row: rowOf('fresh', 'old'), batch: old }, accepted: old })
    expect(reused).toEqual(['reused', 'old', 'ReadBefore', `its data were read before the ${what} changed`])
    const [, , kind, reason] = settled({ outcome: refused, accepted: old })
    expect(kind).toBe(refusal.type)
    expect(reason).toBe(`${refusal.message}; its data were read before the ${what} changed`)
  })
})
