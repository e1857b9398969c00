import { expect, test } from 'vitest'
import type { HarmonizedSite } from '../../../harmonize/harmonize-site.js'
import type { SharedColumns } from '../../../harmonize/shared-columns.js'
import type { SiteMapping } from '../../../protocol/language/site.js'
import type { DomainName } from '../../../protocol/schema/domains.js'
import { rowsHash, type SiteRows } from '../../../runs/rows-hash.js'
import { siteBlocks } from '../../../sql/blocks/block-of-site.js'
import { troubledCells } from '../../../runs/troubled-cells.js'
import { harmonizeTexts, madeMapping } from '../../harmonize/made-site.js'
import { told } from '../../../words/told.js'
import { domainOfColumns } from '../../support/domain-of-columns.js'
import { receiptsOf } from '../../support/made-receipts.js'

const written = {
  files: {
    p: { name: 'p.csv', subject: { column: 'id' } },
    l: { name: 'l.csv', subject: { column: 'id' } },
  },
  identifiers: { link: { file: 'p', column: 'card' } },
  map: {
    subject: { from: 'p', sex: { column: 'sex', codes: { m: 'male', M: 'male', f: 'female' } } },
    lab: { from: 'l', test: 'test', result: { column: 'value', unit: { column: 'unit' } }, date: 'day' },
    contact: { from: 'l', when: { test: ['seen'] }, status: { constant: 'alive' }, date: 'day' },
  },
}
const mapping = madeMapping(written)

const texts = {
  p: ['id,card,sex', 'A,1,m', 'B,2,f', 'C,3,f'],
  l: [
    'id,test,value,unit,day',
    'A,albumin,40,g/L,2021-03-01',
    'B,albumin,4.1,g/dL,2021-03-02',
    'C,albumin,forty,g/L,2021-03-02',
    'C,crp,3,mg/L,2021-03-05',
    'C,seen,,,2021-04-05',
  ],
}
type Texts = Readonly<Record<keyof typeof texts, readonly string[]>>

/** The hash of rows that it hears as they are written. */
const hashOfRows = (site: SiteRows): string => {
  const hash = rowsHash(site)
  const { subjects, held, fileIds, domains } = site.harmonized
  const { keys, linkKeys } = subjects
  const { blocks } = siteBlocks({ subjects: { keys, linkKeys, held }, fileIds, domains }, hash.take)
  while (blocks.next().done !== true);
  return hash.digest()
}

const hashOf = async (lines: Texts, by: SiteMapping = mapping): Promise<string> => {
  const { door, site } = await harmonizeTexts(by, { p: `${lines.p.join('\n')}\n`, l: `${lines.l.join('\n')}\n` })
  const troubled = troubledCells(receiptsOf(door.files), [...door.issues, ...site.issues])
  return hashOfRows({ mapping: by, harmonized: site.columns, troubled })
}

const withLine = (line: string, other: string): Texts => ({
  p: texts.p.map(one => (one === line ? other : one)),
  l: texts.l.map(one => (one === line ? other : one)),
})

test('equal rows have one hash, under whatever names their files come', async () => {
  const renamed = madeMapping({
    ...written,
    files: { p: { ...written.files.p, name: 'people.csv' }, l: { ...written.files.l, name: 'results.csv' } },
  })
  expect(await hashOf(texts)).toBe(await hashOf(texts))
  expect(await hashOf(texts, renamed)).toBe(await hashOf(texts))
})

test.each([
  ['a value', 'A,albumin,40,g/L,2021-03-01', 'A,albumin,41,g/L,2021-03-01'],
  ['a value as received', 'A,albumin,40,g/L,2021-03-01', 'A,albumin,40.0,g/L,2021-03-01'],
  ['a code as received', 'A,1,m', 'A,1,M'],
  ['a unit as received', 'A,albumin,40,g/L,2021-03-01', 'A,albumin,4,g/dL,2021-03-01'],
  ['a day', 'C,crp,3,mg/L,2021-03-05', 'C,crp,3,mg/L,2021-03-06'],
  ['what holds a cell', 'C,albumin,forty,g/L,2021-03-02', 'C,albumin,4.0 furlongs,g/L,2021-03-02'],
  ['a link', 'B,2,f', 'B,4,f'],
  ['a subject', 'B,2,f', 'E,2,f'],
])('%s changes it', async (_, line, other) => {
  expect(await hashOf(withLine(line, other))).not.toBe(await hashOf(texts))
})

