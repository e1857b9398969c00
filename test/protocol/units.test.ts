import { describe, expect, test } from 'vitest'
import { analytes, testsOf } from '../../protocol/schema/analytes.js'
import { idSchema } from '../../protocol/language/ids.js'
import { nearestName } from '../../protocol/load/nearest.js'
import { testSchema } from '../../protocol/schema/laboratory-tests.js'
import { plainUnit, unitFactor } from '../../protocol/schema/units.js'

const factor = (test: string, unit: string): number | null => {
  const definition = analytes[test]
  if (definition === undefined) throw new Error(`no test ${test}`)
  return unitFactor(definition, unit)
}

describe('units', () => {
  test('are the same however they are spelled', () => {
    expect(
      new Set(['10^9/L', '×10⁹/L', 'x10^9/L', '10*9/L', '10E9/L', '10^9/l', '10 ^9 / L'].map(plainUnit)).size,
    ).toBe(1)
    expect(plainUnit('μmol/L')).toBe(plainUnit('µmol/L'))
    expect(plainUnit('kg/m²')).toBe(plainUnit('kg/m2'))
    expect(plainUnit('ｇ／Ｌ')).toBe(plainUnit('g/L'))
    expect(plainUnit('mmol/L')).not.toBe(plainUnit('umol/L'))
  })

  test.each([
    ['albumin', 'g/dL', 10],
    ['bilirubin', 'mg/dL', 17.104],
    ['creatinine', 'mg/dL', 88.42],
    ['platelets', '/uL', 0.001],
    ['platelets', '10^4/uL', 10],
    ['afp', 'IU/mL', 1.21],
    ['afp', 'kU/L', 1.21],
    ['afp', 'U/mL', 1.21],
    ['afp', 'ug/L', 1],
    ['haemoglobin', 'g/dL', 10],
    ['alt', 'ukat/L', 60],
  ])('one %s %s is %f of the standard unit', (test, unit, worth) => {
    expect(factor(test, unit)).toBe(worth)
  })

  test('that do not measure the same do not convert', () => {
    expect(factor('albumin', 'mmol/L')).toBeNull()
    expect(factor('inr', 's')).toBeNull()
  })
})

describe('the tests that every study may use', () => {
  test.each(Object.entries(analytes))('%s has an id and a range that makes sense', (id, definition) => {
    expect(idSchema.safeParse(id).success).toBe(true)
    expect(testSchema.safeParse(definition).success).toBe(true)
    const [low, high] = definition.plausible ?? [0, 1]
    expect(low).toBeLessThan(high)
    if (definition.unit === undefined) expect(definition.conversions).toEqual({})
  })

  test("give way to a study's own of the same id", () => {
    expect(testsOf({ tests: { albumin: { unit: 'g/dL', conversions: {} } } })['albumin']).toEqual({
      unit: 'g/dL',
      conversions: {},
    })
  })
})

describe('the nearest name', () => {
  test.each([
    ['albumn', 'albumin'],
    ['vlaue', 'value'],
    ['timezone', 'timeZone'],
    ['at-least', 'at least'],
    ['lambda', null],
    ['no', null],
    ['xyz', null],
  ])('to %s is %s', (found, nearest) => {
    expect(nearestName(found, ['albumin', 'value', 'timeZone', 'at least', 'lab'])).toBe(nearest)
  })
})
