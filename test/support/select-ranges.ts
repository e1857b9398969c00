import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import type { SubjectRecord } from '../../cohort/cohort.js'
import { compileStudy } from '../../cohort/compile-study.js'
import { rangeOfRecords } from './range-of-records.js'
import type { SubjectRange } from '../../cohort/input/subject-range.js'
import type { SelectedRange } from '../../cohort/output/selected-range.js'
import { withDistinctIds } from './distinct-ids.js'
import { findDuplicates } from '../../cohort/selection/find-duplicates.js'

/**
 * Applies a study to ranges of subjects, as known at the data cut: columns of verdicts, arms, covariates, endpoints and
 * summaries. Display ids are to be distinct already. Each range is looked at twice, as persons met at two sites are
 * known only after all. A caller that cannot hold all ranges at once does the same with `compileStudy`.
 */
export const selectRanges = function* (
  study: CohortPlan,
  ranges: readonly SubjectRange[],
  dataCut: IsoDate | null,
): Generator<SelectedRange> {
  const compiled = compileStudy(study, dataCut)
  const countedAs = findDuplicates(
    study,
    ranges.flatMap(range => compiled.linked(range)),
  )
  for (const range of ranges) yield compiled.select(range, countedAs)
}

// Small enough to stay in a cache, large enough that opening a range costs nothing.
const subjectsPerRange = 4_096

/** Applies a study to records of subjects in any order, with their rows in any order, range by range. */
export const selectRecords = (
  study: CohortPlan,
  subjects: readonly SubjectRecord[],
  dataCut: IsoDate | null,
): Generator<SelectedRange> => {
  const records = withDistinctIds(subjects)
  const ranges = Array.from({ length: Math.ceil(records.length / subjectsPerRange) }, (_, at) =>
    rangeOfRecords(records.slice(at * subjectsPerRange, (at + 1) * subjectsPerRange), study.time === 'dates'),
  )
  return selectRanges(study, ranges, dataCut)
}
