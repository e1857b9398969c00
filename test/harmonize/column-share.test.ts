import { describe, expect, test } from 'vitest'
import type { DecidingField } from '../../protocol/facts/deciding-fields.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

const file = { name: 's.csv', subject: { column: 'id' } }
const codes = { codes: { I: 'i', II: 'ii' } }

const stages = (good: number, bad: number, empty = 0): string =>
  [
    'id,stage,sex',
    ...Array.from({ length: good }, (_, index) => `g${index},II,f`),
    ...Array.from({ length: bad }, (_, index) => `b${index},Stage ${'ABCDEF'[index % 6] ?? ''},f`),
    ...Array.from({ length: empty }, (_, index) => `e${index},,f`),
  ].join('\n') + '\n'

const mapping = madeMapping({
  files: { s: file },
  map: {
    subject: { from: 's', sex: { column: 'sex', codes: { f: 'female' } } },
    disease: { from: 's', stage: { column: 'stage', ...codes } },
  },
})

const byStage: readonly DecidingField[] = [{ domain: 'disease', field: 'stage', where: {} }]

const judged = async (text: string, options: Parameters<typeof harmonizeTexts>[2] = {}) => {
  const { findings, issues, site } = await harmonizeTexts(mapping, { s: text }, options)
  return { findings, issues, site, effects: findings.map(({ effect, unusable, filled }) => [effect, unusable, filled]) }
}

describe('a column is believed, or not', () => {
  test.each([
    [16, 4, []],
    [15, 5, [['column left out', 5, 20]]],
    [14, 5, []],
    [0, 1, []],
    [0, 2, [['column left out', 2, 2]]],
    [1, 2, []],
    [80, 20, []],
    [79, 21, [['column left out', 21, 100]]],
  ])('%i usable and %i unusable cells', async (good, bad, expected) => {
    expect((await judged(stages(good, bad))).effects).toEqual(expected)
  })

  test('empty cells are not filled, and words for missing are understood', async () => {
    expect((await judged(stages(15, 4, 200))).effects).toEqual([])
    expect((await judged(stages(15, 5, 200))).effects).toEqual([['column left out', 5, 20]])
    const missing = madeMapping({ ...mapping, missing: { '': 'not recorded', 'Stage A': 'unknown' } })
    const { findings } = await harmonizeTexts(missing, { s: 'id,stage,sex\n1,Stage A,f\n2,Stage A,f\n3,II,f\n' })
    expect(findings).toEqual([])
  })

  test('the study may set another share', async () => {
    expect((await judged(stages(17, 3), { share: 0.1 })).effects).toEqual([['column left out', 3, 20]])
    expect((await judged(stages(10, 10), { share: 0.5 })).effects).toEqual([])
  })

  test('where the study decides by the column, the file is refused', async () => {
    const { effects, findings } = await judged(stages(15, 5), { deciding: byStage })
    expect(effects).toEqual([['file refused', 5, 20]])
    expect(findings[0]).toMatchObject({ file: 's.csv', sheet: '-', column: 'stage', kind: 'column-unusable' })
    expect(findings[0]?.message).toContain('5 of 20 filled cells could not be used (5 unlisted-code)')
    expect(findings[0]?.message).toContain('The study decides by disease.stage, so the file is refused')
    expect(findings[0]?.message).toContain('probably the mapping')
  })

  test('a column left out holds all its values, asks the hospital nothing, and keeps the count', async () => {
    const { site, issues } = await judged(stages(15, 5))
    const found = site.rows.filter(({ domain }) => domain === 'disease').map(({ values }) => values['stage'])
    expect(found).toEqual(Array.from({ length: 20 }, () => ({ kind: 'missing', reason: 'held' })))
    expect(issues).toEqual([])
    expect(site.proposals.reduce((sum, { count }) => sum + count, 0)).toBe(5)
    expect(
      site.rows.filter(({ domain }) => domain === 'subject').every(({ values }) => values['sex']?.kind === 'code'),
    ).toBe(true)
  })

  test('in a file of one row per value each test counts by itself', async () => {
    const long = madeMapping({
      files: { s: file },
      map: {
        lab: {
          from: 's',
          test: { column: 'item', codes: { ALB: 'albumin', AFP: 'afp' } },
          result: { column: 'value', unit: { column: 'unit' } },
        },
      },
    })
    const rows = Array.from({ length: 30 }, (_, index) => [
      `p${index},ALB,41,g/L`,
      `p${index},AFP,${index < 20 ? 7 : 'x'},ng/mL`,
    ]).flat()
    const deciding: readonly DecidingField[] = [{ domain: 'lab', field: 'result', where: { test: { is: 'albumin' } } }]
    const { findings, site, issues } = await harmonizeTexts(
      long,
      { s: ['id,item,value,unit', ...rows].join('\n') + '\n' },
      { deciding },
    )
    expect(findings.map(({ effect, unusable, filled }) => [effect, unusable, filled])).toEqual([
      ['column left out', 10, 30],
    ])
    expect(findings[0]?.message).toContain('lab.result of afp is left out')
    const kinds = (test: string) =>
      new Set(
        site.rows
          .filter(({ values }) => values['test']?.kind === 'code' && values['test'].code === test)
          .map(({ values }) => values['result']?.kind),
      )
    expect([...kinds('albumin')]).toEqual(['quantity'])
    expect([...kinds('afp')]).toEqual(['missing'])
    expect(issues).toEqual([])
    const decidedByAfp = await harmonizeTexts(
      long,
      { s: ['id,item,value,unit', ...rows].join('\n') + '\n' },
      {
        deciding: [{ domain: 'lab', field: 'result', where: { test: { in: ['afp'] } } }],
      },
    )
    expect(decidedByAfp.findings.map(({ effect }) => effect)).toEqual(['file refused'])
  })

  test('a result whose test is not listed is named once, by its test', async () => {
    const long = madeMapping({
      files: { s: file },
      map: {
        lab: {
          from: 's',
          test: { column: 'item', codes: { ALB: 'albumin' } },
          result: { column: 'value', unit: 'g/L' },
        },
      },
    })
    const { issues, findings } = await harmonizeTexts(long, {
      s: 'id,item,value\n1,ALB,41\n2,XYZ,1.2; 1.4\n3,ALB,40\n',
    })
    expect(issues.map(({ row, column, kind }) => [row, column, kind])).toEqual([[3, 'item', 'unlisted-code']])
    expect(findings).toEqual([])
  })

  test('a wide file counts a day that its columns share once', async () => {
    const wide = madeMapping({
      files: { s: file },
      map: {
        lab: {
          from: 's',
          date: { column: 'seen', date: ['YYYY-MM-DD'] },
          wide: { alb: { test: 'albumin', unit: 'g/L' }, afp: { test: 'afp', unit: 'ng/mL' } },
        },
      },
    })
    const rows = Array.from({ length: 20 }, (_, index) => `p${index},${index < 14 ? '2020-05-05' : 'soon'},41,7`)
    const read = (test: string) =>
      harmonizeTexts(
        wide,
        { s: ['id,seen,alb,afp', ...rows].join('\n') + '\n' },
        {
          deciding: [{ domain: 'lab', field: 'date', where: { test: { is: test } } }],
        },
      )
    expect((await read('afp')).findings.map(({ effect, unusable, filled }) => [effect, unusable, filled])).toEqual([
      ['file refused', 6, 20],
    ])
    expect((await read('cea')).findings.map(({ effect }) => effect)).toEqual(['column left out'])
  })
})

