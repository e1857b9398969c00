import { explainMatch } from '../analysis/matching/explain-match.js'
import type { TableMatching } from '../analysis/matching/table-matching.js'
import { tableOfRanges } from '../analysis/sets/table-of-ranges.js'
import type { CohortSubject } from '../cohort/cohort.js'
import type { CohortRange } from '../cohort/output/cohort-range.js'
import { cohortSubject } from '../cohort/output/cohort-subject.js'
import type { MatchingPlan } from '../protocol/facts/study-plan.js'
import {
  selectArms,
  selectDisplayIds,
  selectDisplayIdsAt,
  selectRangeSizes,
  selectSubjectPlace,
} from '../sql/cohort-blocks.js'
import { selectCohortRange } from '../sql/cohort-ranges.js'
import { readCohort } from '../sql/cohorts.js'
import type { Store } from '../sql/connect.js'
import { selectMatching } from '../sql/matchings.js'

/** One subject of a run as stored, with the rows behind each value, and what is needed to say how it was matched. */
export interface ReadSubject {
  readonly subject: CohortSubject
  readonly range: CohortRange
  readonly place: number
  /** The number of the first subject of its range. */
  readonly first: number
}

/** Reads the one subject of a run that has a display id, from its own range; undefined where none has it. Throws CohortNotKept. */
export const readSubject = (store: Store, runId: string, displayId: string): Promise<ReadSubject | undefined> =>
  readCohort(store, runId, async (client, cohort) => {
    const found = await selectSubjectPlace(client, cohort, displayId)
    if (found === undefined) return undefined
    const range = await selectCohortRange(client, cohort, found.range, 'everything')
    const sizes = await selectRangeSizes(client, cohort)
    const first = sizes.slice(0, found.range).reduce((sum, size) => sum + size, 0)
    return { subject: cohortSubject(range, found.place), range, place: found.place, first }
  })

/** The display ids of all subjects of a run. */
export const readDisplayIds = (store: Store, runId: string): Promise<readonly string[]> =>
  readCohort(store, runId, async (client, cohort) => {
    const all: string[] = []
    for await (const ids of selectDisplayIds(client, cohort)) for (const id of ids) all.push(id)
    return all
  })

const partnersOf = ({ pairs: { treated, control } }: TableMatching, subject: number): readonly number[] => {
  const partners: number[] = []
  for (let row = 0; row < treated.length; row += 1) {
    if (treated[row] === subject) partners.push(control[row]!)
    if (control[row] === subject) partners.push(treated[row]!)
  }
  return partners
}

/** What became of a subject in matching, in words: of the others only arms and scores are read. */
export const readMatch = async (
  store: Store,
  runId: string,
  study: MatchingPlan,
  { range, place, first }: ReadSubject,
): Promise<readonly string[]> => {
  const matching = await selectMatching(store, runId)
  const table = await tableOfRanges(study, range.subjects.count, [range])
  return readCohort(store, runId, async (client, cohort) => {
    const arms = await selectArms(client, cohort)
    const number = first + place
    const partners = matching === undefined ? [] : partnersOf(matching, number)
    const ids = await selectDisplayIdsAt(client, cohort, partners)
    return explainMatch({
      study,
      own: { table, place, number },
      arms,
      matching,
      displayIdOf: other => ids.get(other) ?? '-',
    })
  })
}
