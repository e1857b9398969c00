import { inDecimals } from './convert-unit.js'
import type { Scalar } from '../../../protocol/language/shapes.js'
import type { VariableDefinition, MeasuredVariable } from '../../../protocol/language/variables.js'
import { type Told, told, toldAll, toldId } from '../../../words/told.js'
import { judgeCondition, variablesOf } from './judge-condition.js'
import { judgeShape } from '../../../cohort/judge-shape.js'
import { addNumbers, type RelatedNumber } from '../../../cohort/number-range.js'
import { saysHeld } from './place-words.js'
import { distinctSources } from './subject-chart.js'
import { knownAs, unknownBecause, type DerivedVariable, type DerivedVariables } from './variable.js'

/** A variable derived from variables named before it. */
export type CombinedVariable = Exclude<VariableDefinition, MeasuredVariable>

/** Derives a variable from others: a condition, the first known, a sum, days between, bands of a number, or a grouping of codes. */
export const combineVariables = (definition: CombinedVariable, variables: DerivedVariables): DerivedVariable => {
  if ('when' in definition) return conditional(definition.when, variables)
  if ('firstKnown' in definition) return firstKnown(definition.firstKnown, variables)
  if ('sum' in definition) return sum(definition.sum, variables)
  if ('daysBetween' in definition) return daysBetween(definition.daysBetween, variables)
  if ('cut' in definition) return banded(definition, variables)
  return grouped(definition.group, definition.into, variables)
}

const named = (name: string, variables: DerivedVariables): DerivedVariable =>
  variables[name] ?? unknownBecause(told`${toldId(name)} is not derived`)

const sourcesOfAll = (names: readonly string[], variables: DerivedVariables): DerivedVariable['sources'] =>
  distinctSources(names.flatMap(name => named(name, variables).sources))

// Why a value is not known stands at its own variable; that it was recorded and is held has to be said wherever it matters.
const unknownNames = (names: readonly string[], variables: DerivedVariables): Told => {
  const unknown = names.flatMap(name => {
    const { value, because } = named(name, variables)
    if (value !== null) return []
    return [because !== null && saysHeld(because) ? told`${toldId(name)} (${because})` : toldId(name)]
  })
  return told`not known: ${unknown.length > 0 ? toldAll(unknown) : told`a limit does not tell`}`
}

const conditional = (when: Parameters<typeof variablesOf>[0], variables: DerivedVariables): DerivedVariable => {
  const names = variablesOf(when)
  const truth = judgeCondition(when, variables)
  const sources = sourcesOfAll(names, variables)
  if (truth === 'unknown') return unknownBecause(unknownNames(names, variables), sources)
  return knownAs(truth === 'true', sources)
}

const firstKnown = (names: readonly string[], variables: DerivedVariables): DerivedVariable =>
  names.map(name => named(name, variables)).find(({ value }) => value !== null) ??
  unknownBecause(unknownNames(names, variables))

const sum = (names: readonly string[], variables: DerivedVariables): DerivedVariable => {
  const terms = names.map(name => named(name, variables))
  const sources = sourcesOfAll(names, variables)
  const numbers = terms.flatMap(({ value, relation }): readonly RelatedNumber[] => {
    if (typeof value === 'number') return [{ number: value, relation }]
    return typeof value === 'boolean' ? [{ number: Number(value), relation: '=' }] : []
  })
  const total = numbers.length === terms.length ? addNumbers(numbers) : null
  if (total === null) return unknownBecause(unknownNames(names, variables), sources)
  return knownAs(inDecimals(total.number), sources, { relation: total.relation, unit: terms[0]?.unit ?? null })
}

const daysBetween = (names: readonly [string, string], variables: DerivedVariables): DerivedVariable => {
  const [start, end] = [named(names[0], variables), named(names[1], variables)]
  const sources = sourcesOfAll(names, variables)
  if (start.day === null || end.day === null) {
    const name = start.day === null ? names[0] : names[1]
    const { because } = named(name, variables)
    return unknownBecause(
      told`no day of ${toldId(name)}${because !== null && saysHeld(because) ? told` (${because})` : told``}`,
      sources,
    )
  }
  return knownAs(end.day - start.day, sources, { unit: told`days` })
}

// Each band is asked for by itself: whether the value is above its lower and below its upper bound.
const banded = (
  { cut: name, at, into, cutBelongs }: Extract<CombinedVariable, { readonly cut: string }>,
  variables: DerivedVariables,
): DerivedVariable => {
  const variable = named(name, variables)
  const { value, sources, day } = variable
  if (value === null) return unknownBecause(unknownNames([name], variables), sources)
  if (typeof value !== 'number') return unknownBecause(told`${toldId(name)} is no number`, sources)
  const isIn = (band: number): boolean => {
    const [low, high] = [at[band - 1], at[band]]
    const below = cutBelongs === 'below'
    const lower = low === undefined ? 'true' : judgeShape(below ? { above: low } : { 'at least': low }, variable)
    const upper = high === undefined ? 'true' : judgeShape(below ? { 'at most': high } : { below: high }, variable)
    return lower === 'true' && upper === 'true'
  }
  const band = into.find((_, position) => isIn(position))
  return band === undefined
    ? unknownBecause(told`${toldId(name)} is only known as a limit`, sources)
    : knownAs(band, sources, { day })
}

const grouped = (
  name: string,
  into: Readonly<Record<string, readonly Scalar[]>>,
  variables: DerivedVariables,
): DerivedVariable => {
  const variable = named(name, variables)
  if (variable.value === null) return unknownBecause(unknownNames([name], variables), variable.sources)
  const truths = Object.entries(into).map(([code, members]) => ({
    code,
    truth: judgeShape({ in: [...members] }, variable),
  }))
  const group = truths.find(({ truth }) => truth === 'true')
  if (group !== undefined) return knownAs(group.code, variable.sources, { day: variable.day })
  const undecided = truths.some(({ truth }) => truth === 'unknown')
  return unknownBecause(
    undecided ? told`${toldId(name)} is only known as a limit` : told`${toldId(name)} is in no group`,
    variable.sources,
  )
}
