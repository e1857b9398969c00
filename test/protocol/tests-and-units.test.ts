import { expect, test } from 'vitest'
import { analytes, fieldQuantities } from '../../protocol/schema/analytes.js'
import { domains, fieldsOf, domainNames, wideFieldOf } from '../../protocol/schema/domains.js'
import { commonDoseUnit, doseIn } from '../../protocol/schema/doses.js'
import type { TestDefinition } from '../../protocol/schema/laboratory-tests.js'
import { ucumOf } from '../../protocol/schema/ucum.js'
import { unitFactor, unitsOf } from '../../protocol/schema/units.js'
import { testNames } from '../../protocol/words/test-names.js'
import { nearestTest, testLines, testsNamed } from '../../protocol/words/test-lines.js'
import { readDocument } from '../support/documents.js'

/** The rows of the table that follows a heading or begins with a header, each as its cells. */
const tableOf = (document: string, header: string): readonly (readonly string[])[] => {
  const lines = readDocument(document).split('\n')
  const first = lines.findIndex(line => line.startsWith(header)) + 2
  const end = lines.findIndex((line, at) => at >= first && !line.startsWith('|'))
  return lines.slice(first, end).map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  )
}

const numberOf = (text: string): number => Number(text.replaceAll(',', ''))
const worthOf = (cell: string): Readonly<Record<string, number>> =>
  cell === '-'
    ? {}
    : Object.fromEntries(
        cell.split('; ').map(one => {
          const [unit = '', worth = ''] = one.split(': ')
          return [unit, numberOf(worth)]
        }),
      )

const definitionOf = (unit = '', range = '', conversions = ''): TestDefinition => {
  const bounds = range.split(' to ').map(numberOf)
  return {
    ...(unit === '-' ? {} : { unit }),
    ...(range === '-' ? {} : { plausible: [bounds[0] ?? Number.NaN, bounds[1] ?? Number.NaN] }),
    conversions: worthOf(conversions),
  }
}

const tests = tableOf('docs/tests-and-units.md', '| id | test |')

test('the built-in tests are those of the reference, by unit, range and conversions, each with a name', () => {
  const documented = tests.map(([id = '', name, unit, ucum, range, conversions]) => {
    const test = id.replaceAll('`', '')
    expect(name, id).toBe(testNames[test])
    expect(ucum, id).toBe(unit === '-' && range === '-' ? '-' : ucumOf(analytes[test]?.unit))
    return [id.replaceAll('`', ''), definitionOf(unit, range, conversions)]
  })
  expect(documented.length).toBeGreaterThan(80)
  expect(analytes).toEqual(Object.fromEntries(documented))
})

test('so are the fields that are quantities of their own', () => {
  const [row = []] = tableOf('docs/tests-and-units.md', '| field | standard unit |')
  const [, unit, range, conversions] = row
  expect(row[0]).toBe('`diameter` of `tumour`')
  expect(fieldQuantities).toEqual({ tumour: { diameter: definitionOf(unit, range, conversions) } })
})

// Molar masses in g/mol by the standard atomic weights of IUPAC; a mass per volume of 1 is so much substance.
test.each([
  ['bilirubin', 'mg/dL', 1e4 / 584.66],
  ['creatinine', 'mg/dL', 1e4 / 113.12],
  ['urea', 'mg/dL urea', 10 / 60.06],
  ['urea', 'mg/dL BUN', 10 / 28.01],
  ['uric-acid', 'mg/dL', 1e4 / 168.11],
  ['glucose', 'mg/dL', 10 / 180.16],
  ['calcium', 'mg/dL', 10 / 40.08],
  ['calcium', 'mEq/L', 1 / 2],
  ['magnesium', 'mg/dL', 10 / 24.305],
  ['magnesium', 'mEq/L', 1 / 2],
  ['phosphate', 'mg/dL', 10 / 30.974],
  ['ammonia', 'ug/dL', 10 / 17.03],
  ['lactate', 'mg/dL', 10 / 90.08],
  ['cholesterol', 'mg/dL', 10 / 386.65],
  ['triglycerides', 'mg/dL', 10 / 885.4],
  ['free-t4', 'ng/dL', 1e4 / 776.87],
  ['free-t3', 'pg/mL', 1e3 / 650.97],
  ['haemoglobin', 'mmol/L', 16_114 / 1000],
  ['systolic-pressure', 'kPa', 1 / 0.133322387415],
  ['weight', 'lb', 0.45359237],
  ['height', 'in', 2.54],
] as const)('one %s in %s is %f of the standard unit by what it weighs', (id, unit, worth) => {
  const factor = unitFactor(analytes[id] ?? { conversions: {} }, unit) ?? Number.NaN
  expect(Math.abs(factor / worth - 1)).toBeLessThan(5e-4)
})

test('doses convert among the units of the reference, whichever of them is asked for', () => {
  const families = tableOf('docs/tests-and-units.md', '| what is measured |').map(([, units = '']) => worthOf(units))
  expect(families).toHaveLength(9)
  for (const family of families) {
    const [common = ''] = Object.keys(family)
    expect(family[common]).toBe(1)
    for (const unit of Object.keys(family)) {
      expect(commonDoseUnit(unit)).toBe(common)
      const dose = doseIn(unit)
      expect(dose?.unit).toBe(unit)
      expect(Object.keys(dose?.conversions ?? {})).toEqual(Object.keys(family).filter(other => other !== unit))
      for (const other of Object.keys(family))
        expect(dose === null ? null : unitFactor(dose, other), `${other} in ${unit}`).toBeCloseTo(
          (family[other] ?? 0) / (family[unit] ?? 1),
          12,
        )
    }
  }
  expect(commonDoseUnit('tablets')).toBeNull()
  expect(doseIn('tablets')).toBeNull()
})

