import { describe, expect, test } from 'vitest'
import { resolveMapping } from '../../protocol/load/resolve-mapping.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { type Field, readColumn, subjects } from './read-column.js'

const sure = '2021-03-05'

const dated = (texts: readonly string[], written: Field = {}, receivedOn = '2024-03-31') =>
  readColumn('contact', 'date', texts, written, { status: { constant: 'alive' } }, { receivedOn })

describe('years of two digits are those of the stated century', () => {
  test.each<[string, string, number, string]>([
    ['DD.MM.YY', '12.03.71', 1930, '1971-03-12'],
    ['DD.MM.YY', '12.03.29', 1930, 'held'],
    ['DD.MM.YY', '12.03.30', 1930, '1930-03-12'],
    ['DD.MM.YY', '12.03.00', 1930, '2000-03-12'],
    ['DD-MMM-YY', '15-MAR-71', 1925, '1971-03-15'],
    ['M/D/YY', '3/15/71', 1925, '1971-03-15'],
    ['MMM D, YY', "Mar 15, '71", 1925, '1971-03-15'],
    ['YY年M月D日', '71年3月15日', 1925, '1971-03-15'],
    ['YYMMDD', '710315', 1925, '1971-03-15'],
    ['DD.MM.YY', '12.03.71 10:30', 1925, '1971-03-12'],
    ['DD.MM.YY', '29.02.00', 1930, '2000-02-29'],
    ['DD.MM.YY', '29.02.01', 1930, 'held'],
  ])('%s of %s from %d', async (format, text, from, expected) => {
    const read = await readColumn(
      'subject',
      'birthDate',
      [text, sure],
      { date: [format, 'YYYY-MM-DD'], century: { from } },
      {},
      { receivedOn: '2024-03-31' },
    )
    expect(read.said).toEqual([expected, sure])
  })

  test('a day ahead names the century, and a birth 130 years ago is held', async () => {
    const future = await dated(['05.06.25', sure], { date: ['DD.MM.YY', 'YYYY-MM-DD'], century: { from: 1930 } })
    expect(future.issues[0]).toMatchObject({
      kind: 'date-after-export',
      message: "a day after the export's own, 2024-03-31; by the mapping its century begins with 1930",
    })
    const written = { date: ['DD.MM.YY', 'YYYY-MM-DD'], century: { from: 1890 } }
    const old = await readColumn('subject', 'birthDate', ['05.06.94', sure], written, {}, { receivedOn: '2024-03-31' })
    expect(old.kinds).toEqual(['implausible-date', null])
  })

  test('the order of day and month is judged as of years of four digits', async () => {
    const texts = ['03/04/20', '03/25/20', '13/05/20', '05/05/20']
    const { said } = await dated(texts, { date: ['DD/MM/YY'], century: { from: 1930 } })
    expect(said).toEqual(['held', 'held', '2020-05-13', '2020-05-05'])
  })
})

describe("months' names of other languages", () => {
  test.each([
    ['DD-MMM-YYYY', '15-Dez-2020', '2020-12-15'],
    ['D. MMM YYYY', '15. März 2020', '2020-03-15'],
    ['DD-MMM-YYYY', '15-AVR.-2020', '2020-04-15'],
    ['D MMM YYYY', '1 févr. 2020', '2020-02-01'],
    ['D MMM YYYY', '1 FEVRIER 2020', '2020-02-01'],
    ['D MMM YYYY', '15 août 2020', '2020-08-15'],
    ['D de MMM de YYYY', '15 de mayo de 2020', '2020-05-15'],
    ['DD/MMM/YYYY', '15/ago/2020', '2020-08-15'],
    ['DD/MMM/YYYY', '15/out/2020', '2020-10-15'],
    ['D MMM YYYY', '3 mrt 2020', '2020-03-03'],
    ['D MMM YYYY', '3 марта 2020', '2020-03-03'],
    ['D MMM YYYY', '3 Eylül 2020', '2020-09-03'],
    ['D MMM YYYY', '3 maj 2020', '2020-05-03'],
    ['D MMM YYYY', '3 maaliskuuta 2020', '2020-03-03'],
    ['DD-MMM-YYYY', '15-3月-2020', '2020-03-15'],
    ['DD-MMM -YYYY', '15-3月 -2020', '2020-03-15'],
    ['YYYY年MMMD日', '2020年十二月15日', '2020-12-15'],
    ['MMM YYYY', 'set 2020', '2020-09-01'],
  ])('%s of %s', async (format, text, expected) => {
    expect((await dated([text], { date: [format], impute: 'first' })).said).toEqual([expected])
  })

  test.each([
    ['15-lis-2020', undefined, 'held'],
    ['15-lis-2020', 'pl', '2020-11-15'],
    ['15-lis-2020', 'hr', '2020-10-15'],
    ['15-srp-2020', undefined, 'held'],
    ['15-srp-2020', 'cs', '2020-08-15'],
    ['15-jui-2020', undefined, 'held'],
    ['15-jui-2020', 'fr', 'held'],
    ['15-juil-2020', undefined, '2020-07-15'],
    ['15-mei-2020', 'de', 'held'],
  ])('%s of the language %s', async (text, months, expected) => {
    const { said, kinds } = await dated([text, '01-jan-2020'], {
      date: ['DD-MMM-YYYY'],
      ...(months === undefined ? {} : { months }),
    })
    expect(said[0]).toBe(expected)
    if (expected === 'held') expect(kinds[0]).toBe('foreign-month')
  })

  test('a word that is no month does not pass the door', async () => {
    const { issues, door } = await dated(['15-Dez-2020', '15-Kowalski-2020'], { date: ['DD-MMM-YYYY'] })
    expect(issues.map(issue => issue?.kind)).toEqual([undefined, 'foreign-month'])
    expect(JSON.stringify(door.received)).not.toContain('Kowalski')
  })
})

