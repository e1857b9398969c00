import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ComparedSequences, comparedSequences } from '../runs/equal-inputs/compared-sequences.js'

let compared: ComparedSequences

beforeAll(async () => {
  compared = await comparedSequences()
})

afterAll(() => compared.close())

test.each(Array.from({ length: 20 }, (_, part) => 1 + part * 10))(
  'equal lists of inputs give equal results in a fresh database, whatever came before: ten seeds from %i of two hundred',
  async from => {
    for (let seed = from; seed < from + 10; seed += 1) await compared.compare(seed)
  },
)

test('the sequences met reruns, refused exports and sites without data', () => {
  for (const times of Object.values(compared.met)) expect(times).toBeGreaterThan(20)
})
