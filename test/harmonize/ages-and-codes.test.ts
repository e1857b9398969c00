import { describe, expect, test } from 'vitest'
import { wordList } from '../../harmonize/read/received-words.js'
import { workbookBytes } from '../sources/made-bytes.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { readColumn } from './read-column.js'

describe('ages', () => {
  test.each([
    ['45岁', 45],
    ['45Y', 45],
    ['４５', 45],
    ['62 years old', 62],
    ['71 ans', 71],
    ['8月', 0],
    ['10个月', 0],
    ['3岁6月', 3],
    ['3岁14个月', 4],
    ['15天', 0],
    ['5月龄', 0],
    ['18个月龄', 1],
    ['400日龄', 1],
    ['61 J.', 61],
    ['800天', 2],
    ['11 months', 0],
    ['12 months', 1],
    ['18 mo', 1],
    ['36 mos', 3],
    ['36M', 'age-in-months'],
    ['61 W', 'age-in-months'],
    ['61 h', 'age-in-months'],
    ['3y6m', 3],
    ['6 weeks', 0],
    ['105 weeks', 2],
    ['2 years 3 months', 2],
    ['2 ans 11 mois', 2],
    ['2000 months', 'implausible-value'],
    ['> 89', '>89 -'],
    ['>89岁', '>89 -'],
    ['≥90', '>=90 -'],
    ['90+', '>=90 -'],
    ['90 +', '>=90 -'],
    ['90+ years', '>=90 -'],
    ['89岁以上', '>=89 -'],
    ['89岁及以上', '>=89 -'],
    ['大于89岁', '>89 -'],
    ['90 and over', '>=90 -'],
    ['90 years or older', '>=90 -'],
    ['< 1', '<1 -'],
    ['130+', 'implausible-value'],
    ['>150', 'implausible-value'],
    ['300', 'implausible-value'],
    ['-1', 'implausible-value'],
  ])('%s is %s', async (text, expected) => {
    const { said, kinds } = await readColumn('subject', 'ageYears', [text, '50'])
    expect(kinds[0] ?? said[0]).toBe(expected)
  })
})

describe('codes', () => {
  const sites = { codes: { 1: 'i', 2: 'ii', 'Stage  III': 'iii' } }

  test('numbers written otherwise are the listed codes, with a note; capitals, widths and spaces do not matter', async () => {
    const { said, site } = await readColumn('disease', 'stage', ['1.0', '2', '02', ' stage iii', '１', '3.0'], sites)
    expect(said).toEqual(['i', 'ii', 'ii', 'iii', 'i', 'held'])
    expect(site.notes.join()).toContain('numbers written otherwise than the listed codes were read as these (2 times)')
  })

  test('two listed words that are one number are found as written only', () => {
    const list = wordList({ '1': 'one', '01': 'site one', '2': 'two' })
    expect(['1', '01', '1.0', '001', '2.0'].map(list.find)).toEqual(['one', 'site one', undefined, undefined, 'two'])
    expect(wordList({ '1.5': 'a' }).find('1.50')).toBe('a')
    expect(wordList({ '1': 'a' }).find('1.5')).toBeUndefined()
  })

  test.each(['NULL', 'NA', 'N/A', '#N/A', 'nan', 'None', '-', '缺失', '\\N'])(
    'the text %s never becomes a code of a column without a list',
    async text => {
      const { said, kinds } = await readColumn(
        'disease',
        'stage',
        [text, 'II', 'Na'],
        {},
        {},
        {
          codeless: { 'disease.stage': ['na'] },
        },
      )
      expect(said).toEqual(['held', 'II', 'Na'])
      expect(kinds).toEqual(['probably-missing', null, null])
    },
  )

  test('a text for missing that is listed is what the mapping says, in numbers and days as well', async () => {
    const listed = { missing: { NA: 'not done', '-99': 'unknown' } }
    expect((await readColumn('subject', 'sex', ['NA', 'f'], listed)).said).toEqual(['not done', 'f'])
    expect((await readColumn('subject', 'ageYears', ['NA', '-99.0', '50'], listed)).said).toEqual([
      'not done',
      'unknown',
      50,
    ])
    expect((await readColumn('subject', 'ageYears', ['NULL', '50'])).kinds).toEqual(['probably-missing', null])
  })

  test('several codes in one cell, or a code with more behind it, are held by name', async () => {
    const codes = { 高血压: 'hypertension', 糖尿病: 'diabetes', IIIB: 'iiib' }
    const { issues } = await readColumn('medicalHistory', 'term', ['高血压;糖尿病', 'IIIB (2019)', 'IIIB'], { codes })
    expect(issues.map(issue => issue?.message.split(',')[0] ?? null)).toEqual([
      'several listed codes in one cell',
      'a text that is not among the 3 that the mapping lists: a listed code with more in brackets behind it; list the whole text as a code',
      null,
    ])
  })

  test.each(['3-Feb', 'Feb-3', '2月3日', '2020-02-03'])('a code that became the day %s is held', async text => {
    expect((await readColumn('disease', 'stage', [text, '2-3'])).kinds).toEqual(['date-for-code', null])
    expect((await readColumn('disease', 'stage', [text, '2-3'], { codes: { [text]: 'a', '2-3': 'b' } })).kinds).toEqual(
      [null, null],
    )
  })

  test('a typed day of a workbook is no code', async () => {
    const bytes = await workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('a')
      sheet.addRows([
        ['id', 'grade'],
        ['1', new Date(Date.UTC(2020, 1, 3))],
        ['2', '2-3'],
        ['3', '1-2'],
      ])
    })
    const mapping = madeMapping({
      files: { s: { name: 's.xlsx', subject: { column: 'id' } } },
      map: { disease: { from: 's', stage: 'grade' } },
    })
    const { site } = await harmonizeTexts(mapping, { s: bytes })
    expect(site.issues.map(({ row, kind, effect }) => [row, kind, effect])).toEqual([
      [2, 'date-for-code', 'value held'],
    ])
  })

  test('a text that is not listed is kept for the local screen alone', async () => {
    const texts = ['II', 'Wang Ming', 'Wang Ming']
    const { site, door } = await readColumn('disease', 'stage', texts, { codes: { II: 'ii' } })
    const { withheld, ...stored } = door
    expect(withheld).toEqual([{ file: 's.csv', column: 'v', received: 'Wang Ming', nearest: null, count: 2 }])
    expect(JSON.stringify([stored, site])).not.toContain('Wang')
  })
})
