import type { ReportedCause, ReportedFound } from '../../reports/report-input.js'
import { severities } from '../../words/severity.js'
import { told } from '../../words/told.js'

/** A report of a run that found nothing. */
export const nothingFound: ReportedFound = {
  counts: [...severities].reverse().map(severity => ({ severity, fresh: 0, persisting: 0, resolved: 0, waived: 0 })),
  causes: [],
  resolved: [],
  waivers: [],
  unwaived: 0,
}

/** A cause of findings: one value that is held in a column of a hundred rows, new, unless it is said otherwise. */
export const causeOf = (own: Partial<ReportedCause> = {}): ReportedCause => ({
  id: 'C-0123456789',
  site: 'north',
  rule: 'unlisted-code',
  severity: 'hold value',
  file: told`a.csv`,
  column: told`sex`,
  rows: 100,
  places: 1,
  subjects: 1,
  findings: 1,
  fresh: 1,
  waived: 0,
  since: '2024-04-01',
  message: told`not among the codes`,
  ...own,
})
