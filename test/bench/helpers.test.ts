import { readFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadStudy } from '../../protocol/load/load-study.js'
import { best, median, slopeOf } from './measure/growth.js'
import { measureInTurns, orderOfTurns } from './measure/in-turns.js'
import { measureProcess } from './measure/measure-process.js'
import { sizesOf } from './measure/options.js'
import { turnsTable } from './measure/turns-table.js'
import { writeLaboratory, writeRegister, writeScaleStudy } from './scale/scale-study.js'

test('the slope of growth is that of the logarithms', () => {
  const of = (power: number) => [10, 100, 1_000].map(n => ({ n, value: 3 * n ** power }))
  expect(slopeOf(of(1))).toBeCloseTo(1, 12)
  expect(slopeOf(of(0.5))).toBeCloseTo(0.5, 12)
  expect(slopeOf([{ n: 10, value: 2 }])).toBeNull()
  expect([best([3, 1, 2]), median([3, 1, 2]), best([]), median([])]).toEqual([1, 2, null, null])
})

test('contenders take turns there and back', () => {
  expect(orderOfTurns(['A', 'B'], 3)).toEqual([
    ['A', 'B'],
    ['B', 'A'],
    ['A', 'B'],
  ])
})

test('a size that failed is a row with its reason, and is not tried again', async () => {
  let tries = 0
  const used = { milliseconds: 2_000, cpuMilliseconds: 1_000, peakBytes: 5e6, peakSharedOnce: 4e6, peakOfOne: 3e6 }
  const measured = await Promise.all(
    [100, 1_000].map(n =>
      measureInTurns(
        [
          {
            name: 'ours',
            run: () => {
              if (n === 1_000) tries += 1
              return Promise.resolve(n === 1_000 ? { failed: 'out of memory' } : { used, output: '' })
            },
          },
          { name: 'peer', run: () => Promise.resolve({ used: { ...used, milliseconds: 20 * n }, output: '' }) },
        ],
        n,
        2,
      ),
    ),
  )
  expect(tries).toBe(1)
  expect(turnsTable(measured.flat()).split('\n').slice(2)).toEqual([
    '| ours | 100 | 2.00 | 2.00 | 1.00 | 1.00 | 5 | 4 | 3 | – | – |',
    '| ours | 1,000 | failed: out of memory |  |  |  |  |  |  |  |  |',
    '| peer | 100 | 2.00 | 2.00 | 1.00 | 1.00 | 5 | 4 | 3 |  |  |',
    '| peer | 1,000 | 20.00 | 20.00 | 1.00 | 1.00 | 5 | 4 | 3 | 1.00 | 0.00 |',
  ])
})

test('a program that fails or takes too long says so', async () => {
  const node = (script: string) => ({ command: process.execPath, args: ['-e', script] })
  expect(await measureProcess(node('console.error("no room"); process.exit(3)'), 20)).toEqual({
    failed: 'ended with 3: no room',
  })
  expect(await measureProcess(node('setTimeout(() => {}, 60000)'), 0.3)).toEqual({ failed: 'not done after 0.3 s' })
  expect(await measureProcess({ command: 'there-is-no-such-program', args: [] }, 5)).toHaveProperty('failed')
  const done = await measureProcess(node('process.stdout.write("true\\n")'), 60)
  expect(done).toMatchObject({ output: 'true\n' })
})

test('sizes are whole numbers', () => {
  expect(sizesOf(['--sizes', '10,200'], [1])).toEqual([10, 200])
  expect(sizesOf([], [1])).toEqual([1])
  expect(() => sizesOf(['--sizes', '1e3x'], [1])).toThrow('whole numbers')
})

test('the scale study is one that the product takes, and its exports are the same each time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-bench-'))
  try {
    for (const [name, labs] of [
      ['scale-wide', 'wide'],
      ['scale-long', 'long'],
    ] as const) {
      writeScaleStudy(join(folder, name), { matching: labs === 'wide', labs })
      expect((await loadStudy(join(folder, name))).study.study).toBe(name)
    }
    const [register, again, laboratory] = ['a.csv', 'b.csv', 'c.csv'].map(name => join(folder, name))
    await writeRegister(register ?? '', 3, 'wide')
    await writeRegister(again ?? '', 3, 'wide')
    await writeLaboratory(laboratory ?? '', 250)
    const lines = readFileSync(register ?? '', 'utf8')
      .trim()
      .split('\n')
    expect(lines.map(line => line.split(',').length)).toEqual([21, 21, 21, 21])
    expect(readFileSync(again ?? '', 'utf8')).toBe(`${lines.join('\n')}\n`)
    const rows = readFileSync(laboratory ?? '', 'utf8')
      .trim()
      .split('\n')
      .slice(1)
    expect(new Set(rows.map(row => row.split(',')[0]))).toEqual(new Set(['1', '2', '3']))
    expect(
      new Set(
        rows.map(row =>
          row
            .split(',')
            .filter((_, at) => at !== 2)
            .join(),
        ),
      ).size,
    ).toBe(250)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
