import type { RecordIssue } from '../../harmonize/shared-row.js'
import { told } from '../../words/told.js'

/** A held cell of one site, as harmonizing tells it; a test changes what it is about. */
export const issueOf = (own: Partial<RecordIssue> = {}): RecordIssue => ({
  site: 'north',
  file: told`labs.csv`,
  sheet: told`-`,
  row: 2,
  column: told`alb`,
  subjectKey: null,
  kind: 'unknown-unit',
  effect: 'value held',
  message: told`expected a unit of albumin`,
  ...own,
})
