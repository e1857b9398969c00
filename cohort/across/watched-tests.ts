import type { CohortPlan, PlannedTest } from '../../protocol/facts/study-plan.js'
import { isMeasured, pickOf, valueField, variableFacts } from '../../protocol/facts/variable-facts.js'
import type { MeasuredVariable } from '../../protocol/language/variables.js'
import { analytes, fieldQuantities } from '../../protocol/schema/analytes.js'

/** A variable by whose values sites are compared. */
export interface WatchedTest {
  readonly variable: string
  /** What its units are worth; null for a number without a unit, such as an age. */
  readonly test: PlannedTest | null
}

/**
 * The variables by whose values sites are compared: what is measured as a number, one variable for each test, the first
 * that the study declares.
 */
export const watchedTests = (study: CohortPlan): readonly WatchedTest[] => {
  const facts = variableFacts(study)
  const watched = new Map<string, WatchedTest>()
  for (const [variable, definition] of Object.entries(study.variables)) {
    const kind = facts[variable]?.kind
    if (!isMeasured(definition) || (kind !== 'number' && kind !== 'quantity') || pickOf(definition) === 'count')
      continue
    const { from, where } = definition
    const field = valueField(definition) ?? ''
    const name = testNamed(definition)
    const key = JSON.stringify([from, field, name ?? where ?? null])
    const test =
      fieldQuantities[from]?.[field] ?? (name === null ? null : (study.tests[name] ?? analytes[name] ?? null))
    if (!watched.has(key)) watched.set(key, { variable, test })
  }
  return [...watched.values()]
}

const testNamed = ({ where }: MeasuredVariable): string | null => {
  const is = where?.['test'] === undefined ? undefined : (where['test'] as { readonly is?: unknown }).is
  return typeof is === 'string' ? is : null
}
