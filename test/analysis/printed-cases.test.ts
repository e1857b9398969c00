import { describe, expect, test } from 'vitest'
import { auditPublished } from '../../analysis/audit-published.js'
import { comparePublished } from '../../analysis/compare-published.js'
import { makeResult } from '../../analysis/make-result.js'
import { parsePrinted, printedRange, roundsTo } from '../../analysis/printed-number.js'
import { publishedSchema } from '../../protocol/published.js'

describe('a number as printed', () => {
  test.each([
    ['12', { kind: 'number', number: 12, decimals: 0 }],
    [' +0.50 ', { kind: 'number', number: 0.5, decimals: 2 }],
    ['1 234.5', { kind: 'number', number: 1234.5, decimals: 1 }],
    ['–3%', { kind: 'number', number: -3, decimals: 0 }],
    ['<0.001', { kind: 'bound', relation: '<', number: 0.001 }],
    ['≤ 0.05', { kind: 'bound', relation: '<', number: 0.05 }],
    ['>20', { kind: 'bound', relation: '>', number: 20 }],
    ['≥20%', { kind: 'bound', relation: '>', number: 20 }],
    ['Not reached', { kind: 'not reached' }],
    ['NR', { kind: 'not reached' }],
    ['not estimable', { kind: 'not reached' }],
    ['ne', { kind: 'not reached' }],
    ['1.2.3', { kind: 'text', text: '1.2.3' }],
    [' a text ', { kind: 'text', text: 'a text' }],
    ['', { kind: 'text', text: '' }],
  ])('%j', (printed, read) => {
    expect(parsePrinted(printed)).toEqual(read)
  })

  test('has the decimals that are said of it', () => {
    expect(parsePrinted('0.5', 2)).toEqual({ kind: 'number', number: 0.5, decimals: 2 })
    expect(parsePrinted('5', 0)).toEqual({ kind: 'number', number: 5, decimals: 0 })
  })

  test.each([
    [0.545, true],
    [0.555, true],
    [0.5449, false],
    [0.5551, false],
    [0.55, true],
  ])('%d rounds to 0.55: %s', (value, rounds) => {
    expect(roundsTo(value, { kind: 'number', number: 0.55, decimals: 2 })).toBe(rounds)
  })

  test('stands for numbers from the least to the greatest', () => {
    const range = printedRange(parsePrinted('0.5'))
    expect(range?.least).toBeCloseTo(0.45, 8)
    expect(range?.greatest).toBeCloseTo(0.55, 8)
    expect(range?.least).toBeLessThan(0.45)
    expect(range?.greatest).toBeGreaterThan(0.55)
    expect(printedRange(parsePrinted('<0.05'))).toEqual({ least: -Infinity, greatest: 0.05 })
    expect(printedRange(parsePrinted('>0.05'))).toEqual({ least: 0.05, greatest: Infinity })
    expect(printedRange(parsePrinted('NR'))).toBeNull()
    expect(printedRange(parsePrinted('a text'))).toBeNull()
  })
})

