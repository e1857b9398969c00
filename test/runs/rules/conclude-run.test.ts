import { describe, expect, test } from 'vitest'
import { concludeRun, type ReportedRun } from '../../../runs/conclude-run.js'
import { valuesHeld } from '../../../runs/count-held.js'
import type { RunFinding } from '../../../runs/run-findings.js'
import { told } from '../../../words/told.js'

const expected = { heldSubjects: 5, heldValues: 9 }

const ended = (run: Partial<ReportedRun>): ReturnType<typeof concludeRun> =>
  concludeRun({
    sites: [{ state: 'fresh' }, { state: 'reused' }],
    findings: { findings: [] },
    held: { subjects: 5, values: 9 },
    expected,
    undelivered: 0,
    ...run,
  })

const finding = (effect: RunFinding['effect'], used: boolean): RunFinding => ({
  site: 'north',
  used,
  file: told`patients.csv`,
  sheet: told`-`,
  column: told`remarks`,
  kind: 'column-unusable',
  effect,
  filled: 20,
  unusable: 20,
  message: told`20 of 20 filled cells could not be used`,
  acceptable: true,
})

const issue = (kind: string, effect: string) => ({ kind, effect })

test("values and records that are set aside count as held; a total, a note or the header again is nobody's", () => {
  expect(valuesHeld([])).toBe(0)
  expect(
    valuesHeld([
      issue('not-a-number', 'value held'),
      issue('ragged-row', 'record held'),
      issue('unit-unlikely', 'query'),
      issue('not-a-subject', 'record held'),
      issue('repeated-header', 'record held'),
    ]),
  ).toBe(2)
})

describe('a run that has a report', () => {
  test.each([
    ['as many held as expected', { subjects: 5, values: 9 }, 0],
    ['one subject less', { subjects: 4, values: 9 }, 0],
    ['one value less', { subjects: 5, values: 8 }, 0],
    ['one subject more', { subjects: 6, values: 9 }, 1],
    ['one value more', { subjects: 5, values: 10 }, 1],
    ['nothing held', { subjects: 0, values: 0 }, 0],
  ])('is final with %s', (_what, held, exitCode) => {
    expect(ended({ held })).toEqual({ status: 'final', exitCode })
  })

  test.each(['last good batch', 'left out'] as const)('is provisional where one site of two is %s', state => {
    expect(ended({ sites: [{ state: 'fresh' }, { state }] })).toEqual({ status: 'provisional', exitCode: 3 })
  })

  test('tells a refused export rather than what is held besides', () => {
    const held = { subjects: 99, values: 99 }
    expect(ended({ sites: [{ state: 'left out' }], held })).toEqual({ status: 'provisional', exitCode: 3 })
  })

  test.each([
    ['a column of the data in use was left out', finding('column left out', true), 'provisional'],
    ['a column of a refused export was left out', finding('column left out', false), 'final'],
    ['something is asked about a column', finding('query', true), 'final'],
  ] as const)('where %s', (_what, one, status) => {
    expect(ended({ findings: { findings: [one] } }).status).toBe(status)
  })
})
