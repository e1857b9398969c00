import { type Told, told, toldAll, toldId } from '../../words/told.js'
import { saysHeld } from '../range/places.js'
import { reasonAt, valueKind, type ValueColumn } from './value-column.js'

/** A variable that others build on, under its name. */
export interface NamedColumn {
  readonly name: string
  readonly column: ValueColumn
}

// Beyond so many names, which of them are unknown does not fit into one number.
const mostCached = 30

/**
 * Why something that is built on variables is not known, by subject. Why a value is not known stands at its own variable; that
 * it was recorded and is held has to be said wherever it matters.
 */
export const unknownNames = (named: readonly NamedColumn[]): ((subject: number) => Told) => {
  const held = named.map(({ column }) => column.reasonTexts.map(saysHeld))
  const plain = new Map<number, Told>()
  const inWords = (subject: number): Told => {
    const unknown = named.flatMap(({ name, column }) => {
      if (column.kinds[subject] !== valueKind.unknown) return []
      const because = reasonAt(column, subject)
      return [because !== null && saysHeld(because) ? told`${toldId(name)} (${because})` : toldId(name)]
    })
    return told`not known: ${unknown.length > 0 ? toldAll(unknown) : told`a limit does not tell`}`
  }
  return subject => {
    let which = 0
    for (let at = 0; at < named.length; at += 1) {
      const { kinds, reasons } = named[at]!.column
      if (kinds[subject] !== valueKind.unknown) continue
      if (reasons === null || held[at]![reasons[subject]!] === true) return inWords(subject)
      which += 2 ** at
    }
    if (named.length > mostCached) return inWords(subject)
    const words = plain.get(which) ?? inWords(subject)
    plain.set(which, words)
    return words
  }
}
