import { describe, expect, test } from 'vitest'
import type { SiteMapping } from '../../../protocol/language/site.js'
import { madeMapping } from '../made-site.js'
import {
  compareTexts,
  inShort,
  long,
  longText,
  people,
  type Person,
  summaryOf,
  wide,
  wideText,
} from './compared-texts.js'

type Texts = Readonly<Record<string, string>>

const layouts: readonly (readonly [string, SiteMapping, (persons: readonly Person[]) => Texts])[] = [
  ['one wide file', wide, wideText],
  ['four long files in Chinese', long, longText],
]

const headOf = (text: string, rows: number): string =>
  text
    .split('\n')
    .slice(0, rows + 1)
    .join('\n')

const alive = (person: Person): Person => ({ ...person, fate: 'alive' })
const idsOf = (persons: readonly Person[], ids: readonly Person[]): readonly Person[] =>
  persons.map((person, at) => ({ ...person, id: ids[at]?.id ?? '' }))

describe.each(layouts)('%s', (_name, mapping, textOf) => {
  const compare = async (before: readonly Person[], now: readonly Person[]): Promise<readonly string[]> =>
    inShort(await compareTexts(mapping, textOf(before), textOf(now)))

  test('the same export and one with later follow-up and new subjects are accepted without a word', async () => {
    const before = people(20)
    const later = people(24).map(p => (p.fate === 'alive' ? { ...p, seen: `2023${p.seen.slice(4)}` } : p))
    expect(await compare(before, before)).toEqual([])
    expect(await compare(before, later)).toEqual([])
  })

  test.each([
    // Of 400 subjects 100 are dead: the twentieth part of them is a question each, one more refuses the file.
    [400, 5, Array<string>(5).fill('alive-again?')],
    [400, 6, ['alive-again: file refused, 6 of 100', ...Array<string>(6).fill('alive-again?')]],
    [8, 1, ['alive-again: file refused, 1 of 2', 'alive-again?']],
  ])('of %i subjects, %i deaths are alive again', async (count, lost, expected) => {
    const before = people(count)
    const dead = new Set(before.filter(({ fate }) => fate === 'dead').slice(0, lost))
    expect(
      await compare(
        before,
        before.map(p => (dead.has(p) ? alive(p) : p)),
      ),
    ).toEqual(expected)
  })

  test.each([
    [20, 18, []],
    [20, 17, ['subjects-shrank: file refused, 3 of 20']],
    [30, 27, []],
    [30, 26, ['subjects-shrank: file refused, 4 of 30']],
    [10, 8, []],
    [10, 7, ['subjects-shrank: file refused, 3 of 10']],
  ])('F16, F17: of %i subjects %i are left', async (count, left, expected) => {
    expect(await compare(people(count), people(count).slice(0, left))).toEqual(expected)
  })

  test('F17: subjects that are replaced by others are gone, however many rows there are', async () => {
    const now = [...people(20).slice(0, 14), ...people(10, 'X')]
    expect(await compare(people(20), now)).toEqual(['subjects-shrank: file refused, 6 of 20'])
  })

  test('ids that slid by a row against the columns', async () => {
    const before = people(20)
    const slid = [...before.slice(1), ...before.slice(0, 1)]
    expect(await compare(before, idsOf(before, slid))).toEqual(['ids-shifted: file refused, 20 of 20'])
  })

  test('ids that were sorted by themselves', async () => {
    const before = people(23)
    const turned = [...before].reverse()
    expect((await compare(before, idsOf(before, turned)))[0]).toMatch(/^ids-shifted: file refused, 2[0-3] of 23$/)
  })

  test('one birth date that was corrected is a question', async () => {
    const before = people(20)
    const now = before.map((p, at) => (at === 3 ? { ...p, born: '1931-05-05' } : p))
    expect(await compare(before, now)).toEqual(['constant-fact-changed?'])
  })

  test('birth dates that all became others', async () => {
    const now = people(20).map(p => ({ ...p, born: `19${Number(p.born.slice(2, 4)) - 30 + 20}${p.born.slice(4)}` }))
    expect(await compare(people(20), now)).toEqual(['constant-facts-changed: file refused, 20 of 20'])
  })

  test('the file of nobody known, and that of another site', async () => {
    const [own, others] = [people(20), people(15, 'K')]
    expect(await compare(own, others)).toEqual(['no-subject-known: file refused, 15 of 15'])
    const elsewhere = { site: 'k', summary: await summaryOf({ ...mapping, site: 'k' }, textOf(others)) }
    const found = await compareTexts(mapping, textOf(own), textOf(others), { others: [elsewhere] })
    expect(inShort(found)).toEqual(['file-of-another-site: file refused, 15 of 15'])
    expect(found.findings[0]?.message).toContain('site k')
  })

  test('where mapping or code changed, ids that became others are named and nobody is blamed', async () => {
    const found = await compareTexts(mapping, textOf(people(20)), textOf(people(20, 'K')), { sameReading: false })
    expect(inShort(found)).toEqual(['not-compared: query, 20 of 20'])
  })

  test('an export whose days all lie before those of the last', async () => {
    const earlier = people(20).map(p => (p.fate === 'alive' ? { ...p, seen: `2021-0${p.seen.slice(6, 7)}-20` } : p))
    expect(await compare(people(20), earlier)).toEqual(['older-dates: file refused, 15 of 20'])
    const newest = people(20)
      .map(({ seen }) => seen)
      .sort()
      .at(-1)
    const corrected = people(20).map(p => (p.seen === newest ? { ...p, seen: '2022-01-01' } : p))
    expect(await compare(people(20), corrected)).toEqual(['older-dates: query, 2 of 20'])
  })
})

