import { describe, expect, test } from 'vitest'
import { dueBetween } from '../../../nights/due-nights.js'
import { missedAfter, nightOutcome, nightsInWords, type RunBeside } from '../../../runs/night-outcome.js'

const at = (text: string): Date => new Date(text)
const due = (cron: string, zone: string, after: string, until: string): readonly string[] | undefined =>
  dueBetween(cron, zone, at(after), at(until))?.map(date => date.toISOString())

describe('when nights are due', () => {
  test.each<[string, string, string, string, string, readonly string[]]>([
    [
      'each night, in the zone',
      '0 2 * * *',
      'Asia/Shanghai',
      '2026-03-01T00:00Z',
      '2026-03-03T00:00Z',
      ['2026-03-01T18:00:00.000Z', '2026-03-02T18:00:00.000Z'],
    ],
    [
      'a time that does not exist is not due',
      '30 2 * * *',
      'Europe/Zurich',
      '2026-03-28T12:00Z',
      '2026-03-30T12:00Z',
      ['2026-03-30T00:30:00.000Z'],
    ],
    [
      'working days',
      '30 1 * * 1-5',
      'UTC',
      '2026-11-27T12:00Z',
      '2026-12-01T12:00Z',
      ['2026-11-30T01:30:00.000Z', '2026-12-01T01:30:00.000Z'],
    ],
    [
      'days of month and week both count',
      '0 0 13 * 5',
      'UTC',
      '2026-01-01T00:00Z',
      '2026-12-31T00:00Z',
      ['2026-02-13T00:00:00.000Z', '2026-03-13T00:00:00.000Z', '2026-11-13T00:00:00.000Z'],
    ],
    [
      'six fields end with the year',
      '0 2 1 1 * 2027',
      'UTC',
      '2026-01-01T00:00Z',
      '2029-01-01T00:00Z',
      ['2027-01-01T02:00:00.000Z'],
    ],
    [
      'seven begin with the second',
      '30 0 2 1 1 * 2027',
      'UTC',
      '2026-01-01T00:00Z',
      '2029-01-01T00:00Z',
      ['2027-01-01T02:00:30.000Z'],
    ],
    ['a word', '@daily', 'UTC', '2026-01-01T00:00Z', '2026-01-02T00:00Z', ['2026-01-02T00:00:00.000Z']],
    [
      'the first moment does not count, the last does',
      '0 2 * * *',
      'UTC',
      '2026-01-01T02:00Z',
      '2026-01-02T02:00Z',
      ['2026-01-02T02:00:00.000Z'],
    ],
  ])('%s', (_, cron, zone, after, until, expected) => {
    expect(due(cron, zone, after, until)).toEqual(expected)
  })

  test('what cannot be known is not guessed, and what is endless ends', () => {
    expect(due('@every 12h', 'UTC', '2026-01-01T00:00Z', '2026-01-02T00:00Z')).toBeUndefined()
    expect(due('99 99 * * *', 'UTC', '2026-01-01T00:00Z', '2026-01-02T00:00Z')).toBeUndefined()
    const many = due('* * * * *', 'UTC', '2026-01-01T00:00Z', '2026-01-02T00:00Z')
    expect([many?.length, many?.at(-1)]).toEqual([400, '2026-01-02T00:00:00.000Z'])
  })
})

const run = (own: Partial<RunBeside>): RunBeside => ({
  run_id: '20260102-020001-abcd',
  kind: 'nightly',
  status: 'final',
  started_at: '2026-01-02T02:00:01Z',
  finished_at: '2026-01-02T02:10:00Z',
  ...own,
})
const night = at('2026-01-02T02:00:00Z')
const next = at('2026-01-03T02:00:00Z')
const morning = at('2026-01-02T09:00:00Z')
const became = (now: Date, ...runs: readonly RunBeside[]) => nightOutcome(night, next, now, runs)

describe('what became of a night (F8)', () => {
  test('it ran, also late, and also where the run failed', () => {
    expect(became(morning, run({}))).toEqual({ outcome: 'ran', run_id: '20260102-020001-abcd', reason: null })
    expect(became(morning, run({ started_at: '2026-01-02T08:00:00Z', status: 'failed' }))?.outcome).toBe('ran')
  })

  test('it was missed because nobody was there', () => {
    expect(became(morning)).toMatchObject({ outcome: 'missed', run_id: null })
    expect(became(morning)?.reason).toContain('nobody was there')
    // Runs of other nights, and one by hand that had ended, are no answer.
    const others = [
      run({ started_at: '2026-01-01T02:00:00Z', finished_at: '2026-01-01T03:00:00Z' }),
      run({ started_at: '2026-01-03T02:00:00Z', finished_at: null }),
    ]
    expect(became(at('2026-01-03T09:00:00Z'), ...others)?.outcome).toBe('missed')
    expect(became(morning, run({ kind: 'run', started_at: '2026-01-02T08:00:00Z' }))?.outcome).toBe('missed')
  })

  test('it was skipped because another run went on', () => {
    const skipped = run({ status: 'skipped', started_at: '2026-01-02T03:00:00Z' })
    expect(became(morning, skipped)).toMatchObject({ outcome: 'skipped', run_id: skipped.run_id })
    const other = run({
      run_id: 'r2',
      kind: 'run',
      status: 'running',
      started_at: '2026-01-02T01:00:00Z',
      finished_at: null,
    })
    expect(became(morning, other)?.reason).toBe('run r2 was going on')
    expect(became(morning, other)?.outcome).toBe('skipped')
  })

  test('it is not decided before it has had its time', () => {
    expect(became(at('2026-01-02T02:00:30Z'))).toBeNull()
    expect(became(new Date(night.getTime() + missedAfter - 1))).toBeNull()
    expect(became(new Date(night.getTime() + missedAfter))?.outcome).toBe('missed')
    // Where nights follow each other quickly the next one decides.
    expect(nightOutcome(night, at('2026-01-02T02:01:00Z'), at('2026-01-02T02:01:00Z'), [])?.outcome).toBe('missed')
  })

  test('the next report says how many did not run', () => {
    const nights = (...outcomes: readonly ('ran' | 'skipped' | 'missed')[]) =>
      nightsInWords(outcomes.map(outcome => ({ outcome })))
    expect(nights('ran', 'ran')).toBeNull()
    expect(nights('ran', 'missed', 'missed')).toBe('Nights since the last report: 2 missed because nobody was there.')
    expect(nights('missed', 'skipped')).toBe(
      'Nights since the last report: 1 missed because nobody was there, 1 skipped because another run went on.',
    )
  })
})
