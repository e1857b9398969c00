import { execFileSync, spawn } from 'node:child_process'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toFailure } from '../../stages/failures.js'
import { passedTogether } from '../support/site-together.js'
import { readTogether } from '../support/read-apart.js'
import { readSiteApart, type ReadingApart } from '../../reading/read-site-apart.js'
import { boundsFor } from '../../reading/reading-bounds.js'
import { prepareReader } from '../../reading/start-reader.js'
import { wholeSite } from '../../harmonize/admitted-site.js'
import { passDoor } from '../../harmonize/door/door.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import { readSite } from '../../sources/read-site.js'
import { madeMapping } from '../harmonize/made-site.js'
import type { Receipt } from '../../sources/files/receipt.js'
import type { LookedAt } from '../../words/looked-at.js'
import { told } from '../../words/told.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-apart-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const mapping = madeMapping({
  files: { pt: { name: 'pt_*.csv', subject: { column: 'pid' } } },
  map: { subject: { from: 'pt', sex: { column: 'sx', codes: { m: 'male', f: 'female' } } } },
  identifiers: { drop: { pt: ['name'] } },
})

const key = identityKey({}, 'synthetic')
const never = new Promise<never>(() => undefined)
const site = () => ({ folder, study: 'made', mapping, key, share: 0.2 })

const apart = (own: Partial<ReadingApart> = {}): ReadingApart => ({
  bounds: boundsFor(0),
  settling: null,
  watch: { looked: () => undefined, begins: () => undefined, read: () => undefined },
  wants: () => Promise.resolve(true),
  take: async (_exports, passed) => {
    await passedTogether(passed)
  },
  cancelled: never,
  ...own,
})

const put = (rows: number, cell = 'm'): void => {
  const lines = Array.from({ length: rows }, (_, at) => `N${String(at).padStart(7, '0')},${cell},Name${at}`)
  writeFileSync(join(folder, 'pt_2024-03-31 Li Xiaoming.csv'), ['pid,sx,name', ...lines, ''].join('\n'))
}

const failureOf = async (own: Partial<ReadingApart>): Promise<unknown> =>
  readSiteApart(site(), apart(own)).catch((error: unknown) => error)

/** The processes that this one has started and that still go on. */
const children = (): readonly number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.includes('reader.ts'))
    .map(line => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === process.pid)
    .map(([pid]) => pid ?? 0)

const gone = () => expect.poll(children).toEqual([])

