import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSite } from '../../sources/read-site.js'
import { awaitSettled, type Settling } from '../../sources/files/settle-export.js'
import { madeMapping } from '../harmonize/made-site.js'
import { told } from '../../words/told.js'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-settling-'))
  path = join(folder, 'pt.csv')
  writeFileSync(path, 'pid,sx\nN001,m\n')
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

interface Watched {
  readonly settling: Settling
  readonly told: string[]
  readonly waits: () => number
}

/** Waiting in a time of its own, long before that of the disk, so that only what is seen to change counts. */
const watched = (meanwhile: (nth: number) => void, quiet = 3_000): Watched => {
  let time = 0
  let nth = 0
  const told: string[] = []
  return {
    told,
    waits: () => nth,
    settling: {
      quietMilliseconds: quiet,
      patienceMilliseconds: 20 * quiet,
      now: () => time,
      wait: milliseconds => {
        time += milliseconds
        nth += 1
        meanwhile(nth)
        return Promise.resolve()
      },
      tell: file => {
        told.push(file)
        return Promise.resolve()
      },
    },
  }
}

const mapping = madeMapping({
  files: { pt: { name: 'pt*.csv', subject: { column: 'pid' } } },
  map: { subject: { from: 'pt', sex: { column: 'sx', codes: { m: 'male', f: 'female' } } } },
})

const rowsRead = async (settling: Settling): Promise<number> => {
  const [read] = await readSite(folder, mapping, settling)
  return read?.receipt.rows ?? 0
}

test('F16: a file that grows by a line every second is read when it has grown', async () => {
  const { settling, told, waits } = watched(nth => {
    if (nth <= 20) appendFileSync(path, `N1${nth},f\n`)
  })
  expect(await rowsRead(settling)).toBe(21)
  expect(waits()).toBeGreaterThanOrEqual(23)
  expect(told).toEqual(['pt*.csv'])
})

test('F16: an upload that comes in two halves is read whole', async () => {
  const { settling } = watched(nth => {
    if (nth === 2) appendFileSync(path, 'N002,f\nN003,m\n')
  })
  expect(await rowsRead(settling)).toBe(3)
})

test('F16: a file that never comes to rest is refused by name', async () => {
  const { settling, waits } = watched(nth => {
    appendFileSync(path, `N1${nth},f\n`)
  })
  await expect(rowsRead(settling)).rejects.toMatchObject({
    name: 'ExportUnreadable',
    message: expect.stringMatching(/pt\*\.csv: still being written: .* 60 s/) as string,
    retryable: false,
  })
  expect(waits()).toBe(60)
})

test.each(['pt.csv.ok', '_COMPLETE'])('the marker %s ends the wait, and is no export itself', async marker => {
  writeFileSync(join(folder, marker), '')
  const { settling, waits } = watched(() => undefined)
  expect(await rowsRead(settling)).toBe(1)
  expect(waits()).toBe(0)
})

test('a marker that comes while a file is waited for ends the wait', async () => {
  const { settling, waits } = watched(nth => {
    if (nth === 5) writeFileSync(`${path}.ok`, '')
  }, 60_000)
  await awaitSettled('north', told`pt.csv`, path, settling)
  expect(waits()).toBe(5)
})

test('a marker of an earlier delivery says nothing of a file that came after it', async () => {
  writeFileSync(join(folder, '_COMPLETE'), '')
  await new Promise(done => setTimeout(done, 20))
  appendFileSync(path, 'N002,f\n')
  const { settling, waits } = watched(() => undefined)
  await awaitSettled('north', told`pt.csv`, path, settling)
  expect(waits()).toBe(3)
})

test.each([
  [3_000, 0],
  [2_999, 1],
])('a file that has rested for %d ms of 3,000 by the clock waits %d times', async (rested, times) => {
  const { settling, waits } = watched(() => undefined)
  const started = statSync(path).ctimeMs + rested
  await awaitSettled('north', told`pt.csv`, path, { ...settling, now: () => started + settling.now() })
  expect(waits()).toBe(times)
})
