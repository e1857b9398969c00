import type { ActivityOptions } from '@temporalio/workflow'
import { describe, expect, test } from 'vitest'
import { mailTries } from '../../../runs/mail-rule.js'
import { someTries } from '../../../stages/passing.js'
import { anHour, closing, computing, mailing, reading } from '../../../workflows/waiting.js'
import { readDocument } from '../../support/documents.js'

const secondsOf = (text: string | number | undefined): number => {
  const [, count = '', unit = ''] = /^(\d+)([smh])$/.exec(String(text)) ?? []
  return Number(count) * ({ s: 1, m: 60, h: 3_600 }[unit] ?? Number.NaN)
}

/** The waits between the attempts of an activity, as Temporal makes them. */
const waitsOf = ({ retry }: ActivityOptions): readonly number[] => {
  const [first, most] = [secondsOf(retry?.initialInterval as string), secondsOf(retry?.maximumInterval as string)]
  const grows = retry?.backoffCoefficient ?? Number.NaN
  return Array.from({ length: (retry?.maximumAttempts ?? 0) - 1 }, (_, at) => Math.min(first * grows ** at, most))
}

const documented = readDocument('docs/operations.md')
const rows = documented
  .slice(documented.indexOf('## Faults that pass by themselves'))
  .split('\n')
  .filter(line => line.startsWith('| '))
  .map(line => line.split('|').map(cell => cell.trim()))

describe.each([
  ['reading, harmonizing, accepting one site', reading, 1, 2],
  ['the stages over the whole study', computing, 1, 2],
  ['mail', mailing, 1, 2],
  ['the last word of a run', closing, 8, 8],
] as const)('%s', (name, options, hours, all) => {
  test('is tried as often, and after the waits, that the operations guide promises', () => {
    const [, , attempts, told] = rows.find(([, stage]) => stage === name) ?? []
    expect(attempts).toBe(String(options.retry?.maximumAttempts))
    const waits = waitsOf(options)
    const growing = waits.filter(wait => wait < 60)
    expect(told).toBe(`${growing.join(', ')}, then 60 each`)
    expect(new Set(waits.slice(growing.length))).toEqual(new Set([60]))
  })

  test('reaches its last attempt when the service is back after the promised time (F12)', () => {
    const waited = waitsOf(options).reduce((sum, wait) => sum + wait, 0)
    expect(waited).toBeGreaterThanOrEqual(hours * 3_600)
    expect(waited).toBeLessThan(hours * 3_600 + 120)
    // The deadline of a stage must not come before its last attempt.
    expect(secondsOf(options.scheduleToCloseTimeout as string)).toBe(all * 3_600)
    expect(all === hours || waited < (all * 3_600) / 1.5).toBe(true)
  })

  test('has half an hour for one attempt, and is missed after thirty seconds', () => {
    expect(secondsOf(options.startToCloseTimeout as string)).toBe(30 * 60)
    expect(secondsOf(options.heartbeatTimeout as string)).toBe(30)
  })
})

test('what passes sooner has the tries that the operations guide promises', () => {
  expect(documented).toContain(`full disks do is tried ${String(someTries)} times`)
  expect(documented).toContain(`A mail server that is away is asked ${String(mailTries)} times`)
})

test('a night waits for another run of its study for an hour and looks twice a minute', () => {
  expect(documented).toContain("waits for the other's end, up to an hour")
  expect(anHour).toEqual({ everySeconds: 30, seconds: 60 * 60 })
})
