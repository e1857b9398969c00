import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyStatistics } from './verify/main.js'

let place = ''

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'verify-'))
})

afterAll(() => {
  rmSync(place, { recursive: true })
})

// A folder of four subjects: half die at 1 and 3, "b, or ""c""" holds a comma and quotes.
const data = '"time","event","arm"\n1,1,"a"\n2,0,"b, or ""c"""\n3,1,"a"\n4,0,"b, or ""c"""\n'
const analysis = {
  id: 'logrank-arm',
  type: 'logrank',
  spec: { time: 'time', event: 'event', group: 'arm' },
  rCall: 'survdiff',
  result: {
    groups: ['arm=a', 'arm=b, or "c"'],
    n: [2, 2],
    observed: [2, 0],
    expected: [1, 1],
    varMatrix: [
      [0.5, -0.5],
      [-0.5, 0.5],
    ],
    chisq: 2,
    df: 1,
    p: 0.15729920705028513,
    logP: -1.8496055099332482,
    obsByStratum: null,
    expByStratum: null,
    naDropped: 0,
  },
}

const folder = (name: string, expected: unknown, csv = data): string => {
  const path = join(place, name)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'data.csv'), csv)
  writeFileSync(join(path, 'expected.json'), typeof expected === 'string' ? expected : JSON.stringify(expected))
  return path
}

const fixture = (...analyses: readonly unknown[]) => ({
  meta: { dataset: 'four', factors: { arm: ['a', 'b, or "c"'] } },
  analyses,
})

const run = (...folders: readonly string[]): { readonly code: number; readonly lines: readonly string[] } => {
  const lines: string[] = []
  const code = verifyStatistics(folders, line => lines.push(line))
  return { code, lines }
}

test('a folder that agrees passes; its levels may hold commas and quotes', () => {
  expect(run(folder('right', fixture(analysis)))).toMatchObject({ code: 0 })
  const { code, lines } = run(folder('right', fixture(analysis)))
  expect([code, lines.at(-1)]).toEqual([0, '1 passed, 0 failed'])
})

test('several folders are one table and one last line; one that fails makes the command fail', () => {
  const wrong = { ...analysis, result: { ...analysis.result, chisq: 2 * (1 + 1e-6) } }
  const { code, lines } = run(folder('right', fixture(analysis)), folder('wrong', fixture(analysis, wrong)))
  expect([code, lines.at(-1)]).toEqual([1, '2 passed, 1 failed'])
  expect(lines.filter(line => line.startsWith('logrank'))).toHaveLength(1)
  expect(lines.join('\n')).toContain('chisq: expected 2.000002, found 2')
})

test.each([
  ['a folder that does not exist', () => join(place, 'nowhere')],
  ['a folder without fixtures', () => mkdtempSync(join(place, 'empty-'))],
  ['a file that is no JSON', () => folder('broken', '{"meta": {')],
  ['JSON that is no fixture', () => folder('other', { analyses: 3 })],
  ['a fixture without an analysis', () => folder('none', fixture())],
  ['an analysis that nobody knows', () => folder('tarot', fixture({ ...analysis, type: 'tarot' }))],
  ['an analysis named as what every object has', () => folder('proto', fixture({ ...analysis, type: 'toString' }))],
  ['a column that is missing', () => folder('column', fixture({ ...analysis, spec: { time: 'time', event: 'sex' } }))],
  ['an analysis without an answer', () => folder('empty', fixture({ ...analysis, result: {} }))],
  ['a data file that is missing', () => folder('csv', fixture(analysis), '')],
])('%s is a failure, not passed over', (_, make) => {
  const { code, lines } = run(make())
  expect(code).toBe(1)
  expect(lines.at(-1)).toBe('0 passed, 1 failed')
})
