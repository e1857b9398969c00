import { expect, test } from 'vitest'
import type { ReceivedSite, ReceivedTable } from '../../harmonize/received-site.js'
import { partsOf, type ReceivedPart } from '../../harmonize/received-parts.js'
import type { Cell } from '../../sources/source-record.js'
import { told, toldId } from '../../words/told.js'
import { admitted } from '../support/admitted.js'
import { expectSame } from '../support/expect-same.js'
import { siteTogether } from '../support/site-together.js'

const count = 600_000

const column = (distinct: number) => ({
  codes: distinct > 2 ** 16 ? new Int32Array(count) : new Uint16Array(count),
  cells: Array.from({ length: distinct }, (_, at): Cell =>
    at === 0 ? { kind: 'empty' } : { kind: 'text', text: `${at}` },
  ),
})

const numbered = (length: number, most: number): Int32Array => Int32Array.from({ length }, (_, at) => (at * 7) % most)

const table = (fileId: string, links: boolean): ReceivedTable => {
  const [few, many] = [column(30_000), column(70_000)]
  few.codes.set(numbered(count, 30_000))
  many.codes.set(numbered(count, 70_000))
  return {
    fileId,
    file: toldId(fileId),
    sheet: told`-`,
    count,
    rows: numbered(count, count).sort(),
    subjects: numbered(count, 25_000),
    links: links ? numbered(count, 12_000) : null,
    linkKeys: links ? Array.from({ length: 12_000 }, (_, at) => `link ${at}`) : [],
    held: new Map([
      [3, told`held`],
      [599_999, told`held as well`],
    ]),
    columns: new Map([
      ['few', few],
      ['many', many],
    ]),
  }
}

const nobody: ReceivedTable = {
  ...{ fileId: 'none', file: told`none`, sheet: told`-`, count: 0, rows: new Int32Array(), subjects: new Int32Array() },
  ...{
    links: null,
    linkKeys: [],
    held: new Map(),
    columns: new Map([['few', { codes: new Uint8Array(), cells: [{ kind: 'empty' }] }]]),
  },
}

/** Parts as they come from another process. */
const sent = function* (site: ReceivedSite): Generator<ReceivedPart> {
  for (const part of partsOf(admitted(site))) yield structuredClone(part)
}

test.each([true, false])('a site that is taken apart and put together is the same, open ids: %s', async open => {
  const keys = Array.from({ length: 25_000 }, (_, at) => `key ${at}`)
  const site: ReceivedSite = {
    subjects: { keys, openIds: open ? keys.map(key => key.slice(4)) : null },
    tables: [table('a', true), nobody, table('b', false)],
  }
  expectSame(await siteTogether(sent(site)), site)
})

test('no part is large', () => {
  const keys = Array.from({ length: 25_000 }, (_, at) => `key ${at}`)
  for (const part of partsOf(admitted({ subjects: { keys, openIds: null }, tables: [table('a', true)] }))) {
    if (part.of === 'rows') expect(part.rows.length).toBeLessThanOrEqual(16_384)
    else if (part.of === 'cells') expect(part.cells.length).toBeLessThanOrEqual(10_000)
    else if (part.of === 'link keys') expect(part.keys.length).toBeLessThanOrEqual(10_000)
    else if (part.of === 'subjects') expect(part.ends.lengths.length).toBeLessThanOrEqual(16_384)
  }
})

test('a site of which nothing passed has no part', () => {
  expect([...partsOf(admitted({ subjects: { keys: [], openIds: null }, tables: [] }))]).toEqual([])
})