test('so do a place, a reason why a subject is held, and what a mapping names', async () => {
  const { p, l } = texts
  const base = await hashOf(texts)
  expect(await hashOf({ p, l: [l[0] ?? '', '', ...l.slice(1)] })).not.toBe(base)
  expect(await hashOf({ p: [...p, 'A,1,f'], l })).not.toBe(await hashOf({ p: [...p, 'D,1,f'], l }))
  const fileIds = madeMapping({
    ...written,
    files: { p: written.files.p, m: written.files.l },
    map: { ...written.map, lab: { ...written.map.lab, from: 'm' }, contact: { ...written.map.contact, from: 'm' } },
  })
  const { door, site } = await harmonizeTexts(fileIds, { p: `${p.join('\n')}\n`, m: `${l.join('\n')}\n` })
  const troubled = troubledCells(receiptsOf(door.files), site.issues)
  expect(hashOfRows({ mapping: fileIds, harmonized: site.columns, troubled })).not.toBe(base)
})

/** The same columns with other numbers for the same values. */
const recoded = (columns: SharedColumns): SharedColumns => ({
  ...columns,
  fields: Object.fromEntries(
    Object.entries(columns.fields).map(([name, { codes, values }]) => [
      name,
      {
        codes: Int32Array.from(codes, code => (code === 0 ? 0 : values.length - code)),
        values: [null, ...values.slice(1).reverse()],
      },
    ]),
  ),
})

test('the numbers by which values are coded are not in it', async () => {
  const { site } = await harmonizeTexts(mapping, { p: texts.p.join('\n'), l: texts.l.join('\n') })
  const domains = Object.fromEntries(
    Object.entries(site.columns.domains).map(([domain, own]) => [
      domain as DomainName,
      domainOfColumns(recoded(own.between(0, site.columns.subjects.keys.length))),
    ]),
  )
  const other: HarmonizedSite = { ...site.columns, domains }
  const hash = hashOfRows({ mapping, harmonized: site.columns, troubled: [] })
  expect(hashOfRows({ mapping, harmonized: other, troubled: [] })).toBe(hash)
  const held = new Map([[1, told`a reason`]])
  expect(hashOfRows({ mapping, harmonized: { ...site.columns, held }, troubled: [] })).not.toBe(hash)
})

test('of more rows than are gone over at once each counts, whatever array has their codes', () => {
  const count = 40_000
  const code = (text: string) => ({ kind: 'code', code: text, received: text }) as const
  const values = [null, code('b'), code('a'), code('c')]
  const of = (codes: Uint8Array | Uint16Array | Int32Array): string => {
    const rows = Int32Array.from(codes, (_, row) => row)
    const lab: SharedColumns = {
      ...{ count, starts: Int32Array.of(0, count), files: new Uint8Array(count), rows },
      fields: { test: { codes, values } },
    }
    const subjects = { keys: ['A'], openIds: null, linkKeys: [null] }
    return hashOfRows({
      mapping,
      harmonized: { subjects, held: new Map(), fileIds: ['l'], domains: { lab: domainOfColumns(lab) } },
      troubled: [],
    })
  }
  const codes = Uint8Array.from({ length: count }, (_, row) => 1 + (row % 3))
  const hash = of(codes)
  expect(of(Uint16Array.from(codes))).toBe(hash)
  expect(of(Int32Array.from(codes))).toBe(hash)
  for (const row of [0, 16_384, count - 1]) {
    for (const other of [0, 1 + ((row + 1) % 3)]) expect(of(codes.with(row, other))).not.toBe(hash)
  }
  const one = of(new Uint8Array(count).fill(1))
  expect(one).not.toBe(of(new Uint8Array(count).fill(2)))
  expect(one).not.toBe(of(new Uint8Array(count).fill(1).with(count - 1, 0)))
})