describe('H10, H11, M9: a site is read in a process of its own', () => {
  test('and gives what reading here gives, in parts, under the name that is shown', async () => {
    put(5_003)
    const { exports, passed } = await readTogether(site(), apart())
    const [here] = await readSite(folder, mapping)
    expect(exports[0]?.receipt).toEqual(here?.receipt)
    expect(exports[0]?.receipt.file).toBe('pt_*.csv, of 2024-03-31')
    const tables = (here?.tables ?? []).map(({ fileId, table }) => ({ fileId, file: here?.file ?? told``, table }))
    const door = passDoor({ study: 'made', mapping, key, tables, share: 0.2 })
    expect(passed).toEqual({ ...door, received: wholeSite(door.received) })
    expect(JSON.stringify({ exports, passed })).not.toMatch(/Xiaoming|Name7/)
    await gone()
  })

  test('what is known already does not pass the door again', async () => {
    put(3)
    const { exports, passed } = await readTogether(site(), apart({ wants: () => Promise.resolve(false) }))
    expect([exports[0]?.tables[0]?.rows, passed]).toEqual([3, null])
  })

  test('a refusal is named as it would be here', async () => {
    writeFileSync(join(folder, 'pt_2024-03-31.csv'), 'pid,sex\n1,m\n')
    const failure = toFailure(await failureOf({}), 'ingestSite')
    expect(failure).toMatchObject({ type: 'MappingIncomplete', nonRetryable: true })
    expect(failure.message).toMatch(/^site north, file pt_\*\.csv, of 2024-03-31: the mapping names 2 columns/)
  })

  test('a refusal says which column holds what a missing one held, where what was accepted last is known', async () => {
    put(40)
    const { exports } = await readTogether(site(), apart())
    const marks = new Set(exports[0]?.tables[0]?.headers.map(({ mark }) => mark))
    const words = new Map([
      ['m', 20],
      ['f', 20],
    ])
    const columns = new Map([['sx', { kind: 'text', words, spread: null, written: null }]])
    const known = new Map([['pt', { marks, columns }]])
    const renamed = join(folder, 'pt_2024-04-30.csv')
    writeFileSync(renamed, `pid,gender,name\n${Array.from({ length: 40 }, (_, at) => `N${at},m,X${at}`).join('\n')}\n`)
    const failure = await readSiteApart({ ...site(), known }, apart()).catch((error: unknown) => error)
    expect((failure as Error).message).toContain("column 2, which the mapping does not name, holds what 'sx' held")
  })

  test('more CPU seconds than its bound refuse the site by name, and it is not tried again', async () => {
    put(400_000)
    const failure = toFailure(await failureOf({ bounds: { cpuSeconds: 1, memoryMebibytes: 4_096 } }), 'ingestSite')
    expect(failure).toMatchObject({ type: 'ExportTooCostly', nonRetryable: true })
    expect(failure.message).toMatch(/^site north, file pt_\*\.csv, of 2024-03-31: it takes more than 1 CPU seconds/)
    await gone()
  })

  test('so does more memory', async () => {
    put(400_000)
    const failure = toFailure(await failureOf({ bounds: { cpuSeconds: 600, memoryMebibytes: 120 } }), 'ingestSite')
    expect(failure).toMatchObject({ type: 'ExportTooCostly', nonRetryable: true })
    expect(failure.message).toMatch(/more than 120 MiB of memory/)
  })

  test.each([
    ['zeros', '', /filled with zero bytes/],
    ['a text that zeros follow', 'id,sex\n1,2\n', /3221225472 bytes, more than/],
  ])('M9: three gigabytes of %s are refused before they are read', async (_, begin, says) => {
    const file = openSync(join(folder, 'pt_2024-03-31.csv'), 'w')
    writeSync(file, begin)
    ftruncateSync(file, 3 * 2 ** 30)
    closeSync(file)
    const failure = toFailure(await failureOf({ bounds: { cpuSeconds: 60, memoryMebibytes: 400 } }), 'ingestSite')
    expect(failure).toMatchObject({ type: 'ExportUnreadable', nonRetryable: true })
    expect(failure.message).toMatch(says)
  })

  test('a run that is called off ends the process', async () => {
    put(400_000)
    let cancel: (error: Error) => void = () => undefined
    const cancelled = new Promise<never>((_, reject) => {
      cancel = reject
    })
    const reading = failureOf({ cancelled })
    await expect.poll(() => children().length).toBe(1)
    cancel(new Error('called off'))
    expect(await reading).toMatchObject({ message: 'called off' })
    await gone()
  })

  test('a process that is ended while its parts are taken fails who takes them, and then the reading', async () => {
    put(100_000)
    const heard: unknown[] = []
    const failed = await failureOf({
      take: async (_exports, { parts }) => {
        try {
          for await (const part of parts)
            if (part.of === 'rows') for (const pid of children()) process.kill(pid, 'SIGKILL')
        } catch (error) {
          heard.push(error)
          throw error
        }
      },
    })
    expect(heard).toEqual([failed])
    expect(toFailure(failed, 'ingestSite')).toMatchObject({ type: 'ReaderStopped', nonRetryable: false })
  })

  test('what cannot be taken ends the process', async () => {
    put(100_000)
    expect(await failureOf({ take: () => Promise.reject(new Error('no room')) })).toMatchObject({ message: 'no room' })
    await gone()
  })

  test('a process that is ended from outside is worth another attempt', async () => {
    put(400_000)
    const reading = failureOf({})
    await expect.poll(() => children().length).toBe(1)
    for (const pid of children()) process.kill(pid, 'SIGTERM')
    expect(toFailure(await reading, 'ingestSite')).toMatchObject({ type: 'ReaderStopped', nonRetryable: false })
  })

  test('a process that ends by itself is named by its exit code, and tried again', async () => {
    put(3)
    // Node itself refuses such a bound.
    const refused = { cpuSeconds: 60, memoryMebibytes: Number.NaN }
    const ended = toFailure(await failureOf({ bounds: refused }), 'ingestSite')
    expect(ended).toMatchObject({ type: 'ReaderEnded', nonRetryable: false })
    expect(ended.message).toMatch(
      /^site north: the process that read its exports ended with exit code 9 before it answered/,
    )
  })

  test('in one that was prepared for it, where its bounds are those', async () => {
    put(3)
    prepareReader(boundsFor(0))
    prepareReader(boundsFor(0))
    const [prepared] = children()
    expect(children()).toEqual([prepared])
    const seen: (readonly number[])[] = []
    const wants = (): Promise<boolean> => {
      seen.push(children())
      return Promise.resolve(true)
    }
    const { exports } = await readTogether(site(), apart({ wants }))
    expect(exports).toHaveLength(1)
    expect(seen).toEqual([[prepared]])
    await gone()
  })

  test('in a new one where the prepared one has ended or has other bounds, which ends by itself', async () => {
    put(3)
    prepareReader(boundsFor(0))
    const [prepared] = children()
    process.kill(prepared ?? 0, 'SIGKILL')
    await gone()
    // Until this process has heard of it.
    await new Promise(resolve => setTimeout(resolve, 200))
    prepareReader({ ...boundsFor(0), cpuSeconds: 7 })
    const [other] = children()
    const seen: (readonly number[])[] = []
    const wants = (): Promise<boolean> => {
      seen.push(children().filter(pid => pid !== other))
      return Promise.resolve(true)
    }
    expect((await readTogether(site(), apart({ wants }))).exports).toHaveLength(1)
    // However long that took, the one of other bounds was not the one that read.
    expect(other).toBeDefined()
    expect(seen.map(pids => pids.length)).toEqual([1])
    await gone()
    prepareReader(boundsFor(0))
    expect((await readTogether(site(), apart())).exports).toHaveLength(1)
    await gone()
  })

  test('and ends with the process that asked, however busy it is', async () => {
    put(400_000)
    const module = pathToFileURL(join(process.cwd(), 'reading', 'read-site-apart.ts')).href
    const asked = JSON.stringify(site())
    // Known by a bound of its own, whatever else is read on this machine.
    const own = 600 + process.pid
    const program = join(folder, 'asker.mjs')
    writeFileSync(
      program,
      `import { readSiteApart } from '${module}'
       const bounds = { cpuSeconds: ${own}, memoryMebibytes: 4096 }
       const cancelled = new Promise(() => {})
       const wants = async () => true
       const take = async () => new Promise(() => {})
       const watch = { looked() {}, begins() {}, read() {} }
       await readSiteApart(${asked}, { bounds, settling: null, watch, wants, take, cancelled })`,
    )
    const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
    const asker = spawn(process.execPath, ['--import', loader, program], { stdio: 'ignore' })
    const readers = (): number =>
      execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).split(`"cpuSeconds":${own},`).length - 1
    await expect.poll(readers).toBe(1)
    asker.kill('SIGKILL')
    await expect.poll(readers).toBe(0)
  })
})

test('who asked hears of all files before one is read, then of each as it is read', async () => {
  put(2)
  const heard: string[] = []
  const watch = {
    looked: (files: readonly LookedAt[]) =>
      void heard.push(...files.map(({ bytes }) => `looked, ${String(bytes)} bytes`)),
    begins: (file: string) => void heard.push(`begins ${file}`),
    read: ({ file, rows }: Receipt) => void heard.push(`read ${file}, ${rows} rows`),
  }
  await failureOf({ watch })
  const file = 'pt_*.csv, of 2024-03-31'
  expect(heard).toEqual(['looked, 46 bytes', `begins ${file}`, `read ${file}, 2 rows`])
})
