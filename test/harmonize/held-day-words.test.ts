import { describe, expect, test } from 'vitest'
import { workbookBytes } from '../sources/made-bytes.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { type Field, readColumn } from './read-column.js'

const sure = '2021-03-05'

const firstTrouble = async (text: string, written: Field = {}, receivedOn: string | null = '2024-03-31') => {
  const beside = { status: { constant: 'alive' } }
  const { issues, said } = await readColumn('contact', 'date', [text, sure], written, beside, { receivedOn })
  expect(said[1]).toBe(sure)
  return issues[0] == null ? said[0] : `${issues[0].kind}, ${issues[0].effect}: ${issues[0].message}`
}

const held = (kind: string, message: string): string => `${kind}, value held: ${message}`
const formats = 'YYYY-MM-DD, YYYY-M-D, YYYY/M/D, YYYY.M.D, YYYY年M月D日'

describe('why a day is held', () => {
  test.each([
    ['2021-02-29', held('impossible-date', 'a day that no calendar has')],
    ['2020-02-29', '2020-02-29'],
    ['2024-03-31', '2024-03-31'],
    ['2024-04-01', held('date-after-export', "a day after the export's own, 2024-03-31")],
    ['1924-03-31', '1924-03-31'],
    ['1924-03-30', held('implausible-date', "a day more than 100 years before the export's own, 2024-03-31")],
    [
      '1970-01-01',
      held('sentinel-date', "a day that programs write where none was entered; if it is one, list it under 'missing'"),
    ],
    [
      '05.03.21',
      held(
        'two-digit-year',
        `a year of two digits, whose century cannot be told: list a format with YY and state \`century: { from: 1930 }\`, or ask for years of four digits (the mapping lists ${formats})`,
      ),
    ],
    [
      '2019-2020',
      held('range-of-days', `a range of days or years where one day is expected (the mapping lists ${formats})`),
    ],
    [
      'spring 2020',
      held(
        'approximate-date',
        `a day that is only about known, or part of one, in words (the mapping lists ${formats})`,
      ),
    ],
    [
      '2020-05',
      held(
        'partial-date',
        `a part of a day, which no listed format reads: list one such as YYYY-MM, and say by \`impute\` what it becomes (the mapping lists ${formats})`,
      ),
    ],
    [
      '5. Mai 2020',
      held(
        'foreign-month',
        `a month by a name that no listed format reads: list one with MMM such as D MMM YYYY; of a name that is another month elsewhere state the language by \`months\`; or ask for months as numbers (the mapping lists ${formats})`,
      ),
    ],
    [
      '2020-03-05T10:00:00+08:00',
      held(
        'time-with-zone',
        "a time with a time zone (+08:00), which may stand for another day at the hospital: state the hospital's own zone by `timeZone` in its mapping, or ask for days",
      ),
    ],
    ['never', held('unreadable-date', `no day in any of the formats that the mapping lists: ${formats}`)],
  ])('%s', async (text, expected) => {
    expect(await firstTrouble(text)).toBe(expected)
  })

  test.each([
    ['2020', ['YYYY-MM-DD', 'YYYY'], 'only the year of a day, and the mapping says no rule to complete it'],
    ['2020-05', ['YYYY-MM-DD', 'YYYY-MM'], 'only the month of a day, and the mapping says no rule to complete it'],
  ])('%s under a format that reads it, without a rule', async (text, date, message) => {
    expect(await firstTrouble(text, { date })).toBe(held('partial-date', message))
  })

  test('two formats that read two days', async () => {
    expect(await firstTrouble('03/04/2021', { date: ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY'] })).toBe(
      held('ambiguous-date', 'two of the listed formats read two different days'),
    )
  })

  const otherOrder =
    'the order of day and month is not the one that the mapping lists: probably the mapping; correct the format, or ask for days as YYYY-MM-DD'

  test('the order of day and month of its column', async () => {
    const date = ['YYYY-MM-DD', 'DD/MM/YYYY']
    expect(await firstTrouble('03/25/2020', { date })).toBe(
      held('day-order-contradicts', `a day that exists only where ${otherOrder}`),
    )
    const texts = ['03/04/2020', '03/25/2020', sure, sure]
    const { issues } = await readColumn('contact', 'date', texts, { date }, { status: { constant: 'alive' } })
    expect(issues[0]?.message).toBe(`a day that can be read in two ways, in a column where ${otherOrder}`)
  })

  test('a typed day beside texts that a program could not read', async () => {
    const bytes = await workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('a')
      sheet.addRows([
        ['id', 'seen'],
        ['1', new Date(Date.UTC(2020, 3, 4))],
        ['2', new Date(Date.UTC(2020, 3, 5))],
      ])
      sheet.addRows(['13/05/2020', '14/05/2020', '15/05/2020'].map((day, at) => [String(at + 3), day]))
      for (const place of ['B2', 'B3']) sheet.getCell(place).numFmt = 'yyyy-mm-dd'
    })
    const mapping = madeMapping({
      files: { s: { name: 's.xlsx', subject: { column: 'id' } } },
      map: { contact: { from: 's', status: { constant: 'alive' }, date: { column: 'seen', date: ['DD/MM/YYYY'] } } },
    })
    const { issues } = await harmonizeTexts(mapping, { s: bytes })
    expect(
      issues.map(({ row, sheet, column, kind, effect, message }) => [row, sheet, column, kind, effect, message]),
    ).toEqual([
      [
        3,
        '1 of 1',
        'seen',
        'day-order-contradicts',
        'value held',
        'a typed day in a column whose other days stayed texts with a day above 12: the program that turned texts into days has probably read month for day; ask for days as texts YYYY-MM-DD',
      ],
    ])
  })

  test('day numbers: of a listed kind, and of no certain day', async () => {
    const date = ['YYYY-MM-DD', 'serial 1904']
    expect(await firstTrouble('42798', { date })).toBe('2021-03-05')
    expect(await firstTrouble('60', { date: ['YYYY-MM-DD', 'serial 1900'] })).toBe(
      held('impossible-date', 'a day number of no certain day'),
    )
  })

  test('a birth may lie 125 years back and on the first day of computers', async () => {
    const read = async (texts: readonly string[]) => {
      const { issues, said } = await readColumn('subject', 'birthDate', texts, {}, {}, { receivedOn: '2024-03-31' })
      return [said, issues.map(issue => issue?.message ?? null)]
    }
    expect(await read(['1899-03-31', '1899-03-30', '1970-01-01'])).toEqual([
      ['1899-03-31', 'held', '1970-01-01'],
      [null, "a day more than 125 years before the export's own, 2024-03-31", null],
    ])
  })
})

