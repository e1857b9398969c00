import { describe, expect, test } from 'vitest'
import { type DomainName, domainNames, fieldsOf, wideFieldOf } from '../../protocol/schema/domains.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

const file = { name: 's.csv', subject: { column: 'id' }, rows: 'many a subject' }

/** A cell that each kind of field reads without trouble. */
const filled = { code: 'x', text: 'x', number: '2', quantity: '40', date: '2021-03-05' } as const

const several = domainNames.filter(domain => domain !== 'subject')

const mappedFields = (domain: DomainName): readonly string[] => Object.keys(fieldsOf(domain))

const mapping = (domain: DomainName) =>
  madeMapping({
    files: { s: file },
    map: {
      [domain]: {
        from: 's',
        ...Object.fromEntries(
          Object.entries(fieldsOf(domain)).map(([field, kind]) => [
            field,
            kind === 'code' ? { column: field, codes: { x: field === 'response' ? 'cr' : 'x' } } : field,
          ]),
        ),
      },
    },
  })

const text = (fields: readonly string[], cells: readonly string[]): string =>
  `id,${fields.join(',')}\n1,${cells.join(',')}\n`

describe.each(several)('a row of %s', domain => {
  const fields = mappedFields(domain)
  const full = fields.map(field => filled[fieldsOf(domain)[field] ?? 'code'])

  test.each(fields)('is there when its %s is empty, with all its other values', async empty => {
    const cells = full.map((cell, place) => (fields[place] === empty ? '' : cell))
    const { site } = await harmonizeTexts(mapping(domain), { s: text(fields, cells) }, { receivedOn: '2022-01-01' })
    expect(site.rows).toHaveLength(1)
    const known = Object.entries(site.rows[0]?.values ?? {}).flatMap(([field, { kind }]) =>
      kind === 'missing' ? [] : [field],
    )
    expect(known.sort()).toEqual(fields.filter(field => field !== empty).sort())
    expect(site.rows[0]?.values[empty]).toEqual({ kind: 'missing', reason: 'not recorded' })
  })

  test('is none when all its cells are empty', async () => {
    const { site } = await harmonizeTexts(
      mapping(domain),
      {
        s: text(
          fields,
          fields.map(() => ''),
        ),
      },
      { receivedOn: '2022-01-01' },
    )
    expect(site.rows).toEqual([])
  })
})

describe.each(several.filter(domain => wideFieldOf(domain) !== null))('a row of %s from a wide file', domain => {
  const code =
    Object.keys(fieldsOf(domain)).find(field => fieldsOf(domain)[field] === 'code' && field !== wideFieldOf(domain)) ??
    ''
  const wideField = wideFieldOf(domain) ?? ''
  const kind = fieldsOf(domain)[wideField] ?? 'code'
  const own = kind === 'code' ? { codes: { x: domain === 'response' ? 'cr' : 'x' } } : {}
  const wide = madeMapping({
    files: { s: file },
    map: { [domain]: { from: 's', date: 'day', wide: { one: { [code]: 'a', ...own }, two: { [code]: 'b', ...own } } } },
  })
  const rowsOf = async (cells: readonly string[]) => {
    const { site } = await harmonizeTexts(wide, { s: text(['day', 'one', 'two'], cells) }, { receivedOn: '2022-01-01' })
    return site.rows.map(({ values }) => Object.entries(values).map(([field, value]) => `${field} ${value.kind}`))
  }
  const value = filled[kind]

  test.each<[string, readonly string[], number]>([
    ['all filled', ['2021-03-05', value, value], 2],
    ['the first empty', ['2021-03-05', '', value], 1],
    ['the second empty', ['2021-03-05', value, ''], 1],
    ['the day empty', ['', value, value], 2],
    ['the day alone', ['2021-03-05', '', ''], 0],
  ])('%s', async (_, cells, count) => {
    const rows = await rowsOf(cells)
    expect(rows).toHaveLength(count)
    for (const row of rows) expect(row).toContain(`${wideField} ${kind}`)
  })
})

