import { describe, expect, test } from 'vitest'
import type { FileFinding } from '../../harmonize/columns/file-finding.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { lab, readColumn } from './read-column.js'

const file = { name: 's.csv', subject: { column: 'id' } }

const lines = (header: string, rows: readonly string[]): string => [header, ...rows].join('\n') + '\n'

const times = (count: number, row: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => row(index))

const mapping = madeMapping({
  files: { s: file, t: { name: 't.csv', subject: { column: 'id' } } },
  map: {
    subject: { from: 's', sex: { column: 'sex', codes: { f: 'female' } } },
    disease: { from: 's', stage: { column: 'stage', codes: { I: 'i', II: 'ii' } } },
    contact: { from: 't', status: { constant: 'alive' }, date: 'seen' },
  },
})

const findingsOf = async (
  s: readonly string[],
  t: readonly string[] = ['p0,2020-05-05'],
  options: Parameters<typeof harmonizeTexts>[2] = {},
): Promise<readonly FileFinding[]> =>
  (await harmonizeTexts(mapping, { s: lines('id,sex,stage', s), t: lines('id,seen', t) }, options)).findings

const whatToDo =
  'probably the mapping: compare its codes, formats and units with the file; if they are right, ask the hospital for the column anew'
const compare =
  'probably the mapping or the wrong file; compare the header and the mapping, and ask the hospital for the file anew if they are right'

describe('a column that is not believed', () => {
  const bad = [...times(15, at => `p${at},f,II`), ...times(3, at => `q${at},f,Stage`), 'r1,f,NULL', 'r2,f,3-Feb']
  const place = { file: 's.csv', sheet: '-', column: 'stage', kind: 'column-unusable', filled: 20, unusable: 5 }
  const told =
    '5 of 20 filled cells could not be used (3 unlisted-code, 1 date-for-code, 1 probably-missing): a text that is not among the 2 that the mapping lists'

  test('is left out by name', async () => {
    expect(await findingsOf(bad)).toEqual([
      {
        ...place,
        effect: 'column left out',
        message: `${told}. disease.stage is left out: all its values count as held; ${whatToDo}`,
      },
    ])
  })

  test('refuses its file where the study decides by it', async () => {
    const deciding = [{ domain: 'disease', field: 'stage', where: {} }] as const
    expect(await findingsOf(bad, undefined, { deciding })).toEqual([
      {
        ...place,
        effect: 'file refused',
        message: `${told}. The study decides by disease.stage, so the file is refused; ${whatToDo}`,
      },
    ])
  })
})

describe('rows that cannot be used', () => {
  const finding = (kind: string, column: string | null, filled: number, unusable: number, told: string) => ({
    file: 's.csv',
    sheet: '-',
    column,
    kind,
    effect: 'file refused',
    filled,
    unusable,
    message: `${unusable} of ${filled} rows ${told}: ${compare}`,
  })

  test('for another number of cells than the header has', async () => {
    expect(await findingsOf([...times(15, at => `p${at},f,II`), ...times(5, at => `q${at},f`)])).toEqual([
      finding(
        'rows-ragged',
        null,
        20,
        5,
        'have more or fewer cells than the header, so the file is refused; expected as many cells in each row as names in the header, and the delimiter that the mapping says',
      ),
    ])
  })

  test('for ids that cannot be one, by their kinds', async () => {
    const rows = [...times(15, at => `p${at},f,II`), ...times(4, at => `TEST ${at},f,II`), '3-Feb,f,II']
    expect(await findingsOf(rows)).toEqual([
      finding(
        'ids-unusable',
        'id',
        20,
        5,
        'have an id that cannot be used (test-id, unreadable-id), so the file is refused; expected the id of a subject in each row, as text',
      ),
    ])
  })

  test('for ids that another file writes with other zeros', async () => {
    const s = times(20, at => `0${at + 10},f,II`)
    const t = times(20, at => `${at < 5 ? '' : '0'}${at + 10},2020-05-05`)
    expect(await findingsOf(s, t)).toEqual([
      {
        ...finding(
          'ids-alike',
          'id',
          20,
          5,
          'have an id that the file of subjects lacks, and has with other leading zeros or separators, so the file is refused; expected each id written alike in every file: export the ids as text',
        ),
        file: 't.csv',
      },
    ])
  })

  test('for subjects that the file of subjects lacks', async () => {
    const s = times(20, at => `p${at},f,II`)
    const t = times(20, at => `${at < 5 ? 'x' : 'p'}${at},2020-05-05`)
    expect(await findingsOf(s, t)).toEqual([
      {
        ...finding(
          'rows-of-strangers',
          null,
          20,
          5,
          'are of subjects that have no record in the file of subjects, so the file is refused; expected rows of subjects that the file of subjects has, under the same id (leading zeros, spaces, .0 count)',
        ),
        file: 't.csv',
      },
    ])
  })
})

