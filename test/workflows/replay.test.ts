import { DeterminismViolationError } from '@temporalio/workflow'
import { Worker } from '@temporalio/worker'
import { beforeAll, describe, expect, test } from 'vitest'
import { readHistory, type StoredHistory, storedHistories, toReplay } from '../histories/stored-history.js'
import { quietRuntime, workflowBundle } from './worked-run.js'

const replay = async (stored: StoredHistory): Promise<void> => {
  await Worker.runReplayHistory({ workflowBundle }, toReplay(stored), stored.workflowId)
}

/** Everything that a history says, its payloads read. */
const spelledOut = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(spelledOut).join('\n')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([key, part]: [string, unknown]) =>
      key === 'data' && typeof part === 'string' ? Buffer.from(part, 'base64').toString('utf8') : spelledOut(part),
    )
    .join('\n')
}

beforeAll(quietRuntime)

test('there are histories of a whole run, a refused site and a night', () => {
  expect(storedHistories()).toEqual([
    'ingest-site',
    'ingest-site-compared',
    'ingest-site-refused',
    'nightly-run',
    'nightly-run-in-turn',
    'run-study',
    'run-study-judged',
    'run-study-unchanged',
    'run-study-with-a-refused-site',
  ])
})

describe.each(storedHistories())('%s', name => {
  test('is replayed by the present workflows', async () => {
    await replay(readHistory(name))
  })

  test('carries references only: no path, no host, no value of a subject', () => {
    const text = spelledOut(readHistory(name))
    expect(text).toContain('recorded')
    expect(text).not.toMatch(/\/(tmp|home|root|Users|work|var)\//)
    expect(text).not.toMatch(/\d+@/)
    expect(text.length).toBeLessThan(64 * 1024)
  })
})

test('the history of a refused site is one, and that of an unchanged run ingests no site', () => {
  expect(JSON.stringify(readHistory('ingest-site-refused'))).toContain('WORKFLOW_EXECUTION_FAILED')
  expect(JSON.stringify(readHistory('run-study-with-a-refused-site'))).toContain('CHILD_WORKFLOW_EXECUTION_FAILED')
  expect(JSON.stringify(readHistory('run-study-unchanged'))).not.toContain('CHILD_WORKFLOW')
})

test('a history in which the stages came in another order is not accepted', async () => {
  const text = JSON.stringify(readHistory('run-study'))
  expect(text).toContain('"name":"selectCohort"')
  const changed = JSON.parse(text.replace('"name":"selectCohort"', '"name":"matchCohort"')) as StoredHistory
  await expect(replay(changed)).rejects.toBeInstanceOf(DeterminismViolationError)
})

test('a history whose run read its sites under other names is not accepted', async () => {
  const { history } = readHistory('run-study')
  await expect(replay({ workflowId: 'recorded/other', history })).rejects.toBeInstanceOf(DeterminismViolationError)
})
