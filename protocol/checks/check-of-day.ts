import { hasResults } from '../facts/results-of-day.js'
import { isMeasured, pickOf, valueField } from '../facts/variable-facts.js'
import { scalarsOf } from '../language/shapes.js'
import type { Study } from '../language/study.js'
import type { MeasuredVariable } from '../language/variables.js'
import { type StudyFindings, reject } from '../load/study-findings.js'
import { domainNames, fieldsOf } from '../schema/domains.js'

const isPicked = (definition: MeasuredVariable): boolean => !['any', 'count'].includes(pickOf(definition))

/** Checks what a variable says of several results of a day, by itself. */
const checkRule = (findings: StudyFindings, study: Study, name: string, definition: MeasuredVariable): void => {
  const { from, ofDay } = definition
  if (ofDay === undefined) return
  const at = { of: 'study', path: ['variables', name, 'ofDay'], at: 'key' } as const
  const field = valueField(definition)
  const kind = field === null ? undefined : fieldsOf(from)[field]
  if (!hasResults(from)) {
    const allowed = domainNames.filter(hasResults)
    reject(findings, { ...at, message: `found 'ofDay', but ${from} has no results of tests`, allowed })
  } else if (!isPicked(definition)) {
    reject(findings, { ...at, message: `'ofDay' is not read where pick is '${pickOf(definition)}'` })
  } else if (ofDay === 'first' || ofDay === 'last') {
    if (study.time === 'dates') return
    const message = `found '${ofDay}', but a study of day offsets knows no time of day`
    reject(findings, { ...at, at: 'value', message, allowed: ['mean', 'highest', 'lowest'] })
  } else if (kind !== 'number' && kind !== 'quantity') {
    const message = `found '${ofDay}', but '${field ?? ''}' is no number`
    reject(findings, { ...at, at: 'value', message, allowed: ['first', 'last'] })
  }
}

/** The tests that a variable certainly reads; null for any. */
const testsOf = ({ where }: MeasuredVariable): readonly string[] | null => {
  const test = where?.['test']
  if (test === undefined || (typeof test === 'object' && 'not in' in test)) return null
  return scalarsOf(test).map(String)
}

const readOneTest = (one: MeasuredVariable, other: MeasuredVariable): boolean => {
  if (one.from !== other.from) return false
  const [own, others] = [testsOf(one), testsOf(other)]
  return own === null || others === null || own.some(test => others.includes(test))
}

/**
 * Checks what variables say of several results of a day: a rule lets such results in for all variables of their test, so
 * that each of them has to say what counts.
 */
export const checkOfDay = (findings: StudyFindings, study: Study): void => {
  const measured = Object.entries(study.variables).flatMap(([name, definition]) =>
    isMeasured(definition) ? [{ name, definition }] : [],
  )
  for (const { name, definition } of measured) checkRule(findings, study, name, definition)
  const ruled = measured.filter(({ definition }) => definition.ofDay !== undefined && hasResults(definition.from))
  for (const { name, definition } of measured) {
    if (definition.ofDay !== undefined || !isPicked(definition)) continue
    const other = ruled.find(one => readOneTest(one.definition, definition))
    if (other === undefined) continue
    const message = `'ofDay' is missing: '${other.name}' lets in several results of a day of a test that '${name}' reads, too`
    reject(findings, {
      of: 'study',
      path: ['variables', name],
      at: 'key',
      message,
      allowed: ['first', 'last', 'mean', 'highest', 'lowest'],
    })
  }
}
