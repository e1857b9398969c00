import { testsOf } from '../schema/analytes.js'
import { domains, fieldsOf } from '../schema/domains.js'
import { expectName, type StudyFindings, reject } from '../load/study-findings.js'
import type { Study } from '../language/study.js'
import { inWords } from '../words/schema-words.js'
import { unitFactor, unitsOf } from '../schema/units.js'
import { distanceInDays, pickOf, valueField } from '../facts/variable-facts.js'
import type { MeasuredVariable } from '../language/variables.js'
import type { Path } from '../load/yaml-file.js'
import { checkFields } from './check-conditions.js'
import { scalarsOf } from '../language/shapes.js'
import { quantityOf } from './field-quantity.js'

const checkUnit = (findings: StudyFindings, study: Study, path: Path, definition: MeasuredVariable): void => {
  const { unit, from, where } = definition
  if (unit === undefined) return
  const field = valueField(definition)
  const kind = field === null ? undefined : fieldsOf(from)[field]
  if (kind !== 'quantity') {
    reject(findings, {
      of: 'study',
      path: [...path, 'unit'],
      message:
        kind === undefined && field !== null
          ? 'found a unit of what is no field'
          : `found a unit, but '${field ?? pickOf(definition)}' is no quantity`,
    })
    return
  }
  const tests = testsOf(study)
  const named = where?.['test'] === undefined ? [] : scalarsOf(where['test']).map(String)
  for (const [name, quantity] of quantityOf(from, field ?? '', named, tests)) {
    if (quantity === undefined) {
      const message = `found a unit of a test that has none known: declare the test under 'tests'`
      reject(findings, { of: 'study', path: [...path, 'unit'], message, found: name, allowed: [] })
    } else if (unitFactor(quantity, unit) === null) {
      const message = `found ${inWords(unit)}, a unit that does not convert for the test`
      reject(findings, { of: 'study', path: [...path, 'unit'], message, found: unit, allowed: unitsOf(quantity) })
    }
  }
}

/** Checks a variable that is measured from rows: its field, pick, window, unit. */
export const checkMeasured = (
  findings: StudyFindings,
  study: Study,
  name: string,
  definition: MeasuredVariable,
): void => {
  const path = ['variables', name]
  const { from, where, value, pick, window } = definition
  const of = 'study'
  checkFields(findings, of, [...path, 'where'], from, where)
  const fields = Object.keys(fieldsOf(from))
  const readable = from === 'subject' ? [...fields, 'age'] : fields
  if (value !== undefined && (pick === 'any' || pick === 'count')) {
    reject(findings, {
      of,
      path: [...path, 'value'],
      at: 'key',
      message: `'value' is not read where pick is '${pick}'`,
    })
  } else if (value !== undefined) {
    expectName(findings, readable, {
      of,
      path: [...path, 'value'],
      message: `found ${inWords(value)}, which is no field of ${from}`,
      found: value,
    })
  } else if (pick !== undefined && pick !== 'any' && pick !== 'count' && valueField(definition) === null) {
    reject(findings, {
      of,
      path,
      at: 'key',
      message: `'value' is missing: '${name}' picks the ${pick} of ${from}`,
      allowed: readable,
    })
  } else if (from === 'subject') {
    reject(findings, { of, path, at: 'key', message: `'value' is missing`, allowed: readable })
  }
  if (domains[from].single && (window !== undefined || pick !== undefined)) {
    const key = window === undefined ? 'pick' : 'window'
    reject(findings, {
      of,
      path: [...path, key],
      at: 'key',
      message: `'${key}' has no meaning here: a subject has one row of ${from}`,
    })
  }
  const field = valueField(definition)
  const kind = field === null ? undefined : fieldsOf(from)[field]
  if (
    (pick === 'highest' || pick === 'lowest' || pick === 'mean') &&
    kind !== undefined &&
    kind !== 'number' &&
    kind !== 'quantity'
  ) {
    reject(findings, {
      of,
      path: [...path, 'pick'],
      message: `found '${pick}', but '${field ?? ''}' is no number`,
      allowed: ['first', 'last', 'nearest'],
    })
  }
  checkUnit(findings, study, path, definition)
  if (typeof window !== 'object') return
  const [start, end] = 'around' in window ? [window.from, window.to] : window
  const [first, last] = [distanceInDays(start), distanceInDays(end)]
  if (first !== null && last !== null && first > last) {
    reject(findings, {
      of,
      path: [...path, 'window'],
      message: 'found a window that ends before it begins',
    })
  }
}
