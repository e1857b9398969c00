import { describe, expect, test } from 'vitest'
import { changesBetween, type RunBrought, type SiteBrought } from '../../../runs/changes-between.js'
import type { RunSiteRow } from '../../../sql/runs.js'
import { retold } from '../../../words/told.js'
import { isoDate } from '../../../protocol/schema/iso-date.js'

const row = (part: Partial<RunSiteRow> = {}): RunSiteRow => ({
  run_id: 'run',
  site: 'north',
  state: 'fresh',
  batch_id: 'batch',
  data_date: isoDate('2024-03-31'),
  mapping_hash: 'mapping',
  failure_kind: null,
  reason: null,
  ...part,
})

const brought = (part: Partial<SiteBrought> = {}): SiteBrought => ({
  row: row(),
  exports: ['patients 1111'],
  rows: 'rows 1',
  readBy: 'mapping',
  readByOwn: true,
  counts: { subjects: 56, 'os events': 23 },
  ...part,
})

const run = (
  sites: Readonly<Record<string, SiteBrought>>,
  part: { readonly run?: object; readonly [name: string]: unknown } = {},
  decisions: RunBrought['decisions'] = [],
): RunBrought =>
  ({
    decisions,
    code: new Map(part['code'] === undefined ? [['analyzing', 'aaa']] : [['analyzing', part['code']]]),
    context: {
      study: { study: 'study', covariates: ['age'] },
      published: null,
      mappings: { north: { label: 'North' }, south: { label: 'South' } },
      ...part,
      run: {
        code_version: '1+aaa',
        data_cut: '2024-03-31',
        judgements: [],
        written_again: null,
        library_versions: { zod: '4.1.0' },
        ...part.run,
      },
    },
    sites: new Map(Object.entries(sites)),
  }) as unknown as RunBrought

