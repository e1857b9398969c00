import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalInputs, inputsHash, listRunInputs, settingsHash } from '../../../runs/run-inputs.js'
import { loadStudy } from '../../../protocol/load/load-study.js'
import type { BatchRow, ExportRow } from '../../../sql/batches.js'

const run = {
  study: 'lung',
  protocol_hash: 'protocol',
  key_check: 'key',
  data_cut_asked: null,
  code_version: '1+aaa',
  library_versions: { node: '22', jstat: '1.9' },
}
const batch = { batch_id: 'b-1', mapping_hash: 'm-1', settings_hash: 's-1', code_version: '1+old' } as BatchRow
const receipt = { file_id: 'people', file_name: 'people.csv', export_id: 'e-1', received_on: '2024-04-01' } as ExportRow

const listed = listRunInputs(run, {
  runDay: '2024-04-01',
  dataCut: '2024-03-31',
  decisions: ['d-2', 'd-1'],
  sites: [
    { site: 'north', state: 'fresh', batch, receipts: [receipt] },
    { site: 'east', state: 'left out', batch: null, receipts: [] },
  ],
})

test('the list of a run names all that it depends on, site by site', () => {
  expect(listed).toEqual({
    study: 'lung',
    protocol: 'protocol',
    identityKey: 'key',
    runDay: '2024-04-01',
    dataCut: { asked: null, resolved: '2024-03-31' },
    code: { version: '1+aaa', libraries: { node: '22', jstat: '1.9' } },
    decisions: ['d-1', 'd-2'],
    sites: [
      {
        site: 'north',
        state: 'fresh',
        batch: 'b-1',
        exports: [{ fileId: 'people', file: 'people.csv', sha256: 'e-1', receivedOn: '2024-04-01' }],
        mapping: 'm-1',
        settings: 's-1',
        code: '1+old',
      },
      { site: 'east', state: 'left out', batch: null, exports: [], mapping: null, settings: null, code: null },
    ],
  })
})

test('the list is written with its keys in order, and its hash is the SHA-256 of what is written', () => {
  const written = canonicalInputs(listed)
  expect(written).toMatch(/^{"code":{"libraries":{"jstat":"1.9","node":"22"},"version":"1\+aaa"},"dataCut":/)
  expect(written).toContain('"sites":[{"batch":"b-1","code":"1+old","exports":[{"file":"people.csv","fileId":"people"')
  expect(JSON.parse(written)).toEqual(listed)
  expect(inputsHash(listed)).toBe(createHash('sha256').update(written).digest('hex'))
  expect(inputsHash({ ...listed, runDay: '2024-04-02' })).not.toBe(inputsHash(listed))
})

test('what harmonizing goes by has a hash that another unit of a test changes, another title does not', async () => {
  const { study } = await loadStudy('studies/hcc-pulmonary-metastasis')
  const [name, first] = Object.entries(study.tests)[0] ?? []
  expect(name).toBeDefined()
  expect(
    settingsHash({ ...study, tests: { ...study.tests, [String(name)]: { ...first, unit: 'other' } } as never }),
  ).not.toBe(settingsHash(study))
  expect(settingsHash({ ...study, title: 'Another title' })).toBe(settingsHash(study))
})
