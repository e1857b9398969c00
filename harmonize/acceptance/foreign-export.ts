import { type Comparison, findingOf, nothingFound, subjectsTable } from './comparison.js'
import type { ExportSummary, SubjectSummary } from './export-summary.js'
import { type Told, told, toldId } from '../../words/told.js'

/** The last accepted export of another site of the study. */
export interface OtherSite {
  readonly site: string
  readonly summary: ExportSummary
}

const mostOf = 0.5
const fewestFacts = 2

const factsText = ({ facts }: SubjectSummary): readonly string[] => {
  const known = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))
  return known.length < fewestFacts ? [] : [JSON.stringify(known)]
}

const overlap = (
  now: ExportSummary,
  other: ExportSummary,
  marks: (subject: SubjectSummary) => readonly string[],
): number => {
  const there = new Set([...other.subjects.values()].flatMap(marks))
  return [...now.subjects.values()].filter(subject => marks(subject).some(mark => there.has(mark))).length
}

const personsOf = (now: ExportSummary, other: ExportSummary): number =>
  Math.max(
    overlap(now, other, ({ linkKey }) => (linkKey === null ? [] : [linkKey])),
    overlap(now, other, factsText),
  )

/** How many subjects of an export were in the last accepted one. */
export const knownSubjects = (before: ExportSummary, now: ExportSummary): number =>
  [...now.subjects.keys()].filter(key => before.subjects.has(key)).length

/** Whether most subjects are strangers, so that the file may belong elsewhere or its ids are written another way. */
export const areStrangers = (before: ExportSummary, now: ExportSummary): boolean =>
  now.subjects.size > 0 && before.subjects.size > 0 && knownSubjects(before, now) < mostOf * now.subjects.size

/** Whether an export is that of another site, by persons or by facts, or of nobody known. */
export const foreignExport = (before: ExportSummary, now: ExportSummary, others: readonly OtherSite[]): Comparison => {
  if (!areStrangers(before, now)) return nothingFound
  const known = knownSubjects(before, now)
  const all = now.subjects.size
  const found = (kind: string, count: number, message: Told): Comparison => ({
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
