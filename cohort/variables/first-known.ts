import type { OpenRange } from '../range/open-range.js'
import { type NamedColumn, unknownNames } from './unknown-names.js'
import { dayAt, relationAt, unitAt, valueKind, valueWriter, type ValueColumn } from './value-column.js'

/** The first of several variables that is known, with all that is known of it. */
export const firstKnown = (open: OpenRange, named: readonly NamedColumn[]): ValueColumn => {
  const texts = [...new Set(named.flatMap(({ column }) => column.texts))]
  const codes = new Map(texts.map((text, code) => [text, code]))
  const translated = named.map(({ column }) => column.texts.map(text => codes.get(text)!))
  const because = unknownNames(named)
  const writer = valueWriter(open)
  for (let subject = 0; subject < open.count; subject += 1) {
    let at = 0
    while (at < named.length && named[at]!.column.kinds[subject] === valueKind.unknown) at += 1
    if (at === named.length) {
      writer.unknown(because(subject))
      continue
    }
    const { column } = named[at]!
    const kind = column.kinds[subject]!
    const number = column.numbers[subject]!
    writer.sources.addAll(column.sources, subject)
    writer.known(
      kind,
      kind === valueKind.text ? translated[at]![number]! : number,
      relationAt(column, subject),
      unitAt(column, subject),
      dayAt(column, subject),
    )
  }
  return writer.finish(texts)
}
