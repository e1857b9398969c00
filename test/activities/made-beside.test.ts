import { expect, test } from 'vitest'
import { madeBeside, threadsBeside } from '../../activities/outputs/made-beside.js'
import { buffersIn, type PartMaker } from '../../activities/outputs/thread-answers.js'
import type { Doubling } from './thread-of-parts.js'

interface Doubled {
  readonly part: number
  readonly numbers: Float64Array
  readonly apart: boolean
}

const doubled = (part: number): Doubled => ({ part, numbers: Float64Array.of(part * 2), apart: false })

const here: PartMaker<number, Doubled> = { read: part => Promise.resolve(part), make: doubled }

const slow: PartMaker<number, Doubled> = {
  read: async part => {
    await new Promise(resolve => setTimeout(resolve, 30))
    return part
  },
  make: doubled,
}

const made = async (
  count: number,
  threads: number,
  data: Partial<Doubling> = {},
  maker: PartMaker<number, Doubled> = here,
): Promise<readonly Doubled[]> => {
  const all: Doubled[] = []
  const program = new URL('./thread-of-parts.ts', import.meta.url)
  const work = { count, here: maker, program, data: { by: 2, failsAt: null, endsAt: null, ...data } }
  for await (const one of madeBeside(work, threads)) all.push(one)
  return all
}

test('parts come in their order, whoever made them', async () => {
  const all = await made(60, 2, {}, slow)
  expect(all.map(({ part }) => part)).toEqual(Array.from({ length: 60 }, (_, part) => part))
  expect(all.map(({ numbers }) => numbers[0])).toEqual(Array.from({ length: 60 }, (_, part) => part * 2))
  expect(new Set(all.map(({ apart }) => apart))).toEqual(new Set([true, false]))
})

test('without a thread all is made here', async () => {
  expect((await made(5, 0)).map(({ apart }) => apart)).toEqual([false, false, false, false, false])
  expect(await made(0, 0)).toEqual([])
})

test('few parts are made without threads, and many leave a core to who gathers them', () => {
  expect([threadsBeside(0), threadsBeside(15)]).toEqual([0, 0])
  expect(threadsBeside(16)).toBeLessThanOrEqual(3)
})

test('no more than a few parts are made before they are wanted', async () => {
  const begun: number[] = []
  const read = (part: number): Promise<number> => {
    begun.push(part)
    return here.read(part)
  }
  const counted = { ...here, read }
  const program = new URL('./thread-of-parts.ts', import.meta.url)
  const data = { by: 2, failsAt: null, endsAt: null }
  for await (const { part } of madeBeside({ count: 40, here: counted, program, data }, 1)) {
    expect(Math.max(0, ...begun)).toBeLessThanOrEqual(part + 5)
    if (part === 10) break
  }
})

test('the next part is read before one is made', async () => {
  const steps: string[] = []
  const read = (part: number): Promise<number> => {
    steps.push(`read ${String(part)}`)
    return Promise.resolve(part)
  }
  const make = (part: number): Doubled => {
    steps.push(`make ${String(part)}`)
    return doubled(part)
  }
  await made(3, 0, {}, { read, make })
  expect(steps).toEqual(['read 0', 'read 1', 'make 0', 'read 2', 'make 1', 'make 2'])
})

test('what could not be read fails the work when its turn has come, and is read before it ends', async () => {
  const read = (part: number): Promise<number> =>
    part === 2 ? Promise.reject(new Error('part 2 is gone')) : Promise.resolve(part)
  await expect(made(9, 0, {}, { ...here, read })).rejects.toThrow('part 2 is gone')
  let read1 = false
  const late = async (part: number): Promise<number> => {
    if (part === 1) await new Promise(resolve => setTimeout(resolve, 50)).then(() => (read1 = true))
    return part
  }
  const make = (): Doubled => {
    throw new Error('no part is made')
  }
  await expect(made(9, 0, {}, { read: late, make })).rejects.toThrow('no part is made')
  expect(read1).toBe(true)
})

test('what a thread refuses is refused here by its own words', async () => {
  await expect(made(3, 1, { failsAt: 1 }, slow)).rejects.toThrow('part 1 is bad')
})

test('a thread that ends fails the work that it was to do', async () => {
  await expect(made(3, 1, { endsAt: 0 }, slow)).rejects.toThrow('a thread ended with 7')
})

test('whole buffers pass, and a view of a part of one is copied', () => {
  const whole = Float64Array.of(1, 2)
  const tree = { whole, again: [whole], part: whole.subarray(1), map: new Map([['a', { bytes: Uint8Array.of(3) }]]) }
  expect([...buffersIn(tree)].map(({ byteLength }) => byteLength)).toEqual([16, 1])
})
