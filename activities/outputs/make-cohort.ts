import { extname } from 'node:path'
import { compileStudy } from '../../cohort/compile-study.js'
import { type CohortColumns, gatherCohort } from '../../cohort/output/gather-cohort.js'
import type { CohortRange } from '../../cohort/output/cohort-range.js'
import type { SelectedRange } from '../../cohort/output/selected-range.js'
import { joinPersons } from '../../cohort/across/join-persons.js'
import { keysDecided, type PersonDecision, sameOnly } from '../../cohort/across/person-decision.js'
import { findDuplicates, type LinkedRecord } from '../../cohort/selection/find-duplicates.js'
import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import { findRanges, rangeReader, type RunRanges } from '../../runs/subject-ranges.js'
import { type PackedRange, packRange } from '../../sql/cohort-blocks.js'
import type { Store } from '../../sql/connect.js'
import { haveLinks } from '../../sql/shared-rows.js'
import { cohortHash } from './hash-cohort.js'
import type { madeBeside } from './made-beside.js'
import { rangeSelector, type SelectionApart } from './select-beside.js'

/** A cohort in the form in which it is stored, with the hash of its values. */
export interface MadeCohort extends CohortColumns<PackedRange> {
  readonly hash: string
}

/** Records of persons who may be met at two sites: only where there are any, all subjects are looked at before one is selected. */
const linkedRecords = async (
  store: Store,
  ranges: RunRanges,
  plan: CohortPlan,
  dataCut: IsoDate | null,
  decisions: readonly PersonDecision[],
): Promise<readonly LinkedRecord[]> => {
  const batches = [...new Set(ranges.places.map(({ batchId }) => batchId))]
  const decided = keysDecided(sameOnly(decisions))
  if (decided.size === 0 && !(await haveLinks(store.database, batches))) return []
  const compiled = compileStudy(plan, dataCut)
  const read = rangeReader({ store }, ranges, plan.time === 'dates')
  const linked: LinkedRecord[] = []
  for (const range of ranges.places.keys()) linked.push(...compiled.linked(await read(range), decided))
  return joinPersons(linked, decisions)
}

/** The run's subjects after selection and derivation, range by range in their order, whoever makes them. */
const selectRanges = async function* (
  store: Store,
  runId: string,
  plan: CohortPlan,
  dataCut: IsoDate | null,
  decisions: readonly PersonDecision[],
  inOrder: typeof madeBeside,
): AsyncGenerator<SelectedRange, undefined> {
  const ranges = await findRanges({ store }, runId)
  const linked = await linkedRecords(store, ranges, plan, dataCut, decisions)
  const selection = { ranges, plan, dataCut, countedAs: findDuplicates(plan, linked) }
  yield* inOrder({
    count: ranges.places.length,
    here: rangeSelector(store, selection),
    program: new URL(`./select-thread${extname(import.meta.url)}`, import.meta.url),
    data: { server: store.server, ...selection } satisfies SelectionApart,
  })
}

/** Each range is hashed and packed as it comes: a million subjects as they are selected would take three times the memory. */
const gather = async (
  plan: CohortPlan,
  selected: AsyncIterable<SelectedRange>,
  decisions: readonly PersonDecision[],
): Promise<MadeCohort> => {
  const hash = cohortHash()
  const keep = (range: CohortRange): PackedRange => {
    hash.add(range)
    return packRange(range)
  }
  const cohort = await gatherCohort(plan, selected, keep, decisions)
  return { ...cohort, hash: hash.digest(cohort) }
}

/** Selects the subjects of a run and derives all that the study says of them. */
export const makeCohort = (
  store: Store,
  runId: string,
  plan: CohortPlan,
  dataCut: IsoDate | null,
  decisions: readonly PersonDecision[],
  inOrder: typeof madeBeside,
): Promise<MadeCohort> => gather(plan, selectRanges(store, runId, plan, dataCut, decisions, inOrder), decisions)
