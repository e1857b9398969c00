import type { Study } from '../protocol/language/study.js'
import type { SharedRow } from '../harmonize/shared-row.js'
import type { SubjectRecord } from './cohort.js'
import { isDeath } from './death.js'
import { judgeRow, openChart } from './subject-chart.js'

const nobody: SubjectRecord = {
  subjectKey: '',
  displayId: '',
  site: '',
  linkKey: null,
  delivered: [],
  rows: [],
  heldBecause: null,
}

const ofStatus: readonly SharedRow['domain'][] = ['contact', 'disposition']
const fatalGrade = 5

const isFatal = (row: SharedRow): boolean => {
  const grade = row.values['grade']
  return row.domain === 'adverseEvent' && grade?.kind === 'number' && grade.number === fatalGrade
}

/**
 * Whether a row tells what cannot be undone: a death by its code, an adverse event of grade 5, or a status that an
 * endpoint of the study counts as its event.
 */
export const terminalFact = (study: Study): ((row: SharedRow) => boolean) => {
  const chart = openChart(study, nobody)
  const events = Object.values(study.endpoints)
    .flatMap(endpoint => endpoint.events)
    .filter(({ from }) => ofStatus.includes(from))
  return row =>
    isDeath(row) ||
    isFatal(row) ||
    events.some(({ from, where }) => row.domain === from && judgeRow(chart, row, where) === 'true')
}