describe('words by which blocks take rows', () => {
  const events = madeMapping({
    files: { s: { ...file, rows: 'many a subject' } },
    map: {
      exposure: { from: 's', when: { kind: ['drug'] }, treatment: 'what', date: 'day' },
      disposition: { from: 's', when: { kind: ['death'] }, event: { constant: 'death' }, date: 'day' },
    },
  })
  const text = (count: number): string =>
    lines(
      'id,kind,what,day',
      times(20, at => `p${at},${at < count ? 'visit' : 'drug'},a,2020-05-05`),
    )
  const todo =
    "probably the mapping: list the words under 'when', or under 'passOver' of the file those that are meant to make no row"
  const place = { file: 's.csv', sheet: '-', column: 'kind', filled: 20 }

  test('are named once where too many are unlisted', async () => {
    const told = "5 of 20 rows have a word in this column that no 'when' lists, and make nothing"
    const found = { ...place, kind: 'when-words-unlisted', unusable: 5 }
    expect((await harmonizeTexts(events, { s: text(5) })).findings).toEqual([
      {
        ...found,
        effect: 'column left out',
        message: `${told}. the rows of exposure, disposition is left out: all its values count as held; ${todo}`,
      },
    ])
    const deciding = [{ domain: 'disposition', field: 'date', where: {} }] as const
    expect((await harmonizeTexts(events, { s: text(5) }, { deciding })).findings).toEqual([
      {
        ...found,
        effect: 'file refused',
        message: `${told}. The study decides by the rows of exposure, disposition, so the file is refused; ${todo}`,
      },
    ])
    const { findings, issues } = await harmonizeTexts(events, { s: text(4) })
    expect([findings, issues.length]).toEqual([[], 4])
    expect(issues[0]?.message).toBe(
      "a word that no block of this file lists under 'when', so the row makes nothing; list it there, or under 'passOver' of the file",
    )
  })

  test('are named where one list is asked for and never met', async () => {
    const flag = madeMapping({
      files: { s: file },
      map: { disposition: { from: 's', when: { dead: ['1'] }, event: { constant: 'death' }, date: 'day' } },
    })
    const read = async (words: readonly string[]) =>
      (
        await harmonizeTexts(flag, {
          s: lines(
            'id,dead,day',
            words.map((word, at) => `p${at},${word},2020-05-05`),
          ),
        })
      ).findings
    expect(await read(['yes', 'no', 'yes'])).toEqual([
      {
        file: 's.csv',
        sheet: '-',
        column: 'dead',
        kind: 'when-matches-nothing',
        effect: 'query',
        filled: 3,
        unusable: 3,
        message:
          "none of the 3 filled cells has a word that 'when' lists, and 2 other words occur: probably the mapping; compare the words with the file",
      },
    ])
    expect(await read(['no', 'NO', 'no'])).toEqual([])
    expect(await read(['yes', 'no', '1'])).toEqual([])
  })
})

describe('units that a column leaves open', () => {
  const read = async (header: string, texts: readonly string[], unit?: string) => {
    const written = unit === undefined ? {} : { unit }
    return (await readColumn('lab', 'result', texts, written, lab('haemoglobin'), { header })).site.findings
  }
  const question = (column: string, kind: string, filled: number, unusable: number, message: string) => [
    { file: 's.csv', sheet: '-', column, kind, effect: 'query', filled, unusable, message },
  ]

  test('are asked once per column, in whole words', async () => {
    const name = 'name the unit that the hospital uses'
    expect(await read('Hb (g/dL)', ['142', '138'], 'g/L')).toEqual(
      question(
        'Hb (g/dL)',
        'unit-in-header',
        2,
        2,
        `the column's header names g/dL, and the mapping says g/L of haemoglobin: probably the mapping; ${name}`,
      ),
    )
    expect(await read('Hb (g/dL)', ['142', '138'])).toEqual(
      question(
        'Hb (g/dL)',
        'unit-in-header',
        2,
        2,
        `the column's header names g/dL, and the mapping names none, so numbers were taken as g/L of haemoglobin: probably the mapping; ${name}`,
      ),
    )
    expect(await read('Hb', ['142', '138', ''])).toEqual(
      question(
        'Hb',
        'no-unit-named',
        2,
        2,
        'no unit is named for these numbers of haemoglobin; they were taken as g/L: name the unit in the mapping',
      ),
    )
  })

  test('are one question where many numbers fit another unit, else one each', async () => {
    const many = [...times(15, at => String(130 + at)), ...times(5, at => `13.${at}`)]
    expect(await read('Hb', many, 'g/L')).toEqual(
      question(
        'Hb',
        'unit-drift',
        20,
        5,
        '5 of 20 numbers of haemoglobin fit the rest of the column better in g/dL than in g/L: probably the mapping, or two units in one column; ask in which unit they are',
      ),
    )
    const few = await readColumn('lab', 'result', ['142', '138', '14.2'], { unit: 'g/L' }, lab('haemoglobin'))
    expect(few.site.findings).toEqual([])
    expect(few.issues[2]?.message).toBe(
      'a number that fits the rest of the column better in g/dL than in the unit that is said for it; kept as said',
    )
  })

  test('a diameter has no test to name', async () => {
    const { site } = await readColumn('tumour', 'diameter', ['32', '12'])
    expect(site.findings.map(({ message }) => message)).toEqual([
      'no unit is named for these numbers; they were taken as mm: name the unit in the mapping',
    ])
  })
})
