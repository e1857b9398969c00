import { describe, expect, test } from 'vitest'
import { commonDoseUnit, doseIn } from '../../protocol/doses.js'

describe('units of doses', () => {
  test.each([
    ['g', 'mg', 1000],
    ['kg', 'mg', 1e6],
    ['ug', 'mg', 0.001],
    ['mcg', 'mg', 0.001],
    ['ng', 'mg', 1e-6],
    ['毫克', 'mg', 1],
    ['克', 'mg', 1000],
    ['微克', 'mg', 0.001],
    ['g/m2', 'mg/m2', 1000],
    ['ug/kg', 'mg/kg', 0.001],
    ['mg/day', 'mg/d', 1],
    ['g/d', 'mg/d', 1000],
    ['g/day', 'mg/d', 1000],
    ['cGy', 'Gy', 0.01],
    ['L', 'mL', 1000],
    ['毫升', 'mL', 1],
    ['升', 'mL', 1000],
    ['U', 'IU', 1],
    ['kIU', 'IU', 1000],
    ['MIU', 'IU', 1e6],
    ['单位', 'IU', 1],
    ['GBq', 'MBq', 1000],
    ['kBq', 'MBq', 0.001],
    ['mCi', 'MBq', 37],
    ['umol', 'mmol', 0.001],
  ])('one %s is %s times %d', (unit, common, factor) => {
    expect(commonDoseUnit(unit)).toBe(common)
    expect(commonDoseUnit(common)).toBe(common)
    expect(doseIn(common)?.unit).toBe(common)
    expect(doseIn(common)?.conversions[unit]).toBeCloseTo(factor, 12)
    expect(doseIn(unit)?.unit).toBe(unit)
    expect((doseIn(unit)?.conversions[common] ?? 0) * factor).toBeCloseTo(1, 12)
  })

  test('of other families do not convert, and of none are no doses', () => {
    expect(Object.keys(doseIn('mg/m2')?.conversions ?? {})).toEqual(['g/m2'])
    expect([doseIn('bid'), commonDoseUnit('bid')]).toEqual([null, null])
  })
})
