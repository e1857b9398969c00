import type { Told } from './told.js'

/** What the day alone says of a site: nothing of its data need have changed. */
export interface DayJudgement {
  readonly site: string
  /** `stale`: its data are of a day too long ago; `silent`: where data have no day, its last export came too long ago. */
  readonly kind: 'stale' | 'silent'
  /** The day of the data, or of the last export. */
  readonly since: string
  /** The days after which it counts. */
  readonly after: number
  /** The last day of the waiver in force; null where none is. */
  readonly waivedUntil: string | null
  /** Who waived it; null where nobody did. */
  readonly waivedBy: Told | null
}