describe('what changed between two runs', () => {
  test('is nothing where both were made from the same', () => {
    expect(changesBetween(run({ north: brought() }), run({ north: brought() }))).toEqual([])
  })

  test('is a report that was written again, with the file of the last one that was gone', () => {
    const now = run(
      { north: brought() },
      { run: { written_again: 'the file report.xlsx of the report of run r0 is gone' } },
    )
    expect(changesBetween(run({ north: brought() }), now)).toEqual([
      { cause: 'files', text: 'written again: the file report.xlsx of the report of run r0 is gone', counts: {} },
    ])
  })

  test('are sites whose last accepted data stand in, and those whose own export is used again', () => {
    const standsIn = brought({ row: row({ state: 'last good batch' }) })
    const of = (was: SiteBrought, is: SiteBrought) => changesBetween(run({ north: was }), run({ north: is }))
    expect(of(brought(), standsIn)).toEqual([
      { cause: 'data', text: 'north: its newest export is not used, its last accepted data stand in', counts: {} },
    ])
    expect(of(standsIn, brought({ row: row({ state: 'reused' }) }))).toEqual([
      { cause: 'data', text: 'north: its newest export is used again', counts: {} },
    ])
    const other = brought({ rows: 'rows 2', exports: ['patients 2222'] })
    expect(of(standsIn, other).map(({ text }) => text)).toEqual([expect.stringContaining('north: data of')])
    expect(of(standsIn, standsIn)).toEqual([])
    expect(of(brought(), brought({ row: row({ state: 'reused' }) }))).toEqual([])
  })

  test('are the counts of the site with new exports, by how much they moved', () => {
    const before = run({ north: brought(), south: brought() })
    const later = { row: row({ data_date: isoDate('2024-04-15') }), exports: ['patients 2222'], rows: 'rows 2' }
    const now = run({ north: brought({ ...later, counts: { subjects: 57, 'os events': 21 } }), south: brought() })
    expect(changesBetween(before, now)).toEqual([
      {
        cause: 'data',
        text: 'north: data of 2024-04-15, before 2024-03-31; subjects 56 → 57, os events 23 → 21',
        counts: { subjects: 1, 'os events': -2 },
      },
    ])
  })

  test('is a site that brought nothing before, or brings nothing now', () => {
    const [gained] = changesBetween(run({}), run({ north: brought() }))
    expect(gained).toMatchObject({ cause: 'data', counts: { subjects: 56, 'os events': 23 } })
    expect(gained?.text).toContain('before none')
    const away = brought({
      row: row({ state: 'left out', batch_id: null, data_date: null }),
      exports: [],
      rows: null,
      counts: {},
    })
    const [lost] = changesBetween(run({ north: brought() }), run({ north: away }))
    expect(lost).toMatchObject({ cause: 'data', counts: { subjects: -56, 'os events': -23 } })
    expect(lost?.text).toContain('no data now')
  })

  test('are other data of a site in a study of day offsets, which has no day of them', () => {
    const offsets = { row: row({ data_date: null }) }
    const now = brought({ ...offsets, exports: ['patients 2222'], rows: 'rows 2' })
    const [change] = changesBetween(run({ north: brought(offsets) }), run({ north: now }))
    expect(change?.text).toBe('north: other data than before; subjects 56 → 56, os events 23 → 23')
  })

  test('is nothing where other bytes gave the same rows', () => {
    const resaved = brought({ exports: ['patients 2222'] })
    expect(changesBetween(run({ north: brought() }), run({ north: resaved }))).toEqual([])
  })

  test('is the mapping of a site whose data were read by another one', () => {
    const now = brought({ readBy: 'another', counts: { subjects: 56, 'os events': 20 } })
    expect(changesBetween(run({ north: brought() }), run({ north: now }))).toEqual([
      {
        cause: 'mapping',
        text: 'north: read by another mapping than before; subjects 56 → 56, os events 23 → 20',
        counts: { subjects: 0, 'os events': -3 },
      },
    ])
  })

  test('is a changed mapping by which no data were read yet', () => {
    const mappings = { north: { label: 'North', missing: { NA: 'not done' } }, south: { label: 'South' } }
    const unread = brought({ readByOwn: false })
    const [change, ...others] = changesBetween(run({ north: brought() }), run({ north: unread }, { mappings }))
    expect(others).toEqual([])
    expect(change).toMatchObject({ cause: 'mapping', counts: {} })
    expect(change?.text).toContain('used as they were read before')
  })

  test('is a mapping that was changed and is again the one that the data were read by', () => {
    const mappings = { north: { label: 'North', missing: { NA: 'not done' } }, south: { label: 'South' } }
    const refused = brought({ row: row({ state: 'last good batch' }), readByOwn: false })
    expect(changesBetween(run({ north: refused }, { mappings }), run({ north: brought() }))).toEqual([
      { cause: 'data', text: 'north: its newest export is used again', counts: {} },
      { cause: 'mapping', text: 'north: its mapping is again the one that its data were read by', counts: {} },
    ])
  })

  test('is what a site is called, which nothing was read by', () => {
    const mappings = { north: { label: 'Northern' }, south: { label: 'South' } }
    expect(changesBetween(run({ north: brought() }), run({ north: brought() }, { mappings }))).toEqual([
      { cause: 'mapping', text: 'north: it is called otherwise', counts: {} },
    ])
  })

  test('are decisions that count now, and those that count no more', () => {
    const sites = { north: brought() }
    const [first, second, third] = ['d-1', 'd-2', 'd-3'].map(id => ({
      id,
      site: 'north',
      by: retold(`maker of ${id}`),
    }))
    if (first === undefined || second === undefined || third === undefined) throw new Error('three decisions')
    expect(changesBetween(run(sites, {}, [first, second]), run(sites, {}, [second, third]))).toEqual([
      { cause: 'decision', text: 'north: an export counts by the decision d-3 of maker of d-3', counts: {} },
      { cause: 'decision', text: 'north: the decision d-1 of maker of d-1 counts no more', counts: {} },
    ])
  })

  test('are both where new exports were read by another mapping, with the counts told once', () => {
    const now = brought({ readBy: 'another', exports: ['patients 2222'], rows: 'rows 2' })
    expect(
      changesBetween(run({ north: brought() }), run({ north: now })).map(({ cause, text }) => [cause, text]),
    ).toEqual([
      ['data', 'north: data of 2024-03-31, before 2024-03-31; subjects 56 → 56, os events 23 → 23'],
      ['mapping', 'north: read by another mapping than before; the counts above follow from both'],
    ])
  })

  test('is no mapping of a site that brings nothing, or brought nothing', () => {
    const away = brought({
      row: row({ state: 'left out', batch_id: null, mapping_hash: '' }),
      exports: [],
      rows: null,
      readBy: null,
      counts: {},
    })
    const mappings = { north: { label: 'North', missing: { NA: 'not done' } }, south: { label: 'South' } }
    const causes = (before: SiteBrought, now: SiteBrought) =>
      changesBetween(run({ north: before }), run({ north: now }, { mappings })).map(({ cause }) => cause)
    expect(causes(brought(), away)).toEqual(['data'])
    expect(causes(away, away)).toEqual([])
  })

  test('name the sites, one after the other', () => {
    const later = brought({ exports: ['patients 2222'], rows: 'rows 2' })
    const told = changesBetween(run({ south: brought(), north: brought() }), run({ south: later, north: later }))
    expect(told.map(({ text }) => text.slice(0, 6))).toEqual(['north:', 'south:'])
  })

  test('are the published numbers, by that word, and a cut that was or is none', () => {
    const part = { published: { headline: 1 }, run: { code_version: '1+aaa', data_cut: null } }
    const dated = run({ north: brought() }, { run: { code_version: '1+aaa', data_cut: '2024-03-31' } })
    expect(changesBetween(dated, run({ north: brought() }, part))).toEqual([
      { cause: 'protocol', text: 'changed: published numbers', counts: {} },
      { cause: 'data cut', text: '2024-03-31 → none', counts: {} },
    ])
    expect(changesBetween(run({ north: brought() }, part), dated).at(-1)?.text).toBe('none → 2024-03-31')
  })

  test('is the code, by the stages and libraries that are others, and the study by its sections and their parts', () => {
    const now = run(
      { north: brought() },
      {
        study: { study: 'study', covariates: ['age'], variables: { age: 1, sex: 2 } },
        run: { code_version: '1+bbb', library_versions: { zod: '4.2.0', '@temporalio/client': '1.2.0' } },
        code: 'bbb',
      },
    )
    const before = run(
      { north: brought() },
      { study: { study: 'study', covariates: ['age'], variables: { age: 2, sex: 2 } } },
    )
    expect(changesBetween(before, now).map(({ cause, text }) => [cause, text])).toEqual([
      ['protocol', 'changed: variables.age'],
      ['code', '1+aaa → 1+bbb: other code of analyzing; libraries: zod 4.1.0 → 4.2.0, temporalio/client none → 1.2.0'],
    ])
  })

  test('are protocol, code and data cut, each by what it was and is', () => {
    const now = run(
      { north: brought() },
      {
        study: { study: 'study', covariates: ['age', 'sex'] },
        run: { code_version: '1+bbb', data_cut: '2024-02-29' },
      },
    )
    expect(changesBetween(run({ north: brought() }), now)).toEqual([
      { cause: 'protocol', text: 'changed: covariates', counts: {} },
      {
        cause: 'code',
        text: '1+aaa → 1+bbb: other code of what computes nothing that is kept, such as sheets and messages',
        counts: {},
      },
      { cause: 'data cut', text: '2024-03-31 → 2024-02-29', counts: {} },
    ])
  })
})
