import type { FieldKind } from '../schema/domains.js'
import type { FindingFile } from '../load/study-findings.js'
import type { FieldMapping } from '../language/mapping/field-mapping.js'
import type { SiteDefaults } from '../language/mapping/site-defaults.js'
import type { Path } from '../load/yaml-file.js'

/** What is said of a column. */
export type ColumnMapping = Exclude<FieldMapping, string | { constant: unknown }>

/** Where something is said of days, and what its site says of them. */
export interface PlacedDays {
  readonly of: FindingFile
  readonly path: Path
  readonly offsets: boolean
  readonly defaults: SiteDefaults
  /** The one day of the site's data, where its mapping states it. */
  readonly dataDate: string | null
}

/** A field of a block with its place. */
export interface PlacedField extends PlacedDays {
  readonly field: string
  readonly kind: FieldKind
}
