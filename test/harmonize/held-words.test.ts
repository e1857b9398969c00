import { describe, expect, test } from 'vitest'
import { untold } from '../../harmonize/read/parse-number.js'
import { readDigits } from '../../harmonize/read/read-digits.js'
import type { Cell } from '../../sources/source-record.js'
import { type Field, lab, readColumn } from './read-column.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

type Read = Awaited<ReturnType<typeof readColumn>>

/** The kind, the effect and the words of the first cell's trouble, as 'Data quality' and the question show them. */
const toldOf = ({ issues: [first] }: Read): string =>
  first == null ? '' : `${first.kind}, ${first.effect}: ${first.message}`

const held = (kind: string, message: string): string => `${kind}, value held: ${message}`
const one = 'where one number is expected'

describe('why a number is held', () => {
  test.each([
    ['<3', held('limit-for-number', 'a limit where a number itself is expected')],
    ['6', held('implausible-value', 'a number outside 0 to 5')],
    ['-1', held('implausible-value', 'a number outside 0 to 5')],
    ['1e999', held('not-a-number', 'a number too large to be one')],
    ['2 mg', held('not-a-number', 'words after a number where a bare one is expected')],
    ['2-3', held('range', `a range of two numbers ${one}`)],
    ['2*3', held('several-numbers', `two numbers multiplied, such as two diameters or a schedule, ${one}`)],
    ['3/4/5', held('several-numbers', `several numbers, as of a date, ${one}`)],
    ['1 of 2', held('several-numbers', `two or more numbers, or digits grouped by a space, ${one}`)],
    ["12'345", held('ambiguous-number', `digits grouped by an apostrophe, or two numbers, ${one}`)],
    ['2+', held('graded-result', `a number with a plus sign, a grade such as 2+ or a flag, ${one}`)],
    ['about 3', held('approximate-number', `a number that is only about right ${one}`)],
    ['3 左右', held('approximate-number', `a number that is only about right ${one}`)],
    ['less than 3', held('limit-for-number', 'a limit where a number itself is expected')],
    [
      '3 doubtful',
      held('words-behind-number', `words or signs behind the number, which are no known unit of it, ${one}`),
    ],
    [
      'mild',
      held(
        'not-a-number',
        `no number where one is expected: a word that stands for nothing known is listed under 'missing'`,
      ),
    ],
    [
      '1,234',
      held('ambiguous-number', 'a sign that may group digits or begin the decimals; nothing in the column decides'),
    ],
    [
      'NULL',
      held(
        'probably-missing',
        "a text that usually stands for nothing known, and is not listed: list it under 'missing', or as a code",
      ),
    ],
  ])('the grade %s', async (text, expected) => {
    const read = await readColumn('adverseEvent', 'grade', [text, '2'], {}, { category: { constant: 'rash' } })
    expect([toldOf(read), read.said]).toEqual([expected, ['held', 2]])
  })

  test('0 and 5 are grades, and a day is none', async () => {
    const { said } = await readColumn('adverseEvent', 'grade', ['0', '5'], {}, { category: { constant: 'rash' } })
    expect(said).toEqual([0, 5])
  })

  test('a listed code may stand for a number or, where it is none, for itself', async () => {
    const codes = { mild: '1', severe: 3, unclear: 'open', '1.5': '1,5' }
    const texts = ['mild', 'severe', 'unclear', 'grave', '4']
    const read = await readColumn('adverseEvent', 'grade', texts, { codes }, { category: { constant: 'rash' } })
    expect(read.said).toEqual([1, 3, 'open', 'held', 4])
    expect(read.issues[3]?.message).toBe('a text that is not among the 4 that the mapping lists')
  })

  test('a day and a number without end', () => {
    const told = (cell: Cell): string => {
      const read = readDigits(cell, untold, () => false)
      return 'refused' in read ? `${read.refused.trouble?.kind ?? ''}: ${read.refused.trouble?.message ?? ''}` : 'read'
    }
    expect(told({ kind: 'date', text: '2020-01-02', date: isoDate('2020-01-02') })).toBe(
      'date-for-number: a day where a number is expected: a workbook may have turned it into one',
    )
    expect(told({ kind: 'number', text: 'Infinity', number: Infinity })).toBe('not-a-number: a number without end')
    expect(told({ kind: 'number', text: '5', number: 5 })).toBe('read')
  })

  test('a mark that the column writes both ways', async () => {
    const read = await readColumn('lab', 'result', ['3.125', '4,1', '4.1', '38', '39'], { unit: 'g/L' }, lab('albumin'))
    expect(toldOf(read)).toBe(
      held(
        'decimal-marks-contradict',
        'a sign that may group digits or begin the decimals, and the column shows both ways of writing: name the mark by `decimal`, and have the cells written one way',
      ),
    )
  })
})

