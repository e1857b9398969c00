import { describe, expect, test } from 'vitest'
import { concludeRun, type ReportedRun } from '../../../runs/conclude-run.js'
import { valuesHeld } from '../../../runs/count-held.js'
import type { RunFinding } from '../../../runs/run-findings.js'
import type { Severity } from '../../../words/severity.js'
import type { Waiver } from '../../../words/waiver.js'
import { told } from '../../../words/told.js'

const waiver: Waiver = {
  id: null,
  rule: 'not-a-number',
  site: 'north',
  ...{ fileId: null, column: null, displayId: null },
  atMost: 9,
  until: '2024-12-31',
  by: told`A. Name`,
  because: told`known`,
  expired: false,
}

const found = (severity: Severity, covered: Waiver | null): ReportedRun['found'][number] => ({
  rule: 'not-a-number',
  site: 'north',
  ...{ fileId: null, column: null, displayId: null },
  severity,
  places: 1,
  subjects: 1,
  message: told`held`,
  waiver: covered,
})

const ended = (run: Partial<ReportedRun>): ReturnType<typeof concludeRun> =>
  concludeRun({
    sites: [{ state: 'fresh' }, { state: 'reused' }],
    findings: { findings: [] },
    found: [],
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
    ['nothing found', [], 0],
    ['a question alone', [found('info', null)], 0],
    ['a held value that is waived', [found('hold value', waiver)], 0],
    ['a held subject that is waived', [found('hold subject', waiver)], 0],
    ['a held value that nobody waives', [found('hold value', waiver), found('hold value', null)], 1],
    ['a held subject that nobody waives', [found('hold subject', null)], 1],
  ])('is final with %s', (_what, looked, exitCode) => {
    expect(ended({ found: looked })).toEqual({ status: 'final', exitCode })
  })

  test.each(['last good batch', 'left out'] as const)('is provisional where one site of two is %s', state => {
    expect(ended({ sites: [{ state: 'fresh' }, { state }] })).toEqual({ status: 'provisional', exitCode: 3 })
  })

  test('tells a refused export rather than what is held besides', () => {
    expect(ended({ sites: [{ state: 'left out' }], found: [found('hold subject', null)] })).toEqual({
      status: 'provisional',
      exitCode: 3,
    })
  })

  test.each([
    ['a column of the data in use was left out', finding('column left out', true), 'provisional'],
    ['a column of a refused export was left out', finding('column left out', false), 'final'],
    ['something is asked about a column', finding('query', true), 'final'],
  ] as const)('where %s', (_what, one, status) => {
    expect(ended({ findings: { findings: [one] } }).status).toBe(status)
  })
})
