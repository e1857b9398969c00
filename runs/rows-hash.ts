import { createHash } from 'node:crypto'
import type { SharedRow } from '../harmonize/shared-row.js'
import { fieldColumns, type TroubledCell } from '../harmonize/blocks/field-origins.js'
import { deliveredParts } from '../protocol/facts/mapping-blocks.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { HarmonizedSubject } from '../sql/shared-rows.js'
import { literalsOf } from '../words/told.js'

/** All that the cohort reads of a site: its subjects and rows, what holds their cells, and what its mapping says of them. */
export interface SiteRows {
  readonly mapping: SiteMapping
  readonly subjects: readonly HarmonizedSubject[]
  readonly rows: readonly SharedRow[]
  readonly troubled: readonly TroubledCell[]
}

/** The received units that stand in the mapping, and so may be shown. */
const mappedUnits = ({ mapping, rows }: SiteRows): readonly string[] => {
  const literals = literalsOf(mapping)
  const units = new Set<string>()
  for (const { values } of rows) {
    for (const value of Object.values(values)) {
      if (value.kind !== 'quantity') continue
      for (const unit of [value.unit, value.receivedUnit]) if (unit !== null && literals.has(unit)) units.add(unit)
    }
  }
  return [...units].sort()
}

/**
 * SHA-256 over a site's rows: their values, and their places as file id and row. Neither the files' names nor the hashes of
 * their bytes are in it: a file that is saved again under another name gives the same rows.
 */
export const rowsHash = (site: SiteRows): string => {
  const hash = createHash('sha256')
  const add = (value: unknown): unknown => hash.update(`${JSON.stringify(value)}\n`)
  const { mapping, subjects, rows, troubled } = site
  add([mapping.site, deliveredParts(mapping), mappedUnits(site), fieldColumns(mapping)])
  for (const { subjectKey, linkKey, heldBecause } of subjects) add([subjectKey, linkKey, heldBecause])
  for (const { domain, subjectKey, source, values } of rows)
    add([domain, subjectKey, source.fileId, source.row, values])
  for (const { fileId, row, column, kind } of troubled) add([fileId, row, column, kind])
  return hash.digest('hex')
}