describe('a time with a zone is the day and time of the site', () => {
  const read = async (texts: readonly string[], timeZone?: string) => {
    const mapping = madeMapping({
      ...(timeZone === undefined ? {} : { timeZone }),
      files: { s: subjects },
      map: { contact: { from: 's', status: { constant: 'alive' }, date: { column: 'v', date: ['YYYY-MM-DD'] } } },
    })
    const text = ['id,v', ...texts.map((day, at) => `s${at},${day}`), ''].join('\n')
    const { site } = await harmonizeTexts(mapping, { s: text }, { receivedOn: '2024-03-31', share: 1 })
    const days = site.rows.map(({ values: { date } }) => (date?.kind === 'day' ? [date.date, date.time] : null))
    return { days, messages: site.issues.map(({ message }) => message) }
  }

  test.each<[string, string, string, number | null]>([
    ['2020-03-04T16:00:00Z', 'Asia/Shanghai', '2020-03-05', 0],
    ['2020-03-04T16:30:00Z', 'Asia/Shanghai', '2020-03-05', 1800],
    ['2020-03-05T00:00:00+08:00', 'Asia/Shanghai', '2020-03-05', 0],
    ['2020-03-05T16:00:00.000+08:00', 'Asia/Shanghai', '2020-03-05', 57_600],
    ['2020-03-05 10:00 UTC+8', 'Asia/Shanghai', '2020-03-05', 36_000],
    ['2020-03-05 10:00 +0800', 'Asia/Shanghai', '2020-03-05', 36_000],
    ['2020-03-05 1:30 PM GMT', 'Asia/Shanghai', '2020-03-05', 77_400],
    // Programs write a day without a time as midnight of UTC: the day is sure, the time is not.
    ['2020-03-05T00:00:00Z', 'Asia/Shanghai', '2020-03-05', null],
    ['2020-07-05T22:30:00Z', 'Europe/Berlin', '2020-07-06', 1800],
    ['2020-01-05T22:30:00Z', 'Europe/Berlin', '2020-01-05', 84_600],
    ['2020-03-05 10:00:00 CET', 'Europe/Berlin', '2020-03-05', 36_000],
    ['2020-03-05T01:00:00-05:00', 'America/New_York', '2020-03-05', 3600],
    ['2020-03-05T03:00:00Z', 'America/New_York', '2020-03-04', 79_200],
  ])('%s in %s', async (text, zone, day, time) => {
    expect((await read([text], zone)).days).toEqual([[day, time]])
  })

  test.each([
    ['2020-03-05T10:00:00+08:00', undefined, /\(\+08:00\).*state the hospital's own zone by `timeZone`/],
    ['2020-03-05T00:00:00Z', 'America/New_York', /midnight with a time zone \(Z\), which is another day in America/],
    ['2020-03-05 10:00:00 CST', 'Asia/Shanghai', /\(CST\) that is not known or stands for several/],
    ['2020-03-05 10:00-11:00', 'Asia/Shanghai', /\(-11:00\) that is not known or stands for several/],
    ['2020-03-05 10:00:00+25:00', 'Asia/Shanghai', /\(\+25:00\) that is not known/],
    ['2020-03-05T25:00:00Z', 'Asia/Shanghai', /a time that no clock has, with a time zone \(Z\)/],
  ])('%s in %s is held', async (text, zone, message) => {
    const { days, messages } = await read([text, sure], zone)
    expect(days).toEqual([null, [sure, null]])
    expect(messages).toEqual([expect.stringMatching(message)])
  })
})

test('three columns that were joined by dashes are read, with or without zeros', async () => {
  const { said } = await dated(['2020-3-5', '2020-03-05', '2020-12-1'], { date: ['YYYY-M-D'] })
  expect(said).toEqual(['2020-03-05', '2020-03-05', '2020-12-01'])
})

describe('what holds for the whole site', () => {
  const written = {
    timeZone: 'Asia/Shanghai',
    defaults: { encoding: 'gb18030', delimiter: ';', decimal: ',', date: ['DD.MM.YY', 'D MMM YYYY'], months: 'de' },
    files: {
      a: { name: 'a.csv', subject: { column: 'id' } },
      b: { name: 'b.csv', encoding: 'utf-8', delimiter: '\t', subject: { column: 'id' } },
      c: { name: 'c.xlsx', subject: { column: 'id' } },
    },
    map: {
      subject: { from: 'a', birthDate: 'born', ageYears: 'age', sex: 'sex' },
      lab: {
        from: 'a',
        date: { column: 'taken', date: ['YYYY-MM-DD'] },
        wide: {
          alb: { test: 'albumin', unit: 'g/L' },
          crp: { test: 'crp', decimal: '.', date: { column: 'crp day' } },
        },
      },
      contact: [{ from: 'b', status: { constant: 'alive' }, date: { column: 'seen', months: 'pl' } }],
    },
  }
  const dates = ['DD.MM.YY', 'D MMM YYYY']
  const century = { from: 1930 }
  const mapping = madeMapping({ ...written, defaults: { ...written.defaults, century } })

  test('is written out at each file and field that says nothing else', () => {
    const resolved = resolveMapping(mapping, { time: 'dates', timeZone: 'UTC' })
    expect(resolved).not.toHaveProperty('defaults')
    expect(resolved.timeZone).toBe('Asia/Shanghai')
    expect(resolved.files).toMatchObject({
      a: { encoding: 'gb18030', delimiter: ';' },
      b: { encoding: 'utf-8', delimiter: '\t' },
      c: { delimiter: ',' },
    })
    expect(resolved.files['c']).not.toHaveProperty('encoding')
    expect(resolved.map).toEqual({
      subject: {
        from: 'a',
        birthDate: { column: 'born', date: dates, century, months: 'de' },
        ageYears: { column: 'age', decimal: ',' },
        sex: 'sex',
      },
      lab: {
        from: 'a',
        date: { column: 'taken', date: ['YYYY-MM-DD'] },
        wide: {
          alb: { test: 'albumin', unit: 'g/L', decimal: ',' },
          crp: {
            ...{ test: 'crp', decimal: '.' },
            date: { column: 'crp day', date: dates, century, months: 'de' },
          },
        },
      },
      contact: [
        { from: 'b', status: { constant: 'alive' }, date: { column: 'seen', months: 'pl', date: dates, century } },
      ],
    })
  })

  test("the study's zone counts for a site that states none, unless it is UTC", () => {
    const none = madeMapping({ files: { s: subjects }, map: { subject: { from: 's', sex: 'v' } } })
    const zone = (timeZone: string, time: 'dates' | 'day offsets' = 'dates') =>
      resolveMapping(none, { time, timeZone }).timeZone
    expect([zone('Asia/Shanghai'), zone('UTC'), zone('Asia/Shanghai', 'day offsets')]).toEqual([
      'Asia/Shanghai',
      undefined,
      undefined,
    ])
  })

  test('is what exports are read by', async () => {
    const resolved = resolveMapping(
      madeMapping({
        ...written,
        defaults: { ...written.defaults, encoding: 'utf-8', century },
        timeZone: 'Asia/Tokyo',
      }),
      { time: 'dates', timeZone: 'UTC' },
    )
    const { site } = await harmonizeTexts(resolved, {
      a: 'id;born;age;sex;taken;alb;crp;crp day\n1;05.03.71;50,5;m;2021-03-05;40,5;1.5;5 März 2020\n',
      b: 'id\tseen\n1\t05.03.21\n',
    })
    const read = site.rows.map(({ domain, values }) => [
      domain,
      ...Object.values(values).map(value =>
        value.kind === 'day' ? value.date : 'number' in value ? value.number : value.kind,
      ),
    ])
    expect(read).toEqual([
      ['subject', 'code', '1971-03-05', 50.5],
      ['lab', 'code', 40.5, '2021-03-05'],
      ['lab', 'code', 1.5, '2020-03-05'],
      ['contact', 'code', '2021-03-05'],
    ])
  })
})
