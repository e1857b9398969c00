import { compareDisplayIds } from '../../../protocol/language/display-order.js'
import type { Study } from '../../../protocol/language/study.js'
import type { IsoDate } from '../../../protocol/schema/iso-date.js'
import type { Cohort, SubjectRecord } from '../../../cohort/cohort.js'
import { countAttrition } from './count-attrition.js'
import { cutRecord, rowsBeyondCut } from './cut-record.js'
import { dayNumber } from './days.js'
import { deriveSubject } from './derive-subject.js'
import { withDistinctIds } from './distinct-ids.js'
import { findDuplicates } from './find-duplicates.js'
import { findIndexDay } from './index-day.js'
import { raiseQueries } from './raise-queries.js'
import { bySource, compareTexts, openChart, type SubjectChart } from './subject-chart.js'
import { unreadCodes } from './unread-codes.js'

/**
 * The rules of a cohort applied to one subject after the other, as objects: the plain twin of what `cohort/` does in columns. It
 * decides nothing; a property holds the two to each other.
 *
 * The study's cohort as known at the data cut: every subject with verdicts, arm, covariates, endpoints and summaries,
 * in the order of display ids, then the attrition and the questions to the sites. The order of the records and of
 * their rows does not matter.
 */
export const selectCohort = (study: Study, subjects: readonly SubjectRecord[], dataCut: IsoDate | null): Cohort => {
  const charts = [...withDistinctIds(subjects)].sort(byDisplayId).map(record => chartOf(study, record, dataCut))
  const duplicates = findDuplicates(study, charts)
  const derived = charts.map(chart => deriveSubject(study, chart, duplicates.get(chart.record.subjectKey) ?? null))
  const queries = charts.flatMap((chart, order) => {
    const subject = derived[order]
    const counted = duplicates.get(chart.record.subjectKey)?.subjectKey
    const other = charts.find(({ record }) => record.subjectKey === counted) ?? null
    return subject === undefined ? [] : raiseQueries(study, chart, subject, other)
  })
  return {
    subjects: derived,
    attrition: countAttrition(study, derived),
    queries: [...unreadCodes(study, charts), ...queries],
  }
}

const chartOf = (study: Study, record: SubjectRecord, dataCut: IsoDate | null): SubjectChart => {
  // The store puts rows of one place in order by all that they say, also by days after a data cut.
  const ordered = { ...record, rows: [...record.rows].sort(bySource) }
  const beyond = dataCut === null ? null : { cutDay: dayNumber(dataCut), rows: rowsBeyondCut(ordered, dataCut) }
  const chart = openChart(study, cutRecord(ordered, dataCut), beyond)
  return { ...chart, indexDay: findIndexDay(study, chart) }
}

const byDisplayId = (left: SubjectRecord, right: SubjectRecord): number =>
  compareDisplayIds(left.displayId, right.displayId) || compareTexts(left.subjectKey, right.subjectKey)
