import { describe, expect, test } from 'vitest'
import { auditPublished } from '../../analysis/published/audit-published.js'
import { publishedSchema } from '../../protocol/language/published.js'

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