test('an emptied column asks, and refuses where it decides', async () => {
  const before = people(20)
  const compare = async (now: readonly Person[]): Promise<readonly string[]> =>
    inShort(await compareTexts(wide, wideText(before), wideText(now)))
  expect(await compare(before.map(p => ({ ...p, albumin: '' })))).toEqual(['column-emptied: query, 20 of 20'])
  expect(await compare(before.map(p => ({ ...p, drug: '' })))).toContain('column-emptied: file refused, 20 of 20')
  expect(await compare(before.map(p => ({ ...p, born: '' })))).toContain('column-emptied: file refused, 20 of 20')
})

test('a column whose cells all became the word for missing is emptied too', async () => {
  const now = people(20).map(p => ({ ...p, albumin: '未查' }))
  const found = await compareTexts(long, longText(people(20)), longText(now))
  expect(inShort(found)).toEqual(['column-emptied: query, 60 of 60'])
  expect(found.findings[0]).toMatchObject({ file: '检验.csv', column: '结果' })
})

test('a column that is nearly empty now was emptied; one that was never full is left alone', async () => {
  const sparse = people(60).map((p, at) => ({ ...p, albumin: at < 2 ? p.albumin : '' }))
  expect(inShort(await compareTexts(wide, wideText(people(60)), wideText(sparse)))).toEqual([
    'column-emptied: query, 58 of 60',
  ])
  const sparser = sparse.map((p, at) => ({ ...p, albumin: at < 1 ? p.albumin : '' }))
  expect(inShort(await compareTexts(wide, wideText(sparse), wideText(sparser)))).toEqual([])
})

test('F16: the half of a long file, although every subject is still there', async () => {
  const whole = longText(people(20))
  const half = { ...whole, labs: headOf(whole['labs'] ?? '', 30) }
  const found = await compareTexts(long, whole, half)
  expect(inShort(found)).toEqual(['rows-shrank: file refused, 30 of 60'])
  expect(found.findings[0]).toMatchObject({ file: '检验.csv', column: null })
  const cut = { ...whole, labs: headOf(whole['labs'] ?? '', 54) }
  expect(inShort(await compareTexts(long, whole, cut))).toEqual([])
})

test('a data date that goes back', async () => {
  const dated = madeMapping({ ...wide, dataDate: { file: 'pt', column: 'seen', date: ['YYYY-MM-DD'] } })
  const before = people(20).map(p => ({ ...p, seen: '2022-05-01' }))
  const now = before.map(p => ({ ...p, seen: '2022-04-30' }))
  expect(inShort(await compareTexts(dated, wideText(before), wideText(now)))).toEqual([
    'older-data-date: file refused, 1 of 1',
  ])
})

test('no finding or question carries a value of a subject', async () => {
  const now = people(40)
    .slice(0, 20)
    .map((p, at) => ({ ...alive(p), born: at < 2 ? '1933-03-03' : p.born, albumin: '' }))
  const { findings, questions } = await compareTexts(wide, wideText(people(40)), wideText(now))
  const told = JSON.stringify([findings.map(({ message }) => message), questions.map(({ message }) => message)])
  expect(findings.length).toBeGreaterThan(2)
  for (const { id, born, seen } of people(40)) for (const value of [id, born, seen]) expect(told).not.toContain(value)
})

test('rows that stand in another part of their file are there, and those of a part that is gone are not', async () => {
  const whole = longText(people(20))['labs'] ?? ''
  const [header = '', ...rows] = whole.split('\n')
  const parts = (...all: readonly (readonly string[])[]): Texts => ({
    ...longText(people(20)),
    ...Object.fromEntries(all.map((own, at) => [at === 0 ? 'labs' : `labs.${at + 1}`, [header, ...own].join('\n')])),
  })
  const split = parts(rows.slice(0, 30), rows.slice(30))
  expect(inShort(await compareTexts(long, parts(rows), split))).toEqual([])
  expect(inShort(await compareTexts(long, split, parts(rows.slice(30), rows.slice(0, 30))))).toEqual([])
  expect(inShort(await compareTexts(long, split, parts(rows.slice(0, 30))))).toEqual([
    'rows-shrank: file refused, 30 of 60',
  ])
})
