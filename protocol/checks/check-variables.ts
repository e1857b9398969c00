import { joiningWords } from '../conditions.js'
import { domains, fieldsOf } from '../domains.js'
import { expectName, type Findings, reject } from '../findings.js'
import { testsOf } from '../analytes.js'
import type { Study } from '../study.js'
import { unitFactor, unitsOf } from '../units.js'
import { distanceInDays, isMeasured, namesIn, pickOf, type VariableFacts, valueField } from '../variable-facts.js'
import type { MeasuredVariable, VariableDefinition } from '../variables.js'
import type { Path } from '../yaml-file.js'
import { checkCondition, checkFields, scalarsOf } from './check-conditions.js'
import { quantityOf } from './field-quantity.js'

type Facts = Readonly<Record<string, VariableFacts>>

/** The way from a variable back to itself through what it is derived from, or null. */
const cycleFrom = (name: string, facts: Facts): readonly string[] | null => {
  const seen = new Set<string>()
  const walk = (at: string, way: readonly string[]): readonly string[] | null => {
    for (const next of facts[at]?.from ?? []) {
      if (next === name) return [...way, next]
      if (seen.has(next)) continue
      seen.add(next)
      const found = walk(next, [...way, next])
      if (found !== null) return found
    }
    return null
  }
  return walk(name, [name])
}

const usedNames = (definition: VariableDefinition): readonly { name: string; path: Path }[] => {
  if (isMeasured(definition)) {
    const { window } = definition
    return typeof window === 'object' && 'around' in window ? [{ name: window.around, path: ['window', 'around'] }] : []
  }
  if ('when' in definition) return namesIn(definition.when, ['when'])
  if ('group' in definition) return [{ name: definition.group, path: ['group'] }]
  const [key, names] = 'firstKnown' in definition ? ['firstKnown', definition.firstKnown] as const
    : 'sum' in definition ? ['sum', definition.sum] as const : ['daysBetween', definition.daysBetween] as const
  return names.map((name, position) => ({ name, path: [key, position] }))
}

const checkOrder = (findings: Findings, study: Study, facts: Facts): void => {
  const names = Object.keys(study.variables)
  names.forEach((name, position) => {
    const definition = study.variables[name]
    if (definition === undefined) return
    const before = names.slice(0, position)
    for (const used of usedNames(definition)) {
      if (before.includes(used.name)) continue
      const path = ['variables', name, ...used.path]
      const at = used.path[0] === 'when' ? 'key' : 'value'
      const cycle = names.includes(used.name) ? cycleFrom(name, facts) : null
      if (used.name === name || cycle !== null) {
        reject(findings, { of: 'study', path, at, message: `'${name}' is derived from itself: ${(cycle ?? [name, name]).join(' from ')}` })
      } else if (names.includes(used.name)) {
        reject(findings, { of: 'study', path, at, message: `'${used.name}' is used before it is declared: put it above '${name}'` })
      } else if (used.path[0] !== 'when') {
        reject(findings, { of: 'study', path, message: `found '${used.name}', which is no variable`, found: used.name, allowed: before })
      }
    }
  })
}

const checkUnit = (findings: Findings, study: Study, path: Path, definition: MeasuredVariable): void => {
  const { unit, from, where } = definition
  if (unit === undefined) return
  const field = valueField(definition)
  const kind = field === null ? undefined : fieldsOf(from)[field]
  if (kind !== 'quantity') {
    reject(findings, { of: 'study', path: [...path, 'unit'], message: `found a unit, but '${field ?? pickOf(definition)}' is no quantity` })
    return
  }
  const tests = testsOf(study)
  const named = where?.['test'] === undefined ? [] : scalarsOf(where['test']).map(String)
  for (const [name, quantity] of quantityOf(from, field ?? '', named, tests)) {
    if (quantity === undefined) {
      const message = `'${name}' has no unit known: declare it under 'tests'`
      reject(findings, { of: 'study', path: [...path, 'unit'], message, found: name, allowed: [] })
    } else if (unitFactor(quantity, unit) === null) {
      const message = `the unit '${unit}' does not convert for '${name}'`
      reject(findings, { of: 'study', path: [...path, 'unit'], message, found: unit, allowed: unitsOf(quantity) })
    }
  }
}

