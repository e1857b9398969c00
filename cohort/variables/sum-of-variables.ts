import { relationCode, relationOfCode } from '../../protocol/schema/relations.js'
import { decimalNumber } from '../decimal-number.js'
import { addNumbers, type RelatedNumber } from '../number-range.js'
import type { OpenRange } from '../range/open-range.js'
import { type NamedColumn, unknownNames } from './unknown-names.js'
import { relationAt, unitAt, valueKind, valueWriter, type ValueColumn } from './value-column.js'

/** The sum of variables, of which a true one counts as 1; itself a limit where one of them is. */
export const sumOfVariables = (open: OpenRange, named: readonly NamedColumn[]): ValueColumn => {
  const because = unknownNames(named)
  const writer = valueWriter(open)
  const first = named[0]!.column
  for (let subject = 0; subject < open.count; subject += 1) {
    let total: RelatedNumber | null = null
    let number = 0
    let numbers = 0
    let exact = true
    for (const { column } of named) {
      writer.sources.addAll(column.sources, subject)
      const kind = column.kinds[subject]
      if (kind !== valueKind.number && kind !== valueKind.truth) continue
      numbers += 1
      number += column.numbers[subject]!
      if (relationAt(column, subject) !== 0) exact = false
    }
    if (numbers === named.length && !exact) total = sumOfLimits(named, subject)
    if (numbers === named.length && exact) {
      writer.known(valueKind.number, decimalNumber(number), 0, unitAt(first, subject), Number.NaN)
    } else if (total !== null) {
      const relation = relationCode(total.relation)
      writer.known(valueKind.number, decimalNumber(total.number), relation, unitAt(first, subject), Number.NaN)
    } else writer.unknown(because(subject))
  }
  return writer.finish()
}

const sumOfLimits = (named: readonly NamedColumn[], subject: number): RelatedNumber | null =>
  addNumbers(
    named.map(({ column }) => ({
      number: column.numbers[subject]!,
      relation: relationOfCode(relationAt(column, subject)),
    })),
  )