describe('the rows of a file are believed, or not', () => {
  const text = (ragged: number, whole: number): string =>
    [
      'id,stage,sex',
      ...Array.from({ length: whole }, (_, index) => `g${index},II,f`),
      ...Array.from({ length: ragged }, (_, index) => `b${index},II,f,more`),
    ].join('\n') + '\n'

  test.each([
    [19, 1, ['rows-ragged']],
    [5, 15, ['rows-ragged']],
    [4, 16, []],
    [1, 1, []],
  ])('%i rows of another length beside %i', async (ragged, whole, kinds) => {
    const { findings, issues } = await judged(text(ragged, whole))
    expect(findings.map(({ kind, effect }) => [kind, effect])).toEqual(kinds.map(kind => [kind, 'file refused']))
    expect(issues.length).toBe(kinds.length === 0 ? ragged : 0)
  })

  test.each([
    [5, 15, ['rows-untold']],
    [4, 16, []],
  ])('%i rows of which nobody can tell whether they count beside %i', async (untold, whole, kinds) => {
    const columns = { state: { from: 'stage', words: { II: 'final', I: 'draft' } } }
    const shaped = madeMapping({
      files: { s: { ...file, columns, only: { state: ['final'] } } },
      map: { subject: { from: 's', sex: 'sex' } },
    })
    const rows = Array.from({ length: untold + whole }, (_, at) => `g${at},${at < untold ? 'X' : 'II'},f`)
    const { findings, issues } = await harmonizeTexts(shaped, { s: ['id,stage,sex', ...rows].join('\n') + '\n' })
    expect(findings.map(({ kind, effect }) => [kind, effect])).toEqual(kinds.map(kind => [kind, 'file refused']))
    expect(issues.length).toBe(kinds.length === 0 ? untold : 0)
  })

  test('rows of subjects that the file of subjects lacks count against all rows', async () => {
    const two = madeMapping({
      files: { s: file, t: { name: 't.csv', subject: { column: 'id' } } },
      map: { subject: { from: 's', sex: 'sex' }, contact: { from: 't', status: { constant: 'alive' }, date: 'seen' } },
    })
    const subjects = ['id,sex', ...Array.from({ length: 20 }, (_, index) => `p${index},f`)].join('\n') + '\n'
    const seen = (strangers: number): string =>
      [
        'id,seen',
        ...Array.from({ length: 20 }, (_, index) => `${index < strangers ? 'x' : 'p'}${index},2020-05-05`),
      ].join('\n') + '\n'
    const many = await harmonizeTexts(two, { s: subjects, t: seen(5) })
    expect(many.findings.map(({ file: name, kind, effect, unusable }) => [name, kind, effect, unusable])).toEqual([
      ['t.csv', 'rows-of-strangers', 'file refused', 5],
    ])
    expect(many.issues.filter(({ kind }) => kind === 'no-subject-row')).toEqual([])
    const few = await harmonizeTexts(two, { s: subjects, t: seen(4) })
    expect(few.findings).toEqual([])
    expect(few.issues.filter(({ kind }) => kind === 'no-subject-row').length).toBe(4)
  })
})