describe('two part-filled rows of one subject', () => {
  const subjects = madeMapping({
    files: { a: { name: 'a.csv', subject: { column: 'id' } }, b: { name: 'b.csv', subject: { column: 'id' } } },
    map: {
      subject: [
        { from: 'a', sex: { column: 'sex', codes: { m: 'male', f: 'female' } }, ageYears: 'age' },
        { from: 'b', sex: { column: 'sex', codes: { m: 'male', f: 'female' } }, ageYears: 'age' },
      ],
    },
  })
  const known = async (a: string, b: string) => {
    const { site } = await harmonizeTexts(subjects, { a: `id,sex,age\n1,${a}\n`, b: `id,sex,age\n1,${b}\n` })
    const values = site.rows.flatMap(row => Object.values(row.values))
    return {
      values: values.flatMap((value): readonly unknown[] => {
        if (value.kind === 'code') return [value.code]
        return value.kind === 'number' ? [value.number] : []
      }),
      held: Object.values(site.held),
    }
  }

  test.each<[string, string, string, readonly unknown[]]>([
    ['what either knows is kept', 'm,', ',60', ['male', 60]],
    ['in either order', ',60', 'm,', [60, 'male']],
    ['one that knows all and one that knows a part', 'm,60', 'm,', ['male', 60, 'male']],
    ['one that knows nothing adds nothing', 'm,60', ',', ['male', 60]],
    ['equal ones are one', 'm,60', 'm,60', ['male', 60]],
  ])('%s', async (_, a, b, values) => expect(await known(a, b)).toEqual({ values, held: [] }))

  test('that contradict each other hold the subject', async () => {
    expect((await known('m,60', 'f,')).held).toEqual([expect.stringContaining('differ in sex')])
  })
})

describe('subjects by row number', () => {
  const numbered = (header: number | readonly number[]) => ({
    name: 's.csv',
    header,
    subject: 'row number',
  })
  const idsOf = async (
    files: Readonly<Record<string, readonly [header: number | readonly number[], text: string, column: string]>>,
  ) => {
    const mapping = madeMapping({
      identifiers: { nonIdentifying: true },
      files: Object.fromEntries(
        Object.entries(files).map(([id, [header]]) => [id, { ...numbered(header), name: `${id}.csv` }]),
      ),
      map: {
        contact: Object.entries(files).map(([from, [, , column]]) => ({
          from,
          status: { constant: 'alive' },
          date: column,
        })),
      },
    })
    const texts = Object.fromEntries(Object.entries(files).map(([id, [, written]]) => [id, written]))
    const { site, door } = await harmonizeTexts(mapping, texts, { receivedOn: '2022-01-01' })
    const ids = new Map(
      door.files.flatMap(({ records }) => records.map(({ subjectKey, openId }) => [subjectKey, openId])),
    )
    return site.rows.map(({ subjectKey, source, values }) => {
      const { date } = values
      return `${ids.get(subjectKey) ?? ''} ${source.file} row ${source.row} ${date?.kind === 'day' ? (date.date ?? '') : ''}`
    })
  }

  test('the first row below the header is subject 1, whatever the header takes', async () => {
    expect(
      await idsOf({
        one: [1, 'seen\n2021-01-01\n2021-01-02\n', 'seen'],
        two: [[1, 2], 'visit,visit\nfirst,second\n2021-02-01,x\n2021-02-02,x\n', 'visit/first'],
        third: [3, 'a title\n\nseen\n2021-03-01\n2021-03-02\n', 'seen'],
      }),
    ).toEqual([
      '1 one.csv row 2 2021-01-01',
      '2 one.csv row 3 2021-01-02',
      '1 two.csv row 3 2021-02-01',
      '2 two.csv row 4 2021-02-02',
      '1 third.csv row 4 2021-03-01',
      '2 third.csv row 5 2021-03-02',
    ])
  })
})
