import type { Arm } from '../cohort/arms.js'
import type { Cohort, CohortSubject } from '../cohort/cohort.js'
import { compareSubjects } from '../protocol/language/subject-order.js'
import type { MatchingOutcome } from './results/result.js'
import type { CohortName } from './results/result-key.js'
import { type ResultNote, resultNote } from './results/result-note.js'

/** One subject's place in a sample. */
export interface SampleRow {
  readonly subject: CohortSubject
  readonly treated: boolean
  /** The number of the matched pair; null where nobody is matched. */
  readonly pair: number | null
  /** 1, or with several controls to one treated subject 1 over their number. */
  readonly weight: number
}

/** The subjects of one cohort, in an order that neither files nor earlier runs change. */
export interface Sample {
  readonly cohort: CohortName
  readonly rows: readonly SampleRow[]
  readonly weighted: boolean
  /** Whether a control serves in several pairs, and so stands in several rows. */
  readonly copied: boolean
}

/** The eligible subjects with an arm, in an order of their own: sums depend on the order, and files' orders mean nothing. */
export const eligibleSubjects = (subjects: readonly CohortSubject[]): readonly CohortSubject[] =>
  subjects.filter(({ status, arm }) => status === 'eligible' && arm !== null).sort(compareSubjects)

/** Everybody who is eligible. */
export const sampleAll = (cohort: Cohort): Sample => ({
  cohort: 'all',
  rows: eligibleSubjects(cohort.subjects).map(subject => ({
    subject,
    treated: subject.arm === 'treated',
    pair: null,
    weight: 1,
  })),
  weighted: false,
  copied: false,
})

/** Those in matched pairs; a control that serves in several pairs stands once in each. */
export const sampleMatched = (cohort: Cohort, matching: MatchingOutcome): Sample => {
  const subjects = new Map(eligibleSubjects(cohort.subjects).map(subject => [subject.displayId, subject]))
  const controlsOf = new Map<number, number>()
  for (const { pair } of matching.pairs) controlsOf.set(pair, (controlsOf.get(pair) ?? 0) + 1)
  const treatedPairs = new Set<number>()
  const rows: SampleRow[] = []
  const add = (displayId: string, treated: boolean, pair: number, weight: number): void => {
    const subject = subjects.get(displayId)
    if (subject === undefined) throw new Error(`${displayId} is in a matched pair and is not eligible`)
    rows.push({ subject, treated, pair, weight })
  }
  for (const { pair, treated, control } of matching.pairs) {
    if (!treatedPairs.has(pair)) add(treated, true, pair, 1)
    treatedPairs.add(pair)
    add(control, false, pair, 1 / (controlsOf.get(pair) ?? 1))
  }
  rows.sort((a, b) => compareSubjects(a.subject, b.subject) || (a.pair ?? 0) - (b.pair ?? 0))
  return {
    cohort: 'matched',
    rows,
    weighted: rows.some(({ weight }) => weight !== 1),
    copied: countPersons(rows) < rows.length,
  }
}

/** How many people the rows are: one who stands in several pairs is one. */
export const countPersons = (rows: readonly SampleRow[]): number =>
  new Set(rows.map(({ subject }) => subject.subjectKey)).size

/** The pair of each row as a code to cluster by. */
export const pairCodes = (rows: readonly SampleRow[]): Int32Array => Int32Array.from(rows, ({ pair }) => pair ?? 0)

/** The person of each row as a code to cluster by. */
export const personCodes = (rows: readonly SampleRow[]): Int32Array => {
  const codes = new Map<string, number>()
  return Int32Array.from(rows, ({ subject: { subjectKey } }) => {
    const code = codes.get(subjectKey) ?? codes.size
    codes.set(subjectKey, code)
    return code
  })
}

/** What is to be said where rows outnumber the people: a control that serves in several pairs counts in each. */
export const copiesNotes = (rows: readonly SampleRow[]): readonly ResultNote[] => {
  const persons = countPersons(rows)
  return persons === rows.length
    ? []
    : [
        resultNote(
          'counting',
          `${rows.length} rows of ${persons} people: a control counts once in each pair that it serves`,
        ),
      ]
}

/** What is to be said of a count of matched rows: controls count fully, and in each pair that they serve. */
export const fullCountNotes = ({ weighted, rows }: Sample): readonly ResultNote[] => [
  ...(weighted
    ? [resultNote('counting', 'controls count fully here, whatever their number to a treated subject')]
    : []),
  ...copiesNotes(rows),
]

/** The rows of one arm. */
export const armRows = (sample: Sample, arm: Arm): readonly SampleRow[] =>
  sample.rows.filter(({ treated }) => treated === (arm === 'treated'))
