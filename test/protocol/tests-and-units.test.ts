import { expect, test } from 'vitest'
import { analytes, fieldQuantities } from '../../protocol/schema/analytes.js'
import { domains, fieldsOf, domainNames, wideFieldOf } from '../../protocol/schema/domains.js'
import { commonDoseUnit, doseIn } from '../../protocol/schema/doses.js'
import type { TestDefinition } from '../../protocol/schema/laboratory-tests.js'
import { unitFactor } from '../../protocol/schema/units.js'
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
  const documented = tests.map(([id = '', name, unit, range, conversions]) => {
    expect(name, id).toBeTruthy()
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