describe('why an age is held', () => {
  const months =
    'a number with m, w or h, which may be months, weeks or hours, or the sex beside the years: ask for years, or for the day of birth'
  test.each([
    ['36M', held('age-in-months', months)],
    ['126+', held('implausible-value', 'a number outside 0 to 125')],
    ['126', held('implausible-value', 'a number outside 0 to 125')],
    ['-1', held('implausible-value', 'a number outside 0 to 125')],
    [
      'old',
      held(
        'not-a-number',
        `no number where one is expected: a word that stands for nothing known is listed under 'missing'`,
      ),
    ],
    [
      '30 mg',
      held('words-behind-number', 'a unit or words behind the number where an age in completed years is expected'),
    ],
    ['0', ''],
    ['125', ''],
    ['45 years', ''],
  ])('%s', async (text, expected) => {
    expect(toldOf(await readColumn('subject', 'ageYears', [text, '50']))).toBe(expected)
  })
})

describe('why a result of a test is held or asked', () => {
  const of = (test: string, texts: readonly string[], written: Field) =>
    readColumn('lab', 'result', texts, written, lab(test))
  const albumin = 'expected g/L, g/dL, mg/mL, mg/dL'

  test.each([
    ['albumin', '41 mmol/L', held('unknown-unit', `the unit 'mmol/L', which does not convert; ${albumin}`)],
    ['albumin', '101', held('implausible-value', 'a number outside 5 to 100 g/L')],
    ['albumin', '4000', held('implausible-value', 'a number outside 5 to 100 g/L; it would be plausible in mg/dL')],
    ['albumin', '4.9', held('implausible-value', 'a number outside 5 to 100 g/L; it would be plausible in g/dL')],
    [
      'albumin',
      '4.1 g/dL',
      "unit-contradicts, query: a unit in the cell that is not the one which the mapping names for the column; read by the cell's own",
    ],
    ['albumin', '100', ''],
    ['albumin', '<200', ''],
    [
      'unheard-of',
      '41 g/L',
      held('words-behind-number', 'a unit or words behind the number of a test that the study does not declare'),
    ],
  ])('%s %s', async (test, text, expected) => {
    expect(toldOf(await of(test, [text, '40'], { unit: 'g/L' }))).toBe(expected)
  })

  test.each([
    ['41', 'g/L', ''],
    ['41', 'mmol/L', held('unknown-unit', `the unit 'mmol/L', which does not convert; ${albumin}`)],
    [
      '41',
      'g/Ll',
      held('unknown-unit', `a text that is no known unit, which does not convert; ${albumin}; the nearest is 'g/L'`),
    ],
    ['41', 'Wang', held('unknown-unit', `a text that is no known unit, which does not convert; ${albumin}`)],
    ['41', '', 'missing-unit, query: no unit beside the number; taken as g/L'],
    ['41', 'NULL', 'missing-unit, query: no unit beside the number; taken as g/L'],
    ['41', '9', 'missing-unit, query: no unit beside the number; taken as g/L'],
    ['4.1', 'gramm', ''],
    ['4.1 g/dL', 'g/L', held('unit-contradicts', 'a unit in the cell that contradicts the one in the column of units')],
    ['41 g/L', 'mg/mL', ''],
  ])('%s beside the unit %j', async (text, unit, expected) => {
    const written = { unit: { column: 'k', codes: { gramm: 'g/dL' } }, missing: { '9': 'unknown' } }
    const read = await readColumn('lab', 'result', [text, '42'], written, lab('albumin'), { k: [unit, 'g/L'] })
    expect(toldOf(read)).toBe(expected)
  })

  test('the ends of the range are plausible', async () => {
    expect((await of('albumin', ['5', '6', '7'], { unit: 'g/L' })).kinds).toEqual([null, null, null])
  })

  test('a score expects no unit, and may say that it counts', async () => {
    const read = await readColumn('assessment', 'result', ['1 g', '1分', '2 Points', '0'], {}, lab('ecog'))
    expect(read.said).toEqual(['held', '=1 -', '=2 -', '=0 -'])
    expect(toldOf(read)).toBe(held('unknown-unit', "the unit 'g', which does not convert; none is expected"))
  })
})
