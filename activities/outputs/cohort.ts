import { extname } from 'node:path'
import { compileStudy } from '../../cohort/compile-study.js'
import { type CohortColumns, gatherCohort } from '../../cohort/output/gather-cohort.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import type { Store } from '../../sql/connect.js'
import type { SelectedRange } from '../../cohort/output/selected-range.js'
import { findDuplicates, type LinkedRecord } from '../../cohort/selection/find-duplicates.js'
import { type CohortPlan, cohortPlan } from '../../protocol/facts/study-plan.js'
import { findRanges, rangeReader, type RunRanges } from '../../runs/subject-ranges.js'
import { selectRowsHashes } from '../../sql/batches.js'
import { type PackedRange, packRange } from '../../sql/cohort-blocks.js'
import { insertCohort } from '../../sql/cohorts.js'
import { haveLinks } from '../../sql/shared-rows.js'
import type { OutputStage } from '../../stages/output-stage.js'
import { cohortHash } from './hash-cohort.js'
import { madeBeside } from './made-beside.js'
import { rangeSelector, type SelectionApart } from './select-beside.js'

/** Records of persons who may be met at two sites: only where there are any, all subjects are looked at before one is selected. */
const linkedRecords = async (
  store: Store,
  ranges: RunRanges,
  plan: CohortPlan,
  dataCut: IsoDate | null,
): Promise<readonly LinkedRecord[]> => {
  const batches = [...new Set(ranges.places.map(({ batchId }) => batchId))]
  if (!(await haveLinks(store.database, batches))) return []
  const compiled = compileStudy(plan, dataCut)
  const read = rangeReader({ store }, ranges, plan.time === 'dates')
  const linked: LinkedRecord[] = []
  for (const range of ranges.places.keys()) linked.push(...compiled.linked(await read(range)))
  return linked
}

/** The run's subjects after selection and derivation; many ranges are selected in threads side by side. */
const selectRanges = async function* (
  store: Store,
  runId: string,
  plan: CohortPlan,
  dataCut: IsoDate | null,
): AsyncGenerator<SelectedRange, undefined> {
  const ranges = await findRanges({ store }, runId)
  const linked = await linkedRecords(store, ranges, plan, dataCut)
  const selection = { ranges, plan, dataCut, countedAs: findDuplicates(plan, linked) }
  yield* madeBeside({
    count: ranges.places.length,
    here: rangeSelector(store, selection),
    program: new URL(`./select-thread${extname(import.meta.url)}`, import.meta.url),
    data: { server: store.server, ...selection } satisfies SelectionApart,
  })
}

/** A cohort in the form in which it is stored, with the hash of its values. */
interface MadeCohort extends CohortColumns<PackedRange> {
  readonly hash: string
}

/** Each range is hashed and packed as it comes: a million subjects as they are selected would take three times the memory. */
const makeCohort = async (plan: CohortPlan, selected: AsyncIterable<SelectedRange>): Promise<MadeCohort> => {
  const hash = cohortHash()
  const cohort = await gatherCohort(plan, selected, range => {
    hash.add(range)
    return packRange(range)
  })
  return { ...cohort, hash: hash.digest(cohort) }
}

/**
 * The study's cohort: status, arm, variables, endpoints, responses and grades of every subject in columns, each with the rows
 * that it came from, the attrition, and the questions to the sites.
 */
export const cohortStage: OutputStage<CohortPlan, MadeCohort> = {
  name: 'cohort',
  decidedBy: ['activities/outputs/cohort'],
  writtenBy: ['sql/cohorts'],
  reads: async ({ database }, { run }) => ({
    ...Object.fromEntries(
      (await selectRowsHashes(database, run.run_id)).map(({ site, hash }) => [`data of ${site}`, hash]),
    ),
    ...(run.data_cut === null ? {} : { 'data cut': run.data_cut }),
  }),
  plan: ({ study }) => cohortPlan(study),
  make: (store, runId, plan, run) => makeCohort(plan, selectRanges(store, runId, plan, run.data_cut)),
  hash: ({ hash }) => hash,
  rows: ({ ranges }) => ranges.reduce((sum, { subjects }) => sum + subjects, 0),
  write: insertCohort,
}
