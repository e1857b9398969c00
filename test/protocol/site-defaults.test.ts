import { describe, expect, test } from 'vitest'
import { describeStudy, writeResolved } from '../../protocol/words/describe-study.js'
import { loadChanged, problemsOf } from './changed-study.js'

describe('what a mapping says of its whole site', () => {
  const south = 'sites/south-clinic.yaml'
  const stated = 'dataDate: 2024-01-15'

  test.each<readonly [string, string, string, ...string[]]>([
    [
      'a zone that is none',
      stated,
      `${stated}\ntimeZone: Shanghai`,
      'sites/south-clinic.yaml:6:11: found a text of 8 signs, which is no time zone, expected a name such as Asia/Shanghai',
    ],
    [
      'a century that begins after the data',
      stated,
      `${stated}\ndefaults: { date: [DD.MM.YY], century: { from: 2030 } }`,
      'sites/south-clinic.yaml:6:48: found a century that begins after the day of the data: all its years lie ahead',
    ],
    [
      'a format that cannot be read',
      stated,
      `${stated}\ndefaults: { date: [YY.YY] }`,
      'sites/south-clinic.yaml:6:20: found a date format that cannot be read, expected YYYY or YY once, M, MM or MMM and D or DD at most once',
      'sites/south-clinic.yaml:6:20: found years of two digits, whose century nobody can tell, expected one of century: { from: 1930 } beside it, for 1930 to 2029, years of four digits',
    ],
    ['a day that is written by default', stated, `${stated}\ndefaults: { date: [DD.MM.YYYY], decimal: ',' }`],
  ])('%s', async (_, from, to, ...told) => {
    expect(await problemsOf([south, from, to])).toEqual(told)
  })

  test('a field without its own formats is read by those of the site, and retold with them', async () => {
    const loaded = await loadChanged('dates-and-identifiers', [
      [south, stated, `${stated}\ntimeZone: Europe/Vienna\ndefaults: { date: [YYYY-MM-DD] }`],
      [south, 'birthDate: { column: birth_date, date: [YYYY-MM-DD] }', 'birthDate: birth_date'],
    ])
    if (!('study' in loaded)) throw new Error(loaded.join('\n'))
    expect(loaded.mappings['south-clinic']).toMatchObject({
      timeZone: 'Europe/Vienna',
      map: { subject: { birthDate: { column: 'birth_date', date: ['YYYY-MM-DD'] } } },
    })
    expect(loaded.mappings['north-clinic']?.timeZone).toBe('Europe/Berlin')
    expect(writeResolved(loaded)).not.toContain('defaults')
    expect(describeStudy(loaded)).toContain('  days in Europe/Vienna\n    data of 2024-01-15\n')
  })

  test.each(['timeZone: Europe/Berlin', 'dataDate: 2024-01-15', 'defaults: { date: [YYYY] }'])(
    'a study of day offsets has no %s',
    async written => {
      const problems = await loadChanged('day-offsets', [['sites/register.yaml', 'files:', `${written}\nfiles:`]])
      expect(problems).toEqual([expect.stringContaining('but a study of day offsets has no calendar')])
    },
  )

  test('a site that states no day of its data is doubted', async () => {
    const loaded = await loadChanged('dates-and-identifiers', [[south, `${stated}\n`, '']])
    if (!('study' in loaded)) throw new Error(loaded.join('\n'))
    expect(loaded.warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('no day of the data is stated, so it is the day on which an export comes'),
    ])
  })
})

describe('what is said of the days of a field fits its formats', () => {
  test.each<readonly [string, string, string, ...string[]]>([
    [
      'a century where years have four digits',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.MM.YYYY], century: { from: 1930 } }',
      "sites/north-clinic.yaml:18:52: found 'century', but there are no years of two digits here, expected date: [DD.MM.YY]",
    ],
    [
      'a language of months that have no names',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.MM.YYYY], months: de }',
      "sites/north-clinic.yaml:18:52: found 'months', but there are no months by their names here, expected date: [D MMM YYYY]",
    ],
    [
      'a century that nobody lived in',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.MM.YY], century: { from: 1830 } }',
      'sites/north-clinic.yaml:18:67: found a number: Too small: expected number to be >=1880',
    ],
  ])('%s', async (_, from, to, ...told) => {
    expect(await problemsOf(['sites/north-clinic.yaml', from, to])).toEqual(told)
  })
})