describe('why a distance in time is held', () => {
  test.each([
    ['<5', held('not-a-number', 'no number where a distance in time is expected')],
    [
      '5 days',
      held(
        'words-behind-number',
        'words or signs behind the number, which are no known unit of it, where one number is expected',
      ),
    ],
    ['55001', held('implausible-value', 'a distance of more than 150 years')],
    ['-55001', held('implausible-value', 'a distance of more than 150 years')],
    ['55000', 55_000],
    ['-55000', -55_000],
  ])('%s', async (text, expected) => {
    const beside = { status: { constant: 'alive' } }
    const { issues, said } = await readColumn('contact', 'date', [text, '9'], { offset: 'days' }, beside, {
      time: 'day offsets',
    })
    const [issue] = issues
    expect(issue == null ? said[0] : `${issue.kind}, ${issue.effect}: ${issue.message}`).toBe(expected)
  })
})

describe('why a code is held', () => {
  test.each([
    ['ii', { ii: '2', iii: '3' }, '2'],
    ['iv', undefined, 'iv'],
    [
      'iiii',
      { ii: '2', iii: '3' },
      held('unlisted-code', "a text that is not among the 2 that the mapping lists; the nearest is 'iii'"),
    ],
    ['unlike', { ii: '2', iii: '3' }, held('unlisted-code', 'a text that is not among the 2 that the mapping lists')],
    [
      'ii + iii',
      { ii: '2', iii: '3' },
      held(
        'unlisted-code',
        "several listed codes in one cell, where one is expected: write the sign between them under 'each', or list the whole text as a code",
      ),
    ],
    [
      'iii (left)',
      { ii: '2', iii: '3' },
      held(
        'unlisted-code',
        "a text that is not among the 2 that the mapping lists: a listed code with more in brackets behind it; list the whole text as a code, or a pattern under 'patterns'",
      ),
    ],
    ['ii + iv', { ii: '2', iii: '3' }, held('unlisted-code', 'a text that is not among the 2 that the mapping lists')],
    [
      'n.a.',
      undefined,
      held(
        'probably-missing',
        "a text that usually stands for nothing known, and is not listed: list it under 'missing', or as a code",
      ),
    ],
    [
      '3-Feb',
      undefined,
      held(
        'date-for-code',
        'a day where a code is expected: a workbook has probably turned the code into one; ask for the column as text',
      ),
    ],
  ])('%s among %j', async (text, codes, expected) => {
    const { issues, said } = await readColumn('disease', 'stage', [text, 'ii'], codes === undefined ? {} : { codes })
    const [issue] = issues
    expect(issue == null ? said[0] : `${issue.kind}, ${issue.effect}: ${issue.message}`).toBe(expected)
  })
})
