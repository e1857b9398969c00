import { expect, test } from 'vitest'
import { type KeptRun, outputsToRemove } from '../../../nights/outputs-to-remove.js'

const night = (id: string, added: Partial<KeptRun> = {}): KeptRun => ({
  run_id: id,
  kind: 'nightly',
  status: 'final',
  outputs_removed_at: null,
  equals_run_id: null,
  ...added,
})
const none = new Set<string>()

test('the last nights stay, the ones before go', () => {
  const runs = ['n5', 'n4', 'n3', 'n2', 'n1'].map(id => night(id))
  expect(outputsToRemove(runs, none, 2)).toEqual(['n3', 'n2', 'n1'])
  expect(outputsToRemove(runs, none, 5)).toEqual([])
  expect(outputsToRemove(runs, none, 30)).toEqual([])
})

test('runs by hand stay and count as no night; neither do skipped nights', () => {
  const runs = [
    night('n3'),
    night('hand', { kind: 'run' }),
    night('s', { status: 'skipped' }),
    night('n2'),
    night('n1'),
  ]
  expect(outputsToRemove(runs, none, 2)).toEqual(['n1'])
})

test('the last report stays, however many nights failed since', () => {
  const failed = ['f4', 'f3', 'f2', 'f1'].map(id => night(id, { status: 'failed' }))
  expect(outputsToRemove([...failed, night('last'), night('older')], none, 2)).toEqual(['f2', 'f1', 'older'])
})

test('a run whose data of a site are the last accepted ones stays, and so does one that goes on', () => {
  const runs = [night('n4'), night('n3', { status: 'running' }), night('n2'), night('n1')]
  expect(outputsToRemove(runs, new Set(['n2']), 1)).toEqual(['n1'])
})

test('what was removed is not removed again', () => {
  expect(outputsToRemove([night('n2'), night('n1', { outputs_removed_at: '2024-04-01T00:00:00Z' })], none, 1)).toEqual(
    [],
  )
})

test('the report that a kept night or a run by hand points to stays; one that only older nights point to goes', () => {
  const same = (id: string, equals: string, kind: KeptRun['kind'] = 'nightly'): KeptRun =>
    night(id, { kind, status: 'unchanged', equals_run_id: equals })
  const later = [night('n9'), same('n8', 'n4'), same('n7', 'n1')]
  const earlier = [same('hand', 'n3', 'run'), night('n4'), night('n3'), same('n2', 'n1'), night('n1')]
  expect(outputsToRemove([...later, ...earlier], none, 2)).toEqual(['n7', 'n2', 'n1'])
})