const kinds: Readonly<Record<string, string>> = {
  code: 'code',
  codes: 'code',
  day: 'date',
  days: 'date',
  number: 'number',
  quantity: 'quantity',
}

test('the domains are those of the reference, by CDISC name, title, fields and what a wide column fills', () => {
  const rows = tableOf('docs/study-language.md', '| domain | CDISC |')
  expect(rows.map(([domain]) => domain)).toEqual(domainNames.map(name => `\`${name}\``))
  rows.forEach(([, cdisc, title, fields = '', wide = ''], at) => {
    const name = domainNames[at] ?? 'subject'
    expect([domains[name].cdisc, domains[name].title]).toEqual([cdisc, title])
    expect(domains[name].single).toBe(fields.includes('one row per subject'))
    expect(wideFieldOf(name)).toBe(wide === '' ? null : wide.replaceAll('`', ''))
    const documented = fields
      .replaceAll(/,? one of `[^`]+`| — .*| \(mm\)/g, '')
      .split(' · ')
      .flatMap(part => {
        const kind = kinds[/[a-z]+$/.exec(part)?.[0] ?? '']
        return [...part.matchAll(/`(\w+)`/g)].map(([, field = '']) => [field, kind])
      })
    expect(Object.entries(fieldsOf(name))).toEqual(documented)
  })
})

test('help tells of each test what the reference has, in lines of 80 signs', () => {
  expect(Object.keys(testNames)).toEqual(Object.keys(analytes))
  for (const [id, { conversions }] of Object.entries(analytes)) {
    const lines = testLines(id)
    expect(lines.every(line => line.length <= 80)).toBe(true)
    for (const [other, worth] of Object.entries(conversions))
      expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain(`1 ${other} is ${worth}`)
  }
  expect(testLines('albumin')).toEqual([
    'albumin  Albumin',
    '  g/L, UCUM g/L, 5 to 100',
    '  1 g/dL is 10; 1 mg/mL is 1; 1 mg/dL is 0.01',
  ])
  expect(testLines('platelets')).toEqual([
    'platelets  Platelets',
    '  10^9/L, UCUM 10*9/L, 0 to 4000',
    '  1 10^3/uL is 1; 1 10^6/L is 0.001; 1 10^4/uL is 10; 1 /uL is 0.001;',
    '  1 /mm3 is 0.001; 1 K/uL is 1; 1 G/L is 1',
  ])
  expect(testLines('inr')).toEqual(['inr  International normalized ratio', '  no unit, UCUM 1, 0.5 to 25'])
  expect(testLines('hbsag')).toEqual(['hbsag  Hepatitis B surface antigen', '  a code'])
  expect([testsNamed('Albumin'), testsNamed('ALBUMIN'), testsNamed('albumn')]).toEqual([['albumin'], ['albumin'], []])
  expect(testsNamed(undefined)).toEqual(Object.keys(analytes))
  expect([nearestTest('albumn'), nearestTest('C-reactive protien'), nearestTest('xyzzy')]).toEqual([
    'albumin',
    'crp',
    null,
  ])
})

test.each([
  ['platelets', '10*9/L', 1],
  ['platelets', '10*9{cells}/L', 1],
  ['platelets', '10*3/uL', 1],
  ['leucocytes', '10*3{WBCs}/uL', 1],
  ['albumin', 'mg/dL', 0.01],
  ['bilirubin', 'umol/L', 1],
  ['alt', 'U/L', 1],
  ['alt', '[IU]/L', 1],
  ['afp', '[IU]/mL', 1.21],
  ['afp', 'k[IU]/L', 1.21],
  ['hcg', 'm[IU]/mL', 1],
  ['tsh', 'u[IU]/mL', 1],
  ['haemoglobin', 'g/dL', 10],
  ['systolic-pressure', 'mm[Hg]', 1],
  ['heart-rate', '{beats}/min', 1],
  ['egfr', 'mL/min/{1.73_m2}', 1],
  ['urine-protein', 'mg/(24.h)', 0.001],
  ['pivka-ii', "m[arb'U]/mL", 1],
  ['weight', '[lb_av]', 0.45359237],
  ['height', '[in_i]', 2.54],
  ['sodium', 'meq/L', 1],
  ['urea', 'mg/dL{BUN}', 0.35702],
  ['d-dimer', 'mg/L{FEU}', null],
  ['hbv-dna', '{copies}/mL', null],
  ['temperature', '[degF]', null],
] as const)('of %s the UCUM unit %s is understood, or is another one', (test, unit, worth) => {
  expect(unitFactor(analytes[test]!, unit)).toBe(worth)
})

test('each unit of a built-in test is understood by its UCUM code', () => {
  for (const definition of Object.values(analytes))
    for (const unit of unitsOf(definition))
      expect(unitFactor(definition, ucumOf(unit)), unit).toBe(unitFactor(definition, unit))
})
