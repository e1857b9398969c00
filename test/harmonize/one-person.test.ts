import { describe, expect, test } from 'vitest'
import { harmonizeTexts, madeMapping } from './made-site.js'

const mappingOf = (identifiers: Record<string, unknown> = {}) =>
  madeMapping({
    files: {
      p: { name: 'p.csv', subject: { column: 'id' } },
      v: { name: 'v.csv', subject: { column: 'id' }, rows: 'many a subject' },
    },
    identifiers,
    map: {
      subject: { from: 'p', ageYears: 'age' },
      lab: { from: 'v', test: { constant: 'afp' }, result: { column: 'afp', unit: 'ng/mL' } },
    },
  })

// Invented resident ids: 15 digits of the old form, and 18 with a check digit that fits; the others make the column one of such ids.
const [old, whole] = ['110105491231002', '11010519491231002X']
const others = ['110101199003070011', '110105195201150044', '110105520115004']

const keysOf = async (ids: readonly string[], inFile: readonly string[] = ids.slice(0, 1)) => {
  const { door, issues } = await harmonizeTexts(mappingOf(), {
    p: ['id,age', ...inFile.map(id => `"${id}",50`), ...others.slice(0, 2).map(id => `${id},60`)].join('\n') + '\n',
    v: ['id,afp', ...ids.map((id, index) => `"${id}",${index + 5}`)].join('\n') + '\n',
  })
  const keys = door.files[1]?.records.map(({ subjectKey }) => subjectKey) ?? []
  return { keys: new Set(keys), known: new Set(door.files[0]?.records.map(({ subjectKey }) => subjectKey)), issues }
}

describe('M7: one person has one key, however the id is written', () => {
  test.each([
    ['inner spaces', 'ZY 20 01'],
    ['a space of full width', 'ZY　2001'],
    ['a narrow space', 'ZY\u202f2001'],
    ['a zero-width space', 'ZY\u200b2001'],
    ['a zero-width joiner', 'Z\u200dY2001'],
    ['a byte-order mark', '\ufeffZY2001'],
    ['a word joiner and a soft hyphen', 'ZY\u20602\u00ad001'],
    ['a Hangul filler', 'ZY\u31642001'],
    ['a choice of form', 'ZY2001\ufe0f'],
    ['a grapheme joiner', 'Z\u034fY2001'],
    ['an Arabic mark', '\u061cZY2001'],
    ['a tag', 'ZY2001\u{e0041}'],
    ['full width', 'ＺＹ２００１'],
    ['small letters', 'zy2001'],
    ['Cyrillic letters', 'ZҮ2001'.replace('Ү', '\u0423')],
    ['Greek letters', '\u0396\u03a52001'],
    ['an apostrophe', "'ZY2001"],
    ['a curly apostrophe', '’ZY2001'],
    ['two apostrophes', "''ZY2001"],
    ['a formula of text', '=""ZY2001""'],
  ])('%s', async (_, writing) => {
    const { keys, known } = await keysOf(['ZY2001', writing])
    expect([keys.size, [...keys].every(key => known.has(key))]).toEqual([1, true])
  })

  test.each([
    ['15 against 18 digits', old],
    ['a small x', whole.toLowerCase()],
    ['the sign of multiplication', whole.replace('X', '×')],
    ['a Cyrillic Х', whole.replace('X', 'Х')],
    ['a Greek Χ', whole.replace('X', 'Χ')],
    ['spaces', '110105 19491231 002X'],
    ['an apostrophe', `'${whole}`],
  ])('a resident id as the subject: %s', async (_, writing) => {
    const { keys, known, issues } = await keysOf([whole, writing])
    expect([keys.size, [...keys].every(key => known.has(key))]).toEqual([1, true])
    // Two writings in one file are asked about.
    expect(issues.filter(({ kind }) => kind === 'id-writings-differ').length).toBeLessThanOrEqual(1)
  })

  test('15 and 18 digits in one file are taken for one and asked about; between files they are one', async () => {
    const { issues } = await keysOf([whole, old])
    expect(issues.find(({ kind }) => kind === 'id-writings-differ')?.message).toContain('digits, 15 and 18')
    const { keys, known } = await keysOf([old], [whole])
    expect([...keys].every(key => known.has(key))).toBe(true)
  })

  test('in a column of other ids 15 digits are what they are', async () => {
    const { door } = await harmonizeTexts(mappingOf(), {
      p: `id,age\n${old},50\n999888777666555,60\n123456789012345,60\n${whole},61\n`,
      v: 'id,afp\nA1,5\n',
    })
    expect(new Set(door.files[0]?.records.map(({ subjectKey }) => subjectKey)).size).toBe(4)
  })

  test.each([
    ['another letter', 'ZY2001', 'ZX2001'],
    ['leading zeros', '0071', '71'],
    ['a separator', 'P-1', 'P1'],
    ['O and 0', 'ZO2001', 'Z02001'],
    ['l and 1', 'Al2001', 'A12001'],
  ])('%s tells two', async (_, one, other) => {
    expect((await keysOf([one, other])).keys.size).toBe(2)
  })
})

