import { describe, expect, test } from 'vitest'
import { auditPublished } from '../../analysis/published/audit-published.js'
import { publishedSchema } from '../../protocol/language/published.js'

type Statement = Readonly<Record<string, unknown>>

const audit = (...statements: readonly Statement[]) =>
  auditPublished(
    publishedSchema.parse({
      source: 'A printed paper',
      values: [{ key: 'flow/-/eligible/-/-/n', printed: 1 }],
      statements: statements.map((statement, position) => ({
        id: `s${position}`,
        label: `Statement ${position}`,
        ...statement,
      })),
    }),
  )

const messages = (...statements: readonly Statement[]): readonly string[] =>
  audit(...statements).map(({ message }) => message)

describe('the reference publication contradicts itself', () => {
  test('response after matching: a count left out, rows that do not make 38, a percentage of another count', () => {
    const rows = [
      { label: 'CR', count: null, percent: '2.6' },
      { label: 'PR', count: 7, percent: '18.4' },
      { label: 'SD', count: 16, percent: '42.1' },
      { label: 'PD', count: 12, percent: '34.2' },
    ]
    expect(messages({ kind: 'counts', n: 38, rows })).toEqual([
      'CR is printed without a count; 2.6 of 38 is 1',
      'PD: 12 of 38 is 31.6%, not 34.2; 34.2 is 13 of 38',
      'the rows 1 + 7 + 16 + 12 make 36, not 38',
    ])
    expect(messages({ kind: 'sum', total: 26, parts: [1, 7, 16] })).toEqual(['1 + 7 + 16 make 24, not 26'])
  })

  test('objective response after matching: no usual test gives P 0.003', () => {
    const [message] = messages({
      kind: 'two by two',
      treated: { count: 23, n: 38 },
      control: { count: 8, n: 38 },
      p: '0.003',
    })
    expect(message).toBe('23/38 against 8/38 gives P 0.00046 (Pearson), 0.0011 (Yates), 0.00093 (Fisher), not 0.003')
  })

  test('progression-free survival after matching: both medians lie outside their intervals', () => {
    expect(
      messages(
        { kind: 'estimate', estimate: '25', lower: '19', upper: '20' },
        { kind: 'estimate', estimate: '15.9', lower: '4', upper: '7' },
      ),
    ).toEqual(['25 lies outside its own interval, 19 to 20', '15.9 lies outside its own interval, 4 to 7'])
  })

  test('overall survival after matching: the interval implies a P near 0.004', () => {
    const [message] = messages({ kind: 'hazard ratio', estimate: '0.44', lower: '0.25', upper: '0.77', p: '0.025' })
    expect(message).toMatch(/^0\.44 \(0\.25 to 0\.77\) implies a P of 0\.003\d? to 0\.00\d+, not 0\.025$/)
  })
})

test('what agrees with itself is left alone', () => {
  expect(
    audit(
      {
        kind: 'counts',
        n: 39,
        rows: [
          { label: 'CR', count: 1, percent: '2.6' },
          { label: 'PR', count: 23, percent: '59.0' },
          { label: 'SD', count: 13, percent: '33.3' },
          { label: 'PD', count: 2, percent: '5.1' },
        ],
      },
      { kind: 'sum', total: 80, parts: [2, 27, 51] },
      { kind: 'estimate', estimate: '25', lower: '19', upper: null },
      { kind: 'hazard ratio', estimate: '0.61', lower: '0.40', upper: '0.94', p: '0.022' },
      { kind: 'hazard ratio', estimate: '0.58', lower: '0.35', upper: '0.94', p: '0.025' },
      { kind: 'hazard ratio', estimate: '0.49', lower: '0.31', upper: '0.78', p: '0.002' },
      { kind: 'hazard ratio', estimate: '0.53', lower: '0.32', upper: '0.87', p: '0.013' },
      { kind: 'hazard ratio', estimate: '0.37', lower: '0.22', upper: '0.62', p: '<0.0001' },
      { kind: 'two by two', treated: { count: 24, n: 39 }, control: { count: 29, n: 105 }, p: '<0.001' },
      { kind: 'two by two', treated: { count: 37, n: 39 }, control: { count: 80, n: 105 }, p: '0.011' },
      { kind: 'two by two', treated: { count: 36, n: 38 }, control: { count: 26, n: 38 }, p: '0.003' },
    ),
  ).toEqual([])
})

test('an incomplete list of rows need not make n', () => {
  expect(audit({ kind: 'counts', n: 39, complete: false, rows: [{ label: 'Hypertension', count: 9 }] })).toEqual([])
})

test('a finding names the results that rest on the statement', () => {
  const keys = ['survival/matched/pfs/treated/-/median']
  expect(audit({ kind: 'estimate', estimate: '25', lower: '19', upper: '20', keys })).toEqual([
    {
      severity: 'contradictory',
      message: '25 lies outside its own interval, 19 to 20',
      statement: 's0',
      label: 'Statement 0',
      kind: 'estimate',
      keys,
    },
  ])
})
