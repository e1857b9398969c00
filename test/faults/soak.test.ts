import { expect, test } from 'vitest'
import { soak } from '../soak/soak.js'

// Long ones: npm run test:long. This one shows that the short way holds, and that the soak itself works.
test('nights that are disturbed every few seconds end as if nothing had been (F1, F7, F10, F13, F24, F26)', async () => {
  const lines: string[] = []
  const { nights, quiet, faults, complaints } = await soak({
    seed: 20_260_301,
    nights: 12,
    studies: 2,
    minutes: null,
    tell: line => lines.push(line),
  })
  expect(complaints, lines.join('\n')).toEqual([])
  expect(quiet.map(({ ended }) => ended)).toEqual(['final', 'final', 'final', 'final'])
  expect(nights.map(({ ended }) => ended)).toEqual(Array(12).fill('final'))
  expect(faults.length).toBeGreaterThan(1)
})
