import type { Scalar } from '../../protocol/language/shapes.js'
import { told, toldId } from '../../words/told.js'
import type { OpenRange } from '../range/open-range.js'
import { judgeValues } from '../selection/compile-condition.js'
import { shapeTest } from '../shape-test.js'
import { maybe, yes } from '../truth-codes.js'
import { type NamedColumn, unknownNames } from './unknown-names.js'
import { dayAt, valueKind, valueWriter, type ValueColumn } from './value-column.js'

/** Compiles a grouping: the first group that a value is in for certain. */
export const compileGroups = (
  into: Readonly<Record<string, readonly Scalar[]>>,
): ((open: OpenRange, named: NamedColumn) => ValueColumn) => {
  const codes = Object.keys(into)
  const tests = Object.values(into).map(members => shapeTest({ in: [...members] }))
  return (open, { name, column }) => {
    const truths = tests.map(test => judgeValues(test, column))
    const because = unknownNames([{ name, column }])
    const undecided = told`${toldId(name)} is only known as a limit`
    const elsewhere = told`${toldId(name)} is in no group`
    const writer = valueWriter(open)
    for (let subject = 0; subject < open.count; subject += 1) {
      writer.sources.addAll(column.sources, subject)
      const group = firstAt(truths, subject, yes)
      if (column.kinds[subject] === valueKind.unknown) writer.unknown(because(subject))
      else if (group >= 0) writer.known(valueKind.text, group, 0, null, dayAt(column, subject))
      else writer.unknown(firstAt(truths, subject, maybe) >= 0 ? undecided : elsewhere)
    }
    return writer.finish(codes)
  }
}

const firstAt = (truths: readonly Uint8Array[], subject: number, truth: number): number => {
  for (let at = 0; at < truths.length; at += 1) if (truths[at]![subject] === truth) return at
  return -1
}
