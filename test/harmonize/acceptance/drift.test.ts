import { describe, expect, test } from 'vitest'
import { seeded } from '../../support/seeded.js'
import { madeMapping } from '../made-site.js'
import { compareTexts, inShort, people, type Person, wide, wideText } from './compared-texts.js'

const compare = async (before: readonly Person[], now: readonly Person[]): Promise<readonly string[]> =>
  inShort(await compareTexts(wide, wideText(before), wideText(now)))

const times = (factor: number) => (p: Person) => ({ ...p, albumin: String(Number(p.albumin) * factor) })

describe('numbers that are others by one factor', () => {
  const afp = madeMapping({
    ...wide,
    map: { ...wide.map, lab: { from: 'pt', test: { constant: 'afp' }, result: { column: 'alb', unit: 'ng/mL' } } },
  })

  test.each([0.1, 10, 1000, 0.0113, 88.4])('at all subjects: times %d', async factor => {
    const found = await compareTexts(afp, wideText(people(20)), wideText(people(20).map(times(factor))))
    expect(inShort(found)).toEqual(['numbers-re-scaled: file refused, 20 of 20'])
  })

  test('numbers that no living person has are held by themselves, and no factor is sought in them', async () => {
    expect(await compare(people(20), people(20).map(times(0.01)))).toEqual([])
  })

  test('the test, the column, the factor and what to do are said', async () => {
    const { findings } = await compareTexts(wide, wideText(people(20)), wideText(people(20).map(times(0.5))))
    expect(findings.map(({ column, message }) => [column, message])).toEqual([
      [
        'alb',
        'albumin: 2 times as small as in the last accepted export at 20 of 20 subjects, by the unit that the mapping says: ask the site whether the unit is another, then correct `unit` or `factor`',
      ],
    ])
  })

  test('new subjects and later values do not hide it, nor a few that were corrected', async () => {
    const now = people(30).map((p, at) => (at % 10 === 0 ? p : times(0.5)(p)))
    expect(await compare(people(20), now)).toEqual(['numbers-re-scaled: file refused, 18 of 20'])
  })

  test('of four subjects, of one value for all, and of corrections of some nothing is said', async () => {
    expect(await compare(people(4), people(4).map(times(0.5)))).toEqual([])
    const one = (albumin: string) => people(20).map(p => ({ ...p, albumin }))
    expect(await compare(one('40'), one('20'))).toEqual([])
    expect(
      await compare(
        people(20),
        people(20).map((p, at) => (at % 2 === 0 ? times(0.5)(p) : p)),
      ),
    ).toEqual([])
  })
})

const coded = madeMapping({
  ...wide,
  map: {
    ...wide.map,
    subject: {
      from: 'pt',
      sex: { column: 'sx', codes: { m: 'male', f: 'female', 男: 'male', 女: 'female' } },
      birthDate: { column: 'born', date: ['YYYY-MM-DD'] },
    },
    lab: {
      from: 'pt',
      test: { constant: 'albumin' },
      result: { column: 'alb', unit: { column: 'unit' } },
    },
  },
})

const withUnit = (persons: readonly Person[], unit: string) => {
  const [header = '', ...rows] = wideText(persons)['pt']!.split('\n')
  return { pt: [`${header},unit`, ...rows.map(row => `${row},${unit}`)].join('\n') }
}

describe('words that the mapping knows and the last accepted export did not have', () => {
  const chinese = (p: Person) => ({ ...p, sex: p.sex === 'm' ? '男' : '女' })

  test('codes in another language are asked about, though they mean the same', async () => {
    const found = await compareTexts(coded, withUnit(people(20), 'g/L'), withUnit(people(20).map(chinese), 'g/L'))
    expect(inShort(found)).toEqual(['column-re-coded: query, 20 of 20'])
    expect(found.findings[0]).toMatchObject({
      column: 'sx',
      message: "'男', '女' stand there, and 'm', 'f' no more; ask the site whether the words mean what they meant",
    })
  })

  test('a code that many had and nobody has', async () => {
    const found = await compareTexts(wide, wideText(people(60)), wideText(people(60).map(p => ({ ...p, drug: 'a' }))))
    expect(found.findings.find(({ kind }) => kind === 'column-re-coded')?.message).toBe(
      "'b', which many of its rows had, stands in none; ask the site whether the words mean what they meant",
    )
  })

  test('another unit beside the same numbers is told twice, beside numbers that changed with it once', async () => {
    const before = withUnit(people(20), 'g/L')
    expect(inShort(await compareTexts(coded, before, withUnit(people(20), 'g/dL')))).toEqual(
      expect.arrayContaining(['column-re-united: query, 20 of 20']),
    )
    const converted = await compareTexts(coded, before, withUnit(people(20).map(times(0.1)), 'g/dL'))
    expect(inShort(converted)).toEqual(['column-re-united: query, 20 of 20'])
    expect(converted.findings[0]?.message).toBe(
      "'g/dL' stands there, and 'g/L' no more; see whether the numbers changed with the unit",
    )
  })
})

test('over 200 draws of a month more of follow-up nothing is said, and over 200 of the same subjects with other values', async () => {
  const said: unknown[] = []
  for (let seed = 1; seed <= 200; seed += 1) {
    const next = seeded(seed)
    const drawn = (persons: readonly Person[]) =>
      persons.map(p => ({ ...p, albumin: (Math.exp(next() * 4) * 10).toFixed(1), fate: 'alive' }))
    const before = drawn(people(6 + (seed % 30)))
    const more = drawn(people(before.length + 5)).slice(before.length)
    const later = [...before, ...more].map(p => ({ ...p, seen: `2023${p.seen.slice(4)}` }))
    said.push(...(await compare(before, later)), ...(await compare(before, drawn(before))))
  }
  expect(said).toEqual([])
})
