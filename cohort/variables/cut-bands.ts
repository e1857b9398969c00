import { relationOfCode } from '../../protocol/schema/relations.js'
import { told, toldId } from '../../words/told.js'
import { isAbove, isAtLeast, rangeOf } from '../number-range.js'
import type { OpenRange } from '../range/open-range.js'
import { maybe, no, truthCode, yes } from '../truth-codes.js'
import { type NamedColumn, unknownNames } from './unknown-names.js'
import { dayAt, relationAt, valueKind, valueWriter, type ValueColumn } from './value-column.js'

/** Cut points in ascending order, and the band that a number at one of them belongs to. */
export interface Cuts {
  readonly at: readonly number[]
  readonly belongs: 'below' | 'above'
}

const beyond = (number: number, relation: number, cut: number, belongs: Cuts['belongs']): number => {
  if (relation === 0) return (belongs === 'below' ? number > cut : number >= cut) ? yes : no
  const range = rangeOf({ number, relation: relationOfCode(relation) })
  return truthCode(belongs === 'below' ? isAbove(range, cut) : isAtLeast(range, cut))
}

/** The band of a number, counted from 0; -1 for a limit that does not lie in one band as a whole. */
export const bandOf = ({ at, belongs }: Cuts, number: number, relation: number): number => {
  let band = 0
  let isKnown = true
  for (const cut of at) {
    const truth = beyond(number, relation, cut, belongs)
    if (truth === yes) band += 1
    else if (truth === maybe) isKnown = false
  }
  return isKnown ? band : -1
}

/** Compiles the bands of a number: the one that it lies in as a whole. */
export const compileBands =
  (cuts: Cuts, bands: readonly string[]) =>
  (open: OpenRange, { name, column }: NamedColumn): ValueColumn => {
    const because = unknownNames([{ name, column }])
    const undecided = told`${toldId(name)} is only known as a limit`
    const noNumber = told`${toldId(name)} is no number`
    const writer = valueWriter(open)
    for (let subject = 0; subject < open.count; subject += 1) {
      writer.sources.addAll(column.sources, subject)
      if (column.kinds[subject] === valueKind.unknown) writer.unknown(because(subject))
      else if (column.kinds[subject] !== valueKind.number) writer.unknown(noNumber)
      else {
        const band = bandOf(cuts, column.numbers[subject]!, relationAt(column, subject))
        if (band < 0) writer.unknown(undecided)
        else writer.known(valueKind.text, band, 0, null, dayAt(column, subject))
      }
    }
    return writer.finish(bands)
  }
