import { told, toldId } from '../../words/told.js'
import type { OpenRange } from '../range/open-range.js'
import { saysHeld } from '../range/places.js'
import type { NamedColumn } from './unknown-names.js'
import { dayAt, reasonAt, valueKind, valueWriter, type ValueColumn } from './value-column.js'

const unit = told`days`

/** The days from one variable's day to another's. */
export const daysBetween = (open: OpenRange, named: readonly NamedColumn[]): ValueColumn => {
  const [start, end] = [named[0]!, named[1]!]
  const writer = valueWriter(open)
  for (let subject = 0; subject < open.count; subject += 1) {
    writer.sources.addAll(start.column.sources, subject)
    writer.sources.addAll(end.column.sources, subject)
    const [from, to] = [dayAt(start.column, subject), dayAt(end.column, subject)]
    if (!Number.isNaN(from) && !Number.isNaN(to)) {
      writer.known(valueKind.number, to - from, 0, unit, Number.NaN)
      continue
    }
    const { name, column } = Number.isNaN(from) ? start : end
    const because = reasonAt(column, subject)
    const held = because !== null && saysHeld(because) ? told` (${because})` : told``
    writer.unknown(told`no day of ${toldId(name)}${held}`)
  }
  return writer.finish()
}
