import { type Told, told, toldAll, toldId } from '../../words/told.js'
import type { OpenRange } from '../range/open-range.js'
import { factsApart, personFacts } from '../selection/person-facts.js'
import type { LinkedRecord } from '../selection/find-duplicates.js'
import { question, type Question } from './question.js'

const inWords = { 'birth date': told`birth date`, sex: told`sex` } as const

/** How it is told of a record that it does not count, and that another one does of whom facts are not the same. */
export const linkedApartWords = (
  { displayId, site }: Pick<LinkedRecord, 'displayId' | 'site'>,
  apart: readonly (keyof typeof inWords)[],
): Told =>
  told`it is left out for ${toldId(displayId)} of ${toldId(site)}, as a second record of one person, and its ${toldAll(
    apart.map(fact => inWords[fact]),
    ' and ',
  )} ${apart.length === 1 ? told`is` : told`are`} not the same: two persons under one link id, or a wrong value?`

/**
 * The question about a record that does not count because of its link id, where what cannot change of a person is not the same in
 * the one that does. Of what a person decided nobody is asked.
 */
export const linkedApart = (
  open: OpenRange,
  countedAs: ReadonlyMap<number, LinkedRecord>,
): ((subject: number) => readonly Question[]) => {
  if (countedAs.size === 0) return () => []
  const factsOf = personFacts(open)
  const { linkKeys } = open.range.subjects
  return subject => {
    const counted = countedAs.get(subject)
    const isLinked = counted !== undefined && counted.linkId !== null && counted.linkId === linkKeys[subject]
    const apart = isLinked ? factsApart(factsOf(subject), counted) : []
    return !isLinked || apart.length === 0
      ? []
      : [question(open.range, 'linked-person-differs', linkedApartWords(counted, apart))]
  }
}
