import type { Severity } from '../../words/severity.js'
import type { Told } from '../../words/told.js'

/** Where a finding is, in names that last: rows move from export to export, these stay. */
export interface FindingPlace {
  /** The stable word of its rule, such as `unlisted-code`. */
  readonly rule: string
  readonly site: string
  /** The file's id in the site's mapping; null where it is about a subject as a whole. */
  readonly fileId: string | null
  readonly column: Told | null
  /** Null where it is about no single subject, or about so many that they stand as one. */
  readonly displayId: string | null
}

/** Something that somebody should look at: a rule at a place that lasts, and what it is made of today. */
export interface Finding extends FindingPlace {
  readonly severity: Severity
  /** Rows or cells that it is made of today. */
  readonly places: number
  /** Subjects that it stands for: one, or all of a cause that has very many, or none. */
  readonly subjects: number
  /** What was found and expected, of the first place. */
  readonly message: Told
}
