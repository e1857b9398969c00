import type { Cohort, CohortSubject } from '../../cohort/cohort.js'
import { cohortSubject } from '../../cohort/output/cohort-subject.js'
import { compareDisplayIds } from '../../protocol/language/display-order.js'
import { selectCohortRanges } from '../../sql/cohort-ranges.js'
import { readCohort, selectAttrition, selectQueries } from '../../sql/cohorts.js'
import type { Store } from '../../sql/connect.js'

/** The cohort of a run as stored, as objects in the order of display ids. */
export const selectStoredCohort = async (store: Store, runId: string): Promise<Cohort> => {
  const subjects = await readCohort(store, runId, async (client, content) => {
    const all: CohortSubject[] = []
    for await (const range of selectCohortRanges(client, content, 'everything'))
      for (let subject = 0; subject < range.subjects.count; subject += 1) all.push(cohortSubject(range, subject))
    return all.sort((one, other) => compareDisplayIds(one.displayId, other.displayId))
  })
  return {
    subjects,
    attrition: await selectAttrition(store.database, runId),
    queries: await selectQueries(store.database, runId),
  }
}
