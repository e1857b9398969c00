import type { SharedRow } from '../../../harmonize/shared-row.js'
import { codeOf } from './subject-chart.js'

const deathCodes: ReadonlySet<string> = new Set(['dead', 'death', 'deceased', 'died'])

/** Whether a row of the contacts or the disposition says that the subject died. */
export const isDeath = (row: SharedRow): boolean => {
  if (row.domain !== 'contact' && row.domain !== 'disposition') return false
  return deathCodes.has(codeOf(row, row.domain === 'contact' ? 'status' : 'event') ?? '')
}
