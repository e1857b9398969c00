import type { VariableDefinition, MeasuredVariable } from '../../protocol/language/variables.js'
import { told, toldId } from '../../words/told.js'
import type { OpenRange } from '../range/open-range.js'
import { compileCondition, variablesOf } from '../selection/compile-condition.js'
import { maybe, yes } from '../truth-codes.js'
import { compileBands } from './cut-bands.js'
import { daysBetween } from './days-between.js'
import { firstKnown } from './first-known.js'
import { compileGroups } from './group-codes.js'
import { sumOfVariables } from './sum-of-variables.js'
import { type NamedColumn, unknownNames } from './unknown-names.js'
import { valueKind, valueWriter, type ValueColumn } from './value-column.js'

/** A variable derived from variables named before it. */
export type CombinedVariable = Exclude<VariableDefinition, MeasuredVariable>

/** Compiles a variable derived from others: a condition, the first known, a sum, days between, bands of a number, or a grouping of codes. */
export const compileCombined = (definition: CombinedVariable): ((open: OpenRange) => ValueColumn) => {
  if ('when' in definition) return conditional(definition.when)
  if ('firstKnown' in definition) return open => firstKnown(open, named(definition.firstKnown, open))
  if ('sum' in definition) return open => sumOfVariables(open, named(definition.sum, open))
  if ('daysBetween' in definition) return open => daysBetween(open, named(definition.daysBetween, open))
  if ('cut' in definition) {
    const bands = compileBands({ at: definition.at, belongs: definition.cutBelongs }, definition.into)
    return open => bands(open, named([definition.cut], open)[0]!)
  }
  const groups = compileGroups(definition.into)
  return open => groups(open, named([definition.group], open)[0]!)
}

const named = (names: readonly string[], open: OpenRange): readonly NamedColumn[] =>
  names.map(name => ({ name, column: open.variables.get(name) ?? notDerived(name, open) }))

const notDerived = (name: string, open: OpenRange): ValueColumn => {
  const writer = valueWriter(open)
  for (let subject = 0; subject < open.count; subject += 1) writer.unknown(told`${toldId(name)} is not derived`)
  return writer.finish()
}

const conditional = (when: Parameters<typeof variablesOf>[0]): ((open: OpenRange) => ValueColumn) => {
  const names = variablesOf(when)
  const judge = compileCondition(when)
  return open => {
    const columns = named(names, open)
    const truths = judge(open)
    const because = unknownNames(columns)
    const writer = valueWriter(open)
    for (let subject = 0; subject < open.count; subject += 1) {
      for (const { column } of columns) writer.sources.addAll(column.sources, subject)
      if (truths[subject] === maybe) writer.unknown(because(subject))
      else writer.known(valueKind.truth, Number(truths[subject] === yes), 0, null, Number.NaN)
    }
    return writer.finish()
  }
}