describe('M7: a wrong check digit is asked about and links nobody', () => {
  const linked = async (...ids: readonly string[]) => {
    const { door, issues } = await harmonizeTexts(mappingOf({ link: { file: 'p', column: 'national' } }), {
      p: ['id,age,national', ...ids.map((id, index) => `A${index + 1},50,${id}`)].join('\n') + '\n',
      v: 'id,afp\nA1,5\n',
    })
    return {
      links: door.identities.map(({ linkKey }) => linkKey),
      issues,
      held: door.files[0]?.records.map(({ held }) => held),
    }
  }

  test('of a link id, also where it is the only one', async () => {
    const wrong = '110105194912310021'
    const { links, issues, held } = await linked(wrong, whole)
    expect(links[0]).toBeNull()
    expect(links[1]).toMatch(/^[0-9a-f]{32}$/)
    expect(issues.map(({ row, column, kind, effect }) => [row, column, kind, effect])).toEqual([
      [2, 'national', 'id-in-doubt', 'query'],
    ])
    expect(issues[0]?.message).toContain('check digit does not fit')
    expect(issues[0]?.message).not.toContain(wrong)
    expect(held).toEqual([null, null])
    expect((await linked(wrong)).links).toEqual([null])
  })

  test('of a day that is none among resident ids; other numbers of 18 digits link as they are', async () => {
    expect((await linked('110105194913990021', ...others)).links[0]).toBeNull()
    expect((await linked('900105194913990021')).links[0]).toMatch(/^[0-9a-f]{32}$/)
  })

  test('of a subject id it is asked, and the subject stays', async () => {
    const { keys, known, issues } = await keysOf(['110105194912310021'])
    expect([...keys].every(key => known.has(key))).toBe(true)
    expect(issues.filter(({ kind }) => kind === 'id-in-doubt').map(({ column }) => column)).toEqual(['id', 'id'])
  })
})

describe('B12: zeros that a program took away are asked about', () => {
  const numbers = (count: number, of: (index: number) => number): readonly string[] =>
    Array.from({ length: count }, (_, index) => String(of(index)))
  const asked = async (ids: readonly string[]) => {
    const { findings } = await harmonizeTexts(mappingOf(), {
      p: ['id,age', ...ids.map(id => `${id},50`)].join('\n') + '\n',
      v: 'id,afp\nA1,5\n',
    })
    return findings.filter(({ kind }) => kind === 'ids-shorter').map(({ effect, unusable }) => [effect, unusable])
  }
  // Numbers of eight digits without an order, of which one in ten began with a zero.
  const spread = (index: number): number => (index * 7_654_321_987 + 12_345_678) % 100_000_000

  test('where ids of one length are spread and some are shorter', async () => {
    const ids = numbers(100, spread)
    const short = ids.filter(id => id.length < 8).length
    expect(short).toBeGreaterThan(3)
    expect(await asked(ids)).toEqual([['query', short]])
  })

  test('not where they run, are padded, have letters, or are few', async () => {
    expect(await asked(numbers(300, index => 999_950 + index))).toEqual([])
    expect(await asked(numbers(100, spread).map(id => id.padStart(8, '0')))).toEqual([])
    expect(await asked(numbers(100, index => 10_000_000 + spread(index) / 2).map(id => id.slice(0, 8)))).toEqual([])
    expect(await asked(numbers(100, spread).map(id => `P${id}`))).toEqual([])
    expect(await asked(numbers(10, spread))).toEqual([])
    expect(await asked(numbers(200, index => index + 1))).toEqual([])
  })

  test('of link ids that differ in leading zeros alone there is a question in their own column', async () => {
    const { issues } = await harmonizeTexts(mappingOf({ link: { file: 'p', column: 'card' } }), {
      p: 'id,age,card\nA1,50,0012399\nA2,51,12399\n',
      v: 'id,afp\nA1,5\n',
    })
    expect(issues.map(({ row, column, kind, effect }) => [row, column, kind, effect])).toContainEqual([
      3,
      'card',
      'leading-zeros-lost',
      'query',
    ])
  })
})

describe('a column that is called like a part of the language', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])(
    '%s is read as any other',
    async name => {
      const mapping = madeMapping({
        files: { p: { name: 'p.csv', subject: { column: 'id' } } },
        map: {
          subject: { from: 'p', ageYears: name },
          disease: { from: 'p', stage: { column: name, codes: { 50: 'i' } } },
        },
      })
      const { site, door } = await harmonizeTexts(mapping, { p: `id,${name}\nA1,50\n` })
      expect(Object.keys(JSON.parse(JSON.stringify(door.files[0]?.records[0]?.cells)) as object)).toEqual([name])
      expect(site.rows.map(({ values }) => values['ageYears'] ?? values['stage'])).toMatchObject([
        { number: 50 },
        { code: 'i' },
      ])
    },
  )
})
