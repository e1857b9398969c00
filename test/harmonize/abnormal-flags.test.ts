import { describe, expect, test } from 'vitest'
import { abnormalFlags, flagOf, joinFlags } from '../../protocol/schema/abnormal-flags.js'
import type { SharedRow } from '../../harmonize/shared-row.js'
import { withOrigins } from '../../harmonize/blocks/field-origins.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { told } from './read-column.js'

const flagged = ({ values }: SharedRow): string =>
  [told(values['result']), values['flag'] === undefined ? '-' : told(values['flag'])].map(String).join(' ')

const longMapping = (flag?: unknown) =>
  madeMapping({
    files: { labs: { name: 'labs.csv', subject: { column: 'pid' } } },
    map: {
      lab: {
        from: 'labs',
        test: { column: 'item', codes: { ALB: 'albumin', INR: 'inr', ALT: 'alt' } },
        result: { column: 'value', unit: { column: 'u', codes: { 'g/L': 'g/L', 'U/L': 'U/L' } } },
        date: { column: 'taken', date: ['YYYY-MM-DD'] },
        ...(flag === undefined ? {} : { flag }),
      },
    },
  })

describe('abnormal flags of results', () => {
  test('what a laboratory writes beside a result is kept as its flag, with its unit or without', async () => {
    const { site } = await harmonizeTexts(longMapping(), {
      labs: `pid,item,value,u,taken
P001,ALB,56.3↑,g/L,2020-12-20
P002,ALB,12.4 ↓,g/L,2020-12-20
P003,ALB,33.0 L,g/L,2020-12-20
P004,ALB,H 45,g/L,2020-12-20
P005,ALB,41.2*,g/L,2020-12-20
P006,ALB,"38.1 g/L ↑",,2020-12-20
P007,INR,1.8↑,,2020-12-20
P008,ALT,88 HH,U/L,2020-12-20
P009,ALB,40,g/L,2020-12-20
P010,ALB,40 ↑L,g/L,2020-12-20
`,
    })
    expect(site.rows.map(flagged)).toEqual([
      '=56.3 g/L high',
      '=12.4 g/L low',
      '=33 g/L low',
      '=45 g/L high',
      '=41.2 g/L abnormal',
      '=38.1 g/L high',
      '=1.8 - high',
      '=88 U/L high-high',
      '=40 g/L -',
      'held -',
    ])
    expect(site.issues.map(({ row, kind }) => [row, kind])).toEqual([[11, 'flag-contradicts']])
    expect(site.rows[0]?.values['flag']).toEqual({ kind: 'code', code: 'high', received: '↑' })
  })

  test('a flag in a column of its own is read by its codes, or by the usual signs', async () => {
    const labs = `pid,item,value,u,taken,hint
P001,ALB,56.3,g/L,2020-12-20,1
P002,ALB,12.4,g/L,2020-12-20,2
P003,ALB,33.0,g/L,2020-12-20,
P004,ALB,33.0,g/L,2020-12-20,x
`
    const byCodes = await harmonizeTexts(longMapping({ column: 'hint', codes: { 1: 'high', 2: 'low' } }), { labs })
    expect(byCodes.site.rows.map(flagged)).toEqual([
      '=56.3 g/L high',
      '=12.4 g/L low',
      '=33 g/L not recorded',
      '=33 g/L held',
    ])
    const usual = labs.replace(',1\n', ',↑\n').replace(',2\n', ',偏低\n')
    const { site } = await harmonizeTexts(longMapping('hint'), { labs: usual })
    expect(site.rows.map(flagged)).toEqual(byCodes.site.rows.map(flagged))
    expect(site.issues.map(({ message }) => message)).toEqual([
      "a text that is no usual abnormal flag: list it under 'codes', as one of high, high-high, low, low-low, abnormal, normal",
    ])
  })

  test('cell and column that contradict each other keep the number and hold the flag; where they agree, the column says', async () => {
    const { site } = await harmonizeTexts(longMapping('hint'), {
      labs: `pid,item,value,u,taken,hint
P001,ALB,56.3↑,g/L,2020-12-20,L
P002,ALB,12.4 ↓,g/L,2020-12-20,LL
P003,ALB,33.0*,g/L,2020-12-20,L
P004,ALB,33.0↓,g/L,2020-12-20,
P005,ALB,33.0↓,g/L,2020-12-20,*
`,
    })
    expect(site.rows.map(flagged)).toEqual([
      '=56.3 g/L held',
      '=12.4 g/L low-low',
      '=33 g/L low',
      '=33 g/L low',
      '=33 g/L low',
    ])
    expect(site.issues.map(({ row, kind, column }) => [row, kind, column])).toEqual([[2, 'flag-contradicts', 'value']])
  })

  test('of a wide block each column has its flags, beside it or in a column of its own', async () => {
    const mapping = madeMapping({
      files: { labs: { name: 'labs.csv', subject: { column: 'pid' } } },
      map: {
        lab: {
          from: 'labs',
          wide: {
            ALB: { test: 'albumin', unit: 'g/L', flag: { column: 'ALB hint', codes: { up: 'high' } } },
            ALT: { test: 'alt', unit: 'U/L' },
          },
        },
      },
    })
    const { site } = await harmonizeTexts(mapping, { labs: 'pid,ALB,ALB hint,ALT\nP1,56,up,88 H\nP2,40,,20\n' })
    expect(site.rows.map(flagged)).toEqual(['=56 g/L high', '=88 U/L high', '=40 g/L not recorded', '=20 U/L -'])
    const origins = site.rows.map(withOrigins(mapping, [])).map(({ origins }) => origins?.['flag']?.column ?? null)
    expect(origins).toEqual(['ALB hint', 'ALT', 'ALB hint', null])
  })

  test('one result that comes with its flag and without is one; with two flags it is held', async () => {
    const { site } = await harmonizeTexts(longMapping(), {
      labs: `pid,item,value,u,taken
P001,ALB,56.3,g/L,2020-12-20
P001,ALB,56.3↑,g/L,2020-12-20
P002,ALB,33.0↑,g/L,2020-12-20
P002,ALB,33.0↓,g/L,2020-12-20
P003,ALB,40,g/L,2020-12-20
`,
    })
    expect(site.rows.map(row => [row.source.row, flagged(row)])).toEqual([
      [3, '=56.3 g/L high'],
      [6, '=40 g/L -'],
    ])
    expect(site.issues.map(({ row, kind }) => [row, kind])).toEqual([
      [4, 'duplicate-differs'],
      [5, 'duplicate-differs'],
    ])
  })

  test('flags beside other numbers than results are dropped and noted', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: { exposure: { from: 's', treatment: { constant: 'a' }, dose: { column: 'dose', unit: 'mg' } } },
    })
    const { site } = await harmonizeTexts(mapping, { s: 'id,dose\nA,100*\nB,100\n' })
    expect(site.rows.map(({ values }) => Object.keys(values))).toEqual([
      ['treatment', 'dose'],
      ['treatment', 'dose'],
    ])
    expect(site.notes.join()).toContain(
      'flags of the laboratory beside numbers (arrows, H, L and the like) were dropped',
    )
  })
})

describe('what flags say', () => {
  test('two flags join to the stronger of one direction, and contradict across directions and beside normal', () => {
    const joins = abnormalFlags.map(one => abnormalFlags.map(other => joinFlags(one, other)))
    expect(joins).toEqual([
      ['high', 'high-high', null, null, 'high', null],
      ['high-high', 'high-high', null, null, 'high-high', null],
      [null, null, 'low', 'low-low', 'low', null],
      [null, null, 'low-low', 'low-low', 'low-low', null],
      ['high', 'high-high', 'low', 'low-low', 'abnormal', null],
      [null, null, null, null, null, 'normal'],
    ])
  })

  test.each(['', 'g/L', 'up', 'h', '5', '于', 'HIGHER', '高血压'])('%s is no flag', text => {
    expect(flagOf(text)).toBe('none')
  })
})
