import { listedCodes } from '../facts/listed-codes.js'
import { testsOf } from '../schema/analytes.js'
import { domains, fieldsOf, wideFieldOf } from '../schema/domains.js'
import { type StudyFindings, reject } from '../load/study-findings.js'
import { inWords } from '../words/schema-words.js'
import type { MappingBlock } from '../language/mapping/block.js'
import { unitFactor, unitsOf } from '../schema/units.js'
import type { Path } from '../load/yaml-file.js'
import { checkDay } from './check-day.js'
import { statedDay } from './check-defaults.js'
import { checkField } from './check-field.js'
import { checkFactor } from './check-factor.js'
import { checkLimits } from './check-limits.js'
import { checkPatterns } from './check-patterns.js'
import { checkTwins } from './check-twins.js'
import { checkTestNames, checkTests } from './check-tests.js'
import { quantityOf } from './field-quantity.js'
import type { PlacedBlock } from './placed-block.js'
import type { ColumnMapping } from './placed-field.js'

const testsNamed = (block: MappingBlock): readonly string[] => {
  const test = block.fields['test']
  if (test === undefined || typeof test === 'string') return []
  if ('constant' in test) return [String(test.constant)]
  return [...new Set(Object.values(listedCodes(test) ?? {}).map(String))]
}

const checkUnits = (
  findings: StudyFindings,
  { study, of, domain }: PlacedBlock,
  path: Path,
  field: string,
  named: readonly string[],
  unit: unknown,
): void => {
  const offered =
    typeof unit === 'string'
      ? [[unit, [...path, 'unit']] as const]
      : Object.entries((unit as { codes?: Readonly<Record<string, string>> } | undefined)?.codes ?? {}).map(
          ([received, code]) => [code, [...path, 'unit', 'codes', received]] as const,
        )
  const quantities = quantityOf(domain, field, named, testsOf(study))
  for (const [code, at] of offered) {
    const known = quantities.flatMap(([name, quantity]) => (quantity === undefined ? [] : [[name, quantity] as const]))
    if (quantities.length === 0 || known.some(([, quantity]) => unitFactor(quantity, code) !== null)) continue
    const allowed = [...new Set(known.flatMap(([, quantity]) => unitsOf(quantity)))]
    const why =
      known.length === 0
        ? `found a unit of a test of which nothing is known: declare the test under 'tests'`
        : `found ${inWords(code)}, a unit that does not convert for ${quantities.length > 1 ? 'these tests' : 'this test'}`
    reject(findings, { of, path: at, message: why, found: code, allowed })
  }
}

const checkEach = (findings: StudyFindings, { of, path, domain, block }: PlacedBlock): void => {
  const fields = Object.entries(block.fields).filter(
    ([, field]) => typeof field === 'object' && 'each' in field && field.each !== undefined,
  )
  fields.forEach(([field], at) => {
    const message = domains[domain].single
      ? `found 'each', but a subject has one row of ${domain}`
      : block.wide !== undefined
        ? `found 'each' beside 'wide': a row per column and a row per part are not one`
        : at > 0
          ? `found 'each' for two fields: which of their parts belong together is not known`
          : null
    if (message !== null) reject(findings, { of, path: [...path, field, 'each'], at: 'key', message })
  })
}

/** Checks one block of a mapping: kinds of fields, units, wide columns. */
export const checkBlock = (findings: StudyFindings, placed: PlacedBlock): void => {
  const { study, of, path, domain, block, mapping } = placed
  const days = {
    offsets: study.time === 'day offsets',
    defaults: mapping.defaults ?? {},
    dataDate: statedDay(mapping),
  }
  const kinds = fieldsOf(domain)
  const wideField = wideFieldOf(domain)
  checkTestNames(findings, placed)
  checkEach(findings, placed)
  for (const [field, written] of Object.entries(block.fields)) {
    const kind = kinds[field]
    if (kind === undefined) continue
    checkField(findings, { of, path: [...path, field], field, kind, ...days }, written)
    if (kind !== 'quantity' || (typeof written === 'object' && 'constant' in written)) continue
    const { unit, factor } = typeof written === 'string' ? {} : written
    const codes = typeof written === 'string' ? undefined : listedCodes(written)
    const named = testsNamed(block)
    checkUnits(findings, placed, [...path, field], field, named, unit)
    const column = { path: [...path, field], field, named, unit, factor, codes }
    checkTests(findings, placed, column)
    checkLimits(findings, placed, column)
    checkFactor(findings, placed, column)
  }
  if (block.wide === undefined || wideField === null) {
    if (Object.keys(block.fields).length === 0) {
      reject(findings, { of, path, at: 'key', message: `found no field of ${domain}`, allowed: Object.keys(kinds) })
    }
    return
  }
  if (block.fields[wideField] !== undefined) {
    reject(findings, {
      of,
      path: [...path, wideField],
      at: 'key',
      message: `found '${wideField}' beside 'wide', whose columns fill it`,
    })
  }
  for (const [column, own] of Object.entries(block.wide)) {
    const here = [...path, 'wide', column]
    checkPatterns(findings, of, here, own)
    checkTwins(findings, of, here, own)
    for (const [field, kind] of Object.entries(kinds)) {
      const fixed = own[field]
      if (fixed === undefined || field === wideField) continue
      checkTwins(findings, of, [...here, field], fixed)
      if (kind === 'date')
        checkDay(findings, { of, path: [...here, field], field, kind, ...days }, fixed as Partial<ColumnMapping>)
      if (block.fields[field] !== undefined && kind !== 'date') {
        reject(findings, {
          of,
          path: [...here, field],
          at: 'key',
          message: `found '${field}' for the column and for the whole block`,
        })
      }
    }
    const ownKind = kinds[wideField]
    const ofQuantities = (['unit', 'factor'] as const).filter(key => own[key] !== undefined)
    if (ownKind !== 'quantity' && ofQuantities.length > 0) {
      for (const key of ofQuantities) {
        const message = `found a ${key}, but '${wideField}' is no quantity`
        reject(findings, { of, path: [...here, key], at: 'key', message })
      }
    } else if (ownKind === 'quantity') {
      const named = typeof own['test'] === 'string' ? [own['test']] : testsNamed(block)
      checkUnits(findings, placed, here, wideField, named, own.unit)
      const column = {
        path: here,
        field: wideField,
        named,
        unit: own.unit,
        factor: own.factor,
        codes: listedCodes(own),
      }
      checkTests(findings, placed, column)
      checkLimits(findings, placed, column)
      checkFactor(findings, placed, column)
    }
  }
}
