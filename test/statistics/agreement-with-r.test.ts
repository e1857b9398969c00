import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Ledger } from './verify/ledger.js'
import { ownFixtures } from './verify/main.js'
import { readFixture } from './verify/fixture.js'
import { report } from './verify/report.js'
import { verifyFixture } from './verify/verify-folder.js'

describe('every analysis of the fixtures agrees with R', () => {
  for (const folder of ownFixtures()) {
    test(basename(folder), () => {
      const { lines, passed, failed } = report(verifyFixture(readFixture(folder)))
      expect(failed, lines.join('\n')).toBe(0)
      expect(passed).toBeGreaterThan(0)
    })
  }
})

describe('the verifier itself', () => {
  test('an analysis that it does not know is a failure', () => {
    const fixture = {
      name: 'x',
      rows: 0,
      columns: new Map(),
      factors: new Map(),
      analyses: [{ id: 'a', type: 'tarot', spec: {}, result: {} }],
    }
    const { failed, lines } = report(verifyFixture(fixture))
    expect(failed).toBe(1)
    expect(lines.at(-1)).toBe('0 passed, 1 failed')
  })

  test('a number off by more than the tolerance, a missing one and a present one fail; a tiny P is compared relatively', () => {
    const check = (run: (ledger: Ledger) => void): number => {
      const ledger = new Ledger()
      run(ledger)
      return ledger.mismatches.length
    }
    expect(
      check(ledger => {
        ledger.number('a', 1, 1 + 1e-9, 1e-8)
      }),
    ).toBe(0)
    expect(
      check(ledger => {
        ledger.number('a', 1, 1 + 1e-7, 1e-8)
      }),
    ).toBe(1)
    expect(
      check(ledger => {
        ledger.number('a', null, 1, 1e-8)
      }),
    ).toBe(1)
    expect(
      check(ledger => {
        ledger.number('a', 1, null, 1e-8)
      }),
    ).toBe(1)
    expect(
      check(ledger => {
        ledger.number('a', 'NaN', null, 1e-8)
      }),
    ).toBe(0)
    expect(
      check(ledger => {
        ledger.number('p', 1e-200, 2e-200, 1e-7, { strict: true })
      }),
    ).toBe(1)
  })

  test('one changed digit of a fixture is found', () => {
    const [folder = ''] = ownFixtures().filter(name => name.endsWith('ovarian'))
    const fixture = readFixture(folder)
    const altered = JSON.parse(
      JSON.stringify(fixture.analyses).replace(/0\.6\d\d/, digits => `${digits}9`),
    ) as typeof fixture.analyses
    expect(report(verifyFixture({ ...fixture, analyses: altered })).failed).toBeGreaterThan(0)
  })
})