describe('a printed number beside the computed one', () => {
  const key = 'survival/all/os/treated/-/median'
  const of = (printed: string, value: number | string | null, more: object = {}, making: object = {}) =>
    comparePublished(publishedSchema.parse({ source: 'A paper', values: [{ key, printed, ...more }] }), [
      makeResult(key, value, { method: 'm', ...making }),
    ])[0]

  test.each([
    ['12', 12, 'reached', 0],
    ['0.3', 0.1 + 0.2, 'reached', null],
    ['12', 12.4, 'within rounding', null],
    ['12', 12.6, 'off', null],
    ['<0.05', 0.05, 'off', null],
    ['<0.05', 0.049, 'reached', null],
    ['>20', 20, 'off', null],
    ['>20', 21, 'reached', null],
    ['>20', 19, 'off', null],
    ['age, stage', 'age, stage', 'reached', null],
    ['age', 'age, stage', 'off', null],
    ['12', 'age', 'off', null],
    ['age', 12, 'off', null],
    ['NR', 12, 'off', null],
    ['NR', 'age', 'off', null],
  ] as const)('%s beside %s is %s', (printed, value, verdict, difference) => {
    const found = of(printed, value)
    expect(found).toMatchObject({ verdict, printed, computed: value, note: null, key, label: key })
    if (difference !== null) expect(found?.difference).toBe(difference)
  })

  test('what is not estimable gives its own notes, unless that is what is printed', () => {
    expect(of('12', null, {}, { notes: ['few', 'no event'] })).toMatchObject({
      verdict: 'not computed',
      note: 'few; no event',
    })
    expect(of('NR', null, {}, { notes: ['few'] })).toMatchObject({ verdict: 'not computed', note: 'few' })
    expect(of('NR', null, {}, { notes: ['few', 'not reached'] })).toMatchObject({ verdict: 'reached', note: null })
  })

  test("a person's note stands first, and percentages are known as such", () => {
    expect(of('50', 0.5, { times: 100, note: 'read from a figure' })).toMatchObject({
      verdict: 'reached',
      computed: 50,
      percent: true,
      note: 'read from a figure',
    })
    expect(of('50', 50, {}, { unit: '%' })?.percent).toBe(true)
    expect(of('50', 50, { times: 10 })).toMatchObject({ computed: 500, percent: false, difference: 450 })
    expect(of('50', null, { note: 'read' }, { notes: ['few'] })?.note).toBe('read; few')
    expect(of('50', 50, { label: { en: 'Median', zh: '中位' } })?.label).toBe('Median')
  })
})

