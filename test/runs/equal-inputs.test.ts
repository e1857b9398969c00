import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ComparedSequences, comparedSequences } from './equal-inputs/compared-sequences.js'

// Two hundred are compared in `test/long`.
const sequences = 40

let compared: ComparedSequences

beforeAll(async () => {
  compared = await comparedSequences()
})

afterAll(() => compared.close())

test.each(Array.from({ length: sequences / 10 }, (_, part) => 1 + part * 10))(
  'equal lists of inputs give equal results in a fresh database, whatever came before: seeds from %i',
  async from => {
    for (let seed = from; seed < from + 10; seed += 1) await compared.compare(seed)
  },
)

test('the sequences met reruns, refused exports and sites without data', () => {
  const { reported, reused, lastGood, leftOut } = compared.met
  expect(reported).toBeGreaterThan(sequences)
  for (const times of [reused, lastGood, leftOut]) expect(times).toBeGreaterThan(sequences / 10)
})
