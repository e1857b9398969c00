import { describe, expect, test } from 'vitest'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { type Field, lab, readColumn, subjects, told } from './read-column.js'

describe('quantities', () => {
  test('B1, B13, B15: widths, limits and units inside the cell are normalized, and what was received stays', async () => {
    const { values, kinds } = await readColumn(
      'lab',
      'result',
      ['３５．５', '<20', '≥1210 ng/mL', '4.1g/dL'],
      { unit: 'g/L' },
      lab('albumin'),
    )
    expect(values.slice(0, 2).map(told)).toEqual(['=35.5 g/L', '<20 g/L'])
    expect(values[3]).toEqual({
      kind: 'quantity',
      number: 41,
      relation: '=',
      unit: 'g/L',
      received: '4.1g/dL',
      receivedUnit: 'g/dL',
    })
    expect(kinds).toEqual([null, null, 'unknown-unit', 'unit-contradicts'])
  })

  test('B15: missing, unknown and implausible units are three different things', async () => {
    const mapping = madeMapping({
      files: { s: subjects },
      map: {
        lab: {
          from: 's',
          test: { constant: 'albumin' },
          result: { column: 'v', unit: { column: 'u', codes: { 克每升: 'g/L' } } },
        },
      },
    })
    const { site } = await harmonizeTexts(mapping, {
      s: 'id,v,u\n1,41,\n2,41,mmol/L\n3,4.1,g/L\n4,41,克每升\n5,4.1,G/DL\n',
    })
    expect(site.rows.map(({ values }) => told(values['result']))).toEqual([
      '=41 g/L',
      'held',
      'held',
      '=41 g/L',
      '=41 g/L',
    ])
    expect(site.issues.map(({ row, kind, effect, message }) => [row, kind, effect, message])).toEqual([
      [2, 'missing-unit', 'query', 'no unit beside the number; taken as g/L'],
      [3, 'unknown-unit', 'value held', "the unit 'mmol/L', which does not convert; expected g/L, g/dL, mg/mL, mg/dL"],
      [4, 'implausible-value', 'value held', 'a number outside 5 to 100 g/L; it would be plausible in g/dL'],
    ])
  })

  test('B14: grouped digits are read where the column decides, else held', async () => {
    const decided = await readColumn('lab', 'result', ['1,210', '1,234.5', '35'], { unit: 'ng/mL' }, lab('afp'))
    expect(decided.values.map(told)).toEqual(['=1210 ng/mL', '=1234.5 ng/mL', '=35 ng/mL'])
    const open = await readColumn('lab', 'result', ['1,210', '35'], { unit: 'ng/mL' }, lab('afp'))
    expect(open.kinds).toEqual(['ambiguous-number', null])
    const named = await readColumn('lab', 'result', ['1.210,5', '3,5'], { unit: 'ng/mL', decimal: ',' }, lab('afp'))
    expect(named.values.map(told)).toEqual(['=1210.5 ng/mL', '=3.5 ng/mL'])
  })

  test("B17: words, endless and hexadecimal numbers and values outside a test's range are held", async () => {
    const { kinds } = await readColumn(
      'assessment',
      'result',
      ['NaN', 'Infinity', '1e400', '0x1F', '7', '2'],
      {},
      lab('ecog'),
    )
    expect(kinds).toEqual([
      'probably-missing',
      'not-a-number',
      'not-a-number',
      'not-a-number',
      'implausible-value',
      null,
    ])
  })

  test('a result may be a listed code; a text that is not listed is held and proposed', async () => {
    const { values, kinds, site, door } = await readColumn(
      'lab',
      'result',
      ['阳性(+)', '阴性', '弱阳性', '弱阳性', '0.5'],
      { codes: { '阳性(+)': 'positive', 阴性: 'negative' } },
      lab('hbsag'),
    )
    expect(values.map(told)).toEqual(['positive', 'negative', 'held', 'held', '=0.5 -'])
    expect(kinds).toEqual([null, null, 'unlisted-code', 'unlisted-code', null])
    const place = { file: 's.csv', column: 'v', field: 'result', count: 2, nearest: null }
    expect(site.proposals).toEqual([place])
    expect(door.withheld).toEqual([{ file: 's.csv', column: 'v', received: '弱阳性', count: 2, nearest: null }])
  })

  test("a test of the study's own is converted by its own units", async () => {
    const tests = { marker: { unit: 'mg/L', conversions: { 'nmol/L': 0.5 }, plausible: [0, 100] as [number, number] } }
    const { values } = await readColumn('lab', 'result', ['30'], { unit: 'nmol/L' }, lab('marker'), { tests })
    expect(values.map(told)).toEqual(['=15 mg/L'])
  })

  test('a diameter is read in its own standard unit', async () => {
    const { values } = await readColumn('tumour', 'diameter', ['3.2cm', '12'], { unit: 'mm' })
    expect(values.map(told)).toEqual(['=32 mm', '=12 mm'])
  })
})

describe('numbers', () => {
  test('B17: an age is a number of completed years, also from months; a limit stays one, and 150 is held', async () => {
    const { values, kinds } = await readColumn('subject', 'ageYears', ['63', '６３岁', '8月', '>89', '150', ''])
    expect(values.map(told)).toEqual([63, 63, 0, '>89 -', 'held', 'not recorded'])
    expect(kinds).toEqual([null, null, null, null, 'implausible-value', null])
  })

  test('a code may stand for a number', async () => {
    const { values } = await readColumn(
      'adverseEvent',
      'grade',
      ['III级', '2', 'VI级'],
      { codes: { I级: 1, II级: 2, III级: 3 } },
      { category: { constant: 'rash' } },
    )
    expect(values.map(told)).toEqual([3, 2, 'held'])
  })
})