describe('what a paper contradicts', () => {
  const audit = (statement: object): readonly string[] =>
    auditPublished(
      publishedSchema.parse({
        source: 'A paper',
        values: [{ key: 'flow/-/eligible/-/-/n', printed: 1 }],
        statements: [{ id: 's', label: 'S', ...statement }],
      }),
    ).map(({ severity, message }) => `${severity}: ${message}`)

  test.each([
    [
      'a count that is not its percentage',
      {
        kind: 'counts',
        n: 40,
        rows: [
          { label: 'CR', count: 10, percent: '30.0' },
          { label: 'PR', count: 30, percent: '75' },
        ],
      },
      ['contradictory: CR: 10 of 40 is 25.0%, not 30.0; 30.0 is 12 of 40'],
    ],
    [
      'a percentage that no count gives',
      {
        kind: 'counts',
        n: 3,
        rows: [
          { label: 'CR', count: 1, percent: '50' },
          { label: 'PR', count: 2 },
        ],
      },
      ['contradictory: CR: 1 of 3 is 33%, not 50; no count gives that percentage'],
    ],
    [
      'a count left out that its percentage tells',
      {
        kind: 'counts',
        n: 40,
        rows: [
          { label: 'CR', count: null, percent: '25.0' },
          { label: 'PR', count: 30 },
        ],
      },
      ['incomplete: CR is printed without a count; 25.0 of 40 is 10'],
    ],
    [
      'a count left out that nothing tells',
      {
        kind: 'counts',
        n: 40,
        rows: [
          { label: 'CR', count: null },
          { label: 'PR', count: 30 },
        ],
      },
      ['incomplete: CR is printed without a count; nothing of 40 tells no single count'],
    ],
    [
      'a percentage that several counts give',
      { kind: 'counts', n: 1000, complete: false, rows: [{ label: 'CR', count: null, percent: '25' }] },
      ['incomplete: CR is printed without a count; 25 of 1000 tells no single count'],
    ],
    [
      'rows that do not make n',
      {
        kind: 'counts',
        n: 40,
        rows: [
          { label: 'CR', count: 10 },
          { label: 'PR', count: null, percent: '50' },
        ],
      },
      ['incomplete: PR is printed without a count; 50 of 40 is 20', 'contradictory: the rows 10 + 20 make 30, not 40'],
    ],
    ['a bound of a percentage', { kind: 'counts', n: 40, rows: [{ label: 'CR', count: 40, percent: '>1' }] }, []],
    ['nobody', { kind: 'counts', n: 0, rows: [{ label: 'CR', count: 0, percent: '5' }] }, []],
    ['a sum', { kind: 'sum', total: 5, parts: [1, 3] }, ['contradictory: 1 + 3 make 4, not 5']],
    ['a sum that is right', { kind: 'sum', total: 5, parts: [2, 3] }, []],
    [
      'an estimate above its interval',
      { kind: 'estimate', estimate: '10', lower: '2', upper: '8' },
      ['contradictory: 10 lies outside its own interval, 2 to 8'],
    ],
    [
      'an estimate below an open interval',
      { kind: 'estimate', estimate: '1', lower: '2.5', upper: null },
      ['contradictory: 1 lies outside its own interval, 2.5 to not reached'],
    ],
    [
      'limits upside down',
      { kind: 'estimate', estimate: '5', lower: '8', upper: '2' },
      ['contradictory: 5 lies outside its own interval, 8 to 2', 'contradictory: the interval 8 to 2 is upside down'],
    ],
    [
      'limits that rounding may explain',
      { kind: 'estimate', estimate: '2', lower: '2.4', upper: '1.8' },
      ['contradictory: the interval 2.4 to 1.8 is upside down'],
    ],
    ['an estimate on its limit', { kind: 'estimate', estimate: '8', lower: null, upper: '8' }, []],
    [
      'a P that its interval does not imply',
      { kind: 'hazard ratio', estimate: '0.50', lower: '0.30', upper: '0.80', p: '0.2' },
      ['contradictory: 0.50 (0.30 to 0.80) implies a P of 0.0040 to 0.0076, not 0.2'],
    ],
    [
      'a P far below what its interval implies',
      { kind: 'hazard ratio', estimate: '0.90', lower: '0.60', upper: '1.35', p: '<0.001' },
      ['contradictory: 0.90 (0.60 to 1.35) implies a P of 0.59 to 0.63, not <0.001'],
    ],
    [
      'a P that its interval implies',
      { kind: 'hazard ratio', estimate: '0.50', lower: '0.30', upper: '0.80', p: '0.005' },
      [],
    ],
    [
      'a P of a test that is near',
      { kind: 'hazard ratio', estimate: '0.50', lower: '0.30', upper: '0.80', p: '0.010' },
      [],
    ],
    ['no P', { kind: 'hazard ratio', estimate: '0.50', lower: '0.30', upper: '0.80' }, []],
    ['a P without a number', { kind: 'hazard ratio', estimate: '0.50', lower: '0.30', upper: '0.80', p: 'ns' }, []],
    ['limits without a number', { kind: 'hazard ratio', estimate: '0.50', lower: 'x', upper: '0.80', p: '0.2' }, []],
    ['a limit of nothing', { kind: 'hazard ratio', estimate: '0.50', lower: '0.0', upper: '0.8', p: '0.2' }, []],
    [
      'a table that no usual test gives the P of',
      { kind: 'two by two', treated: { count: 10, n: 20 }, control: { count: 5, n: 20 }, p: '0.001' },
      ['contradictory: 10/20 against 5/20 gives P 0.10 (Pearson), 0.19 (Yates), 0.19 (Fisher), not 0.001'],
    ],
    [
      'the P of Pearson',
      { kind: 'two by two', treated: { count: 10, n: 20 }, control: { count: 5, n: 20 }, p: '0.10' },
      [],
    ],
    [
      'the P of Fisher',
      { kind: 'two by two', treated: { count: 10, n: 20 }, control: { count: 5, n: 20 }, p: '0.191' },
      [],
    ],
    ['a P in words', { kind: 'two by two', treated: { count: 1, n: 20 }, control: { count: 5, n: 20 }, p: 'ns' }, []],
  ])('%s', (_, statement, messages) => {
    expect(audit(statement)).toEqual(messages)
  })
})
