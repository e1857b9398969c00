import type { ActivityOptions } from '@temporalio/workflow'
import { describe, expect, test } from 'vitest'
import { anHour, computing, mailing, reading } from '../../../workflows/waiting.js'
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
  ['reading, harmonizing, accepting one site', reading],
  ['the stages over the whole study', computing],
  ['mail', mailing],
])('%s', (name, options) => {
  test('is tried as often, and after the waits, that the operations guide promises', () => {
    const [, , attempts, waits] = rows.find(([, stage]) => stage === name) ?? []
    expect(attempts).toBe(String(options.retry?.maximumAttempts))
    expect(waits).toBe(waitsOf(options).join(', '))
  })

  test('has half an hour for one attempt, an hour for all, and is missed after thirty seconds', () => {
    expect(secondsOf(options.startToCloseTimeout as string)).toBe(30 * 60)
    expect(secondsOf(options.scheduleToCloseTimeout as string)).toBe(60 * 60)
    expect(secondsOf(options.heartbeatTimeout as string)).toBe(30)
  })
})

test('a night waits for another run of its study for an hour and looks twice a minute', () => {
  expect(documented).toContain("waits for the other's end, up to an hour")
  expect(anHour).toEqual({ everySeconds: 30, seconds: 60 * 60 })
})