describe('codes and words for missing', () => {
  test("B16: each word for missing gets its kind, a field's own before the file's before the site's", async () => {
    const mapping = madeMapping({
      missing: { '': 'not recorded', '/': 'not done', 不详: 'unknown' },
      files: { s: { ...subjects, missing: { '-': 'not applicable', '/': 'not recorded' } } },
      map: { subject: { from: 's', sex: { column: 'v', codes: { M: 'male' }, missing: { '9': 'unknown' } } } },
    })
    const { site } = await harmonizeTexts(mapping, {
      s: 'id,v,k\n1,,x\n2,/,x\n3,不详,x\n4,-,x\n5,9,x\n6,m ,x\n7,无,x\n',
    })
    expect(site.rows.map(({ values }) => told(values['sex']))).toEqual([
      'not recorded',
      'not recorded',
      'unknown',
      'not applicable',
      'unknown',
      'male',
      'held',
    ])
    expect(site.issues.map(({ row, kind }) => [row, kind])).toEqual([[8, 'unlisted-code']])
  })

  test('B16: an unlisted text is held, with the nearest that is listed; without a list the text is the code', async () => {
    const { issues } = await readColumn('subject', 'sex', ['femal'], { codes: { female: 'female', male: 'male' } })
    expect(issues[0]?.message).toBe("a text that is not among the 2 that the mapping lists; the nearest is 'female'")
    const codeless = { 'tumour.location': ['左 叶', 'lung'] }
    const open = await readColumn('tumour', 'location', [' 左 叶　', 'Lung'], {}, {}, { codeless })
    expect(open.values.map(told)).toEqual(['左 叶', 'Lung'])
  })

  test('B3: a cell that cannot be read is held by its own kind', async () => {
    const { kinds } = await readColumn('subject', 'sex', ['锟斤拷', 'a\u0007b', 'f'])
    expect(kinds).toEqual(['unreadable-cell', 'unreadable-cell', null])
  })
})

describe('days', () => {
  const dated = (texts: readonly string[], written: Field = {}) =>
    readColumn('contact', 'date', texts, written, { status: { constant: 'alive' } }, { receivedOn: '2024-03-31' })

  test('B9: Chinese, full-width and plain dates become the same day', async () => {
    const { values } = await dated([
      '2021年3月5日',
      '２０２１年３月５日',
      '2021/3/5',
      '2021-03-05 00:00:00',
      '2021.3.5',
    ])
    expect(values.map(told)).toEqual(Array.from({ length: 5 }, () => '2021-03-05'))
  })

  test('B18: days that no calendar has, years of two digits and days after the export are held by different kinds', async () => {
    const texts = [
      '2021-02-30',
      '2020-13-01',
      '0000-00-00',
      '9999-12-31',
      '21-03-05',
      '2024-04-01',
      'soon',
      '2024-03-31',
    ]
    const { kinds, issues } = await dated(texts)
    expect(kinds).toEqual([
      'impossible-date',
      'impossible-date',
      'impossible-date',
      'impossible-date',
      'two-digit-year',
      'date-after-export',
      'unreadable-date',
      null,
    ])
    expect(issues[5]?.message).toBe("a day after the export's own, 2024-03-31")
  })

  test('B10: two listed formats that read two days hold the value; one that only one can read is read', async () => {
    const { values, kinds } = await dated(['03/04/2021', '31/01/2021', '05/05/2021'], {
      date: ['DD/MM/YYYY', 'MM/DD/YYYY'],
    })
    expect(values.map(told)).toEqual(['held', '2021-01-31', '2021-05-05'])
    expect(kinds).toEqual(['ambiguous-date', null, null])
  })

  test("B19: a partial date is held without a rule, else completed by it and flagged, never past the export's day", async () => {
    const formats = { date: ['YYYY-MM-DD', 'YYYY-MM', 'YYYY'] }
    expect((await dated(['2021-03', '2021-03-05'], formats)).kinds).toEqual(['partial-date', null])
    for (const [impute, days] of [
      ['first', ['2021-02-01', '2020-01-01']],
      ['middle', ['2021-02-15', '2020-07-01']],
      ['last', ['2021-02-28', '2020-12-31']],
    ] as const) {
      const { values } = await dated(['2021-02', '2020', '2024-03'], { ...formats, impute })
      expect(values.slice(0, 2).map(told)).toEqual(days)
      expect(values[0]).toMatchObject({ precision: 'month', imputed: true })
    }
    expect((await dated(['2024-03', '2024'], { ...formats, impute: 'last' })).values.map(told)).toEqual([
      '2024-03-31',
      '2024-03-31',
    ])
  })

  test('B9: listed day numbers are read, 60 and negative ones are no certain day', async () => {
    const { values, kinds } = await dated(['44260', '60', '44260.75'], { date: ['serial 1900'] })
    expect(values.map(told)).toEqual(['2021-03-05', 'held', '2021-03-05'])
    expect(kinds).toEqual([null, 'impossible-date', null])
    expect((await dated(['44260', '-3', '2021-03-05'])).kinds).toEqual(['unreadable-date', 'unreadable-date', null])
  })

  test("offsets from the subject's index become days", async () => {
    for (const [offset, days] of [
      ['days', 10],
      ['weeks', 70],
      ['months', 304.375],
      ['years', 3652.5],
    ] as const) {
      const { values, kinds } = await readColumn(
        'contact',
        'date',
        ['10', '-', 'x', '<5'],
        { offset, missing: { '-': 'unknown' } },
        { status: { constant: 'alive' } },
        { time: 'day offsets' },
      )
      expect(values.map(told)).toEqual([days, 'unknown', 'held', 'held'])
      expect(kinds).toEqual([null, null, 'not-a-number', 'not-a-number'])
    }
  })
})
