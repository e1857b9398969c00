import type { Told } from './told.js'

/** A named person puts up with what a rule holds at a place of a site until a day. */
export interface Waiver {
  /** The id of the decision; null where it stands in `operations.yaml`. */
  readonly id: string | null
  readonly rule: string
  readonly site: string
  /** Null: whichever file, column or subject of the site. */
  readonly fileId: string | null
  readonly column: Told | null
  readonly displayId: string | null
  /** With so many places at most: what grows is looked at again. */
  readonly atMost: number
  /** Its last day. */
  readonly until: string
  readonly by: Told
  readonly because: Told
  /** Whether its last day was over on the day of the run. */
  readonly expired: boolean
}

/** What became of a waiver in a run; one that is expired or exceeded covers nothing, one that is gone has nothing to cover. */
export type WaiverState = 'in force' | 'expired' | 'exceeded' | 'gone'