const checkMeasured = (findings: Findings, study: Study, name: string, definition: MeasuredVariable): void => {
  const path = ['variables', name]
  const { from, where, value, pick, window } = definition
  const of = 'study'
  checkFields(findings, of, [...path, 'where'], from, where)
  const fields = Object.keys(fieldsOf(from))
  const readable = from === 'subject' ? [...fields, 'age'] : fields
  if (value !== undefined && (pick === 'any' || pick === 'count')) {
    reject(findings, { of, path: [...path, 'value'], at: 'key', message: `'value' is not read where pick is '${pick}'` })
  } else if (value !== undefined) {
    expectName(findings, readable, { of, path: [...path, 'value'], message: `found '${value}', which is no field of ${from}`, found: value })
  } else if (pick !== undefined && pick !== 'any' && pick !== 'count' && valueField(definition) === null) {
    reject(findings, { of, path, at: 'key', message: `'value' is missing: '${name}' picks the ${pick} of ${from}`, allowed: readable })
  } else if (from === 'subject') {
    reject(findings, { of, path, at: 'key', message: `'value' is missing`, allowed: readable })
  }
  if (domains[from].single && (window !== undefined || pick !== undefined)) {
    const key = window === undefined ? 'pick' : 'window'
    reject(findings, { of, path: [...path, key], at: 'key', message: `'${key}' has no meaning here: a subject has one row of ${from}` })
  }
  const field = valueField(definition)
  const kind = field === null ? undefined : fieldsOf(from)[field]
  if ((pick === 'highest' || pick === 'lowest' || pick === 'mean') && kind !== undefined && kind !== 'number' && kind !== 'quantity') {
    reject(findings, { of, path: [...path, 'pick'], message: `found '${pick}', but '${field ?? ''}' is no number`, allowed: ['first', 'last', 'nearest'] })
  }
  checkUnit(findings, study, path, definition)
  if (typeof window !== 'object') return
  const [start, end] = 'around' in window ? [window.from, window.to] : window
  const [first, last] = [distanceInDays(start), distanceInDays(end)]
  if (first !== null && last !== null && first > last) {
    reject(findings, { of, path: [...path, 'window'], message: `found a window from ${start} to ${end}, expected the earlier bound first` })
  }
}

const checkDerived = (findings: Findings, name: string, definition: VariableDefinition, facts: Facts): void => {
  const path = ['variables', name]
  const each = (names: readonly string[], key: string, fits: (known: VariableFacts) => boolean, wanted: string): void => {
    names.forEach((used, position) => {
      const known = facts[used]
      if (known === undefined || fits(known)) return
      reject(findings, { of: 'study', path: [...path, key, position], message: `found '${used}', which is no ${wanted}` })
    })
  }
  if ('sum' in definition) each(definition.sum, 'sum', ({ kind }) => ['number', 'quantity', 'boolean'].includes(kind), 'number and not true or false')
  if ('daysBetween' in definition) each(definition.daysBetween, 'daysBetween', ({ hasDay }) => hasDay, 'variable with a day (one picked by first, last, nearest, highest or lowest)')
  if ('firstKnown' in definition) {
    const kind = facts[definition.firstKnown[0] ?? '']?.kind
    // A count stands in for a recorded number, which a site may deliver as a quantity without unit.
    const alike = (one: VariableFacts['kind'] | undefined): unknown => (one === 'quantity' ? 'number' : one)
    each(definition.firstKnown, 'firstKnown', (known) => alike(known.kind) === alike(kind), `value of the first one's kind (${kind ?? 'unknown'})`)
  }
  if ('group' in definition) {
    const seen = new Map<string, string>()
    for (const [code, members] of Object.entries(definition.into)) {
      for (const member of members) {
        const before = seen.get(String(member))
        if (before !== undefined) reject(findings, { of: 'study', path: [...path, 'into', code], message: `${String(member)} is in '${before}' already` })
        seen.set(String(member), code)
      }
    }
  }
}

/** Checks each variable, and that names are used only after they exist. */
export const checkVariables = (findings: Findings, study: Study, facts: Facts): void => {
  checkOrder(findings, study, facts)
  const all = Object.keys(study.variables)
  for (const [name, definition] of Object.entries(study.variables)) {
    const path = ['variables', name]
    if ((joiningWords as readonly string[]).includes(name)) {
      reject(findings, { of: 'study', path, at: 'key', message: `found '${name}', a word that joins conditions: no variable may be called so` })
    }
    if (isMeasured(definition)) {
      checkMeasured(findings, study, name, definition)
      const { window } = definition
      const around = typeof window === 'object' && 'around' in window ? facts[window.around] : undefined
      if (around !== undefined && !around.hasDay) {
        reject(findings, { of: 'study', path: [...path, 'window', 'around'], message: 'found a variable without a day of its own' })
      }
    } else {
      if ('when' in definition) checkCondition(findings, [...path, 'when'], definition.when, facts, all)
      checkDerived(findings, name, definition, facts)
    }
  }
}
