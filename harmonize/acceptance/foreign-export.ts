import { type Comparison, findingOf, nothingFound, subjectsTable } from './comparison.js'
import { type ExportSummary, placesIn } from './export-summary.js'
import { type Told, told, toldId } from '../../words/told.js'
import type { KindThatCan } from '../../words/finding-kinds.js'

/** The last accepted export of another site of the study. */
export interface OtherSite {
  readonly site: string
  readonly summary: ExportSummary
}

const mostOf = 0.5
const fewestFacts = 2

/** What a subject is known by elsewhere; null where too little is. */
type Mark = string | null

const marksByFacts = ({ keys, facts }: ExportSummary): readonly Mark[] => {
  const named = [...facts].sort(([a], [b]) => (a < b ? -1 : 1))
  return keys.map((_, subject) => {
    const known = named.flatMap(([fact, { codes, texts }]) =>
      codes[subject] === 0 ? [] : [[fact, texts[codes[subject]!]!]],
    )
    return known.length < fewestFacts ? null : JSON.stringify(known)
  })
}

const overlap = (now: readonly Mark[], other: readonly Mark[]): number => {
  const there = new Set(other)
  return now.filter(mark => mark !== null && there.has(mark)).length
}

const personsOf = (now: ExportSummary, other: ExportSummary): number =>
  Math.max(overlap(now.linkKeys, other.linkKeys), overlap(marksByFacts(now), marksByFacts(other)))

/** How many subjects of an export were in the last accepted one. */
export const knownSubjects = (before: ExportSummary, now: ExportSummary): number =>
  placesIn(now, before).reduce((sum, place) => sum + Number(place >= 0), 0)

/** Whether most subjects are strangers, so that the file may belong elsewhere or its ids are written another way. */
export const areStrangers = (before: ExportSummary, now: ExportSummary): boolean =>
  now.keys.length > 0 && before.keys.length > 0 && knownSubjects(before, now) < mostOf * now.keys.length

/** Whether an export is that of another site, by persons or by facts, or of nobody known. */
export const foreignExport = (before: ExportSummary, now: ExportSummary, others: readonly OtherSite[]): Comparison => {
  if (!areStrangers(before, now)) return nothingFound
  const known = knownSubjects(before, now)
  const all = now.keys.length
  const found = (kind: KindThatCan<'refuse file'>, count: number, message: Told): Comparison => ({
    findings: [findingOf(subjectsTable(now), kind, 'file refused', [count, all], message)],
    questions: [],
  })
  for (const { site, summary } of others) {
    const persons = personsOf(now, summary)
    if (persons < mostOf * all || persons <= known) continue
    const message = told`${persons} of its ${all} subjects are those of site ${toldId(site)}, and ${known} are known at this site: probably the file of another site; put the right one there`
    return found('file-of-another-site', persons, message)
  }
  if (known > 0) return nothingFound
  const message = told`none of its ${all} subjects is known from the last accepted export: the file of another site or study, or ids that are written in another way; ask the site`
  return found('no-subject-known', all, message)
}
