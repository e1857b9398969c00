import { compareDisplayIds } from '../../protocol/language/display-order.js'
import { counted } from '../../words/counted.js'
import { type Told, told, toldId } from '../../words/told.js'
import type { CohortQuery } from '../cohort.js'
import { compareTexts } from '../input/row-order.js'
import type { SelectedRange } from '../output/selected-range.js'
import { keysDecided, type NamedSubject, type PersonDecision } from './person-decision.js'
import type { KindThatCan } from '../../words/finding-kinds.js'

/** Subjects who may be one person, asked when every range has been heard. */
export interface PersonsCompared {
  readonly add: (range: Pick<SelectedRange, 'subjects' | 'countedAs'>) => void
  readonly questions: () => readonly CohortQuery[]
}

/** A subject with a mark, and who counts for it. */
interface Marked extends NamedSubject {
  readonly person: string
}

// More pairs than these are no list that somebody goes through; the rest is counted.
const mostPairs = 1_000

const pairOf = (one: NamedSubject, other: NamedSubject): string => [one.key, other.key].sort().join(' ')

const named = ({ displayId, site }: NamedSubject): Told => told`${toldId(displayId)} of ${toldId(site)}`

const asked = (one: NamedSubject, kind: KindThatCan<'info'>, message: Told): CohortQuery => ({
  site: one.site,
  displayId: one.displayId,
  kind,
  severity: 'info',
  message,
  sources: [],
})

const pairAsked = (one: Marked, other: Marked): CohortQuery =>
  asked(
    one,
    'same-person',
    told`${named(one)} and ${named(other)} may be one person: birth date, sex and initials are the same. Nobody was merged: ask the sites; 'cohortium same' with --same or --different keeps what they say`,
  )

const goneAsked = ({ one, other, same }: PersonDecision, gone: NamedSubject): CohortQuery =>
  asked(
    gone,
    'decided-person-gone',
    told`it was decided that ${named(one)} and ${named(other)} are ${same ? told`one person` : told`two persons`}, and ${named(gone)} is in no export of this run: the decision does nothing; 'cohortium decisions' shows and undoes it`,
  )

const inOrder = (one: NamedSubject, other: NamedSubject): number =>
  compareDisplayIds(one.displayId, other.displayId) || compareTexts(one.key, other.key)

/**
 * Starts to compare subjects by their marks: those with one mark may be one person, unless they are one by a link id, or it was
 * decided. It keeps some 200 bytes of each subject that has a mark.
 */
export const personsCompared = (decisions: readonly PersonDecision[]): PersonsCompared => {
  const decided = keysDecided(decisions)
  const settled = new Set(decisions.map(({ one, other }) => pairOf(one, other)))
  const met = new Set<string>()
  const byMark = new Map<string, Marked[]>()
  const suggestions = (): readonly CohortQuery[] => {
    const pairs: CohortQuery[] = []
    let more = 0
    const groups = [...byMark.values()].filter(group => group.length > 1).map(group => group.sort(inOrder))
    for (const group of groups.sort(([one], [other]) => inOrder(one!, other!))) {
      for (const [at, one] of group.entries())
        for (const other of group.slice(at + 1)) {
          if (one.person === other.person || settled.has(pairOf(one, other))) continue
          if (pairs.length < mostPairs) pairs.push(pairAsked(one, other))
          else more += 1
        }
    }
    const [last] = pairs.slice(-1)
    if (more === 0 || last === undefined) return pairs
    const words = told`${counted(more, told`pair`)} more may be one person each: birth date, sex and initials do not tell so many subjects apart`
    return [...pairs, { ...last, displayId: '-', message: words }]
  }
  return {
    add: ({ subjects: { keys, displayIds, site, sites, marks }, countedAs }) => {
      if (marks === undefined && decided.size === 0) return
      keys.forEach((key, subject) => {
        if (decided.has(key)) met.add(key)
        const mark = marks?.[subject] ?? null
        if (mark === null) return
        const person = countedAs.get(subject)?.subjectKey ?? key
        const own = { key, site: sites[site[subject]!]!, displayId: displayIds[subject]!, person }
        const group = byMark.get(mark)
        if (group === undefined) byMark.set(mark, [own])
        else group.push(own)
      })
    },
    questions: () => [
      ...suggestions(),
      ...decisions.flatMap(decision =>
        [decision.one, decision.other].filter(({ key }) => !met.has(key)).map(gone => goneAsked(decision, gone)),
      ),
    ],
  }
}
