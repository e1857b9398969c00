import type { Codes } from '../codes.js'
import type { Trouble } from '../read/field-reading.js'

/** What is wrong in rows, by each row's code; nothing for a code that is right. */
export interface TroublesByCode {
  readonly codes: Codes
  readonly troubles: readonly (Trouble | null)[]
}
