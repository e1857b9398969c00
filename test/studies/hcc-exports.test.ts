import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeExports } from '../../studies/hcc-pulmonary-metastasis/synthetic/exports.js'
import { checkDigit } from '../../studies/hcc-pulmonary-metastasis/synthetic/people.js'
import { inventPeople } from '../../studies/hcc-pulmonary-metastasis/synthetic/people.js'
import { formatTruth, parseTruth } from '../../studies/hcc-pulmonary-metastasis/synthetic/truth.js'

const synthetic = join(import.meta.dirname, '../../studies/hcc-pulmonary-metastasis/synthetic')

const truthText = await readFile(join(synthetic, 'truth.csv'), 'utf8')
const truth = parseTruth(truthText)

test('the truth is read and written without loss', () => {
  expect(formatTruth(truth)).toBe(truthText)
})

test('the committed exports are written from the truth byte for byte', async () => {
  const made = await makeExports(truth)
  const folder = join(synthetic, 'exports')
  const committed = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
  expect([...made.keys()].sort()).toEqual(committed.sort())
  for (const [path, bytes] of made) {
    const stands = Buffer.from(bytes).equals(await readFile(join(folder, path)))
    expect(stands, path).toBe(true)
  }
})

test('writing the exports twice gives the same bytes', async () => {
  const [once, again] = [await makeExports(truth), await makeExports(truth)]
  for (const [path, bytes] of once)
    expect(Buffer.from(bytes).equals(again.get(path) ?? new Uint8Array()), path).toBe(true)
})

test('every invented resident identity number has the valid form and a region that does not exist', () => {
  for (const { residentId } of inventPeople(truth).values()) {
    expect(residentId).toMatch(/^990000(19|20)\d{9}[\dX]$/)
    expect(residentId.at(-1)).toBe(checkDigit(residentId.slice(0, 17)))
  }
})

test('two persons are known at two hospitals by one number', () => {
  const people = inventPeople(truth)
  const again = truth.filter(({ story }) => story === 'second-hospital')
  expect(again).toHaveLength(2)
  for (const row of again) {
    const first = truth.find(({ id }) => id === row.samePerson)
    expect(first?.site).not.toBe(row.site)
    expect(people.get(row.id)?.residentId).toBe(people.get(row.samePerson)?.residentId)
  }
})
