import { expect, test } from 'vitest'
import type { Dependencies } from '../../../stages/dependencies.js'
import { settlingOf } from '../../../activities/wait-for-exports.js'
import type { Study } from '../../../protocol/language/study.js'
import type { RunRow } from '../../../sql/runs.js'

const settling = (
  kind: RunRow['kind'],
  settle: Study['settle'],
  wait: Dependencies['wait'] | null = () => Promise.resolve(),
) =>
  settlingOf(
    { clock: () => new Date(7_000), ...(wait === null ? {} : { wait }) } as Dependencies,
    { run_id: 'run', kind } as RunRow,
    { settle } as Study,
    'north',
  )

const usual: Study['settle'] = { byHand: '3 s', night: '60 s' }

test.each([
  ['run', usual, 3_000, 60_000],
  ['rerun', usual, 3_000, 60_000],
  ['nightly', usual, 60_000, 20 * 60_000],
  ['nightly', { ...usual, night: '120 s' }, 120_000, 25 * 60_000],
  ['run', { ...usual, byHand: '10 s' }, 10_000, 200_000],
] as const)('a %s waits by %j until a file was quiet for %i ms, for %i ms at most', (kind, settle, quiet, patience) => {
  expect(settling(kind, settle)).toMatchObject({ quietMilliseconds: quiet, patienceMilliseconds: patience })
  expect(settling(kind, settle)?.now()).toBe(7_000)
})

test('a study that does not wait, and whoever cannot, waits for nothing', () => {
  expect(settling('run', { ...usual, byHand: '0 s' })).toBeNull()
  expect(settling('nightly', { ...usual, byHand: '0 s' })).not.toBeNull()
  expect(settling('run', usual, null)).toBeNull()
})
