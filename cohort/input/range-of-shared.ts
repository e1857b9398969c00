import type { ColumnsInParts, SiteInParts } from '../../harmonize/value-parts.js'
import { fileMark } from '../../words/file-marks.js'
import { told } from '../../words/told.js'
import { fieldOfParts } from './field-of-parts.js'
import type { DomainColumns, MappingFacts, SubjectRange } from './subject-range.js'

/** Subjects of a site with their rows in the shared schema, and what else the study asks of them. */
export interface SharedRange extends Pick<SubjectRange, 'originOf'> {
  readonly site: string
  readonly shared: SiteInParts
  readonly displayIds: readonly string[]
  readonly mapping: MappingFacts
}

/** Marks each row that says the same as the one before it, from the same place; rows that do stand side by side. */
const repeatedIn = ({ count, starts, files, rows, fields }: ColumnsInParts): Uint8Array | null => {
  let repeated: Uint8Array | null = null
  const isStart = new Uint8Array(count + 1)
  for (const start of starts) isStart[start] = 1
  const codes = Object.values(fields).map(field => field.codes)
  for (let row = 1; row < count; row += 1) {
    if (rows[row] !== rows[row - 1] || files[row] !== files[row - 1] || isStart[row] === 1) continue
    if (!codes.every(of => of[row] === of[row - 1])) continue
    repeated ??= new Uint8Array(count)
    repeated[row] = 1
  }
  return repeated
}

const domainOf = (columns: ColumnsInParts, calendar: boolean): DomainColumns => ({
  count: columns.count,
  starts: columns.starts,
  file: Int32Array.from(columns.files),
  row: columns.rows,
  fields: Object.fromEntries(
    Object.entries(columns.fields).map(([name, field]) => [name, fieldOfParts(field, calendar)]),
  ),
  repeated: repeatedIn(columns),
  numbers: null,
})

/** What a compiled study reads of a block of subjects; `calendar` where the study counts in dates. */
export const rangeOfShared = (
  { site, shared, displayIds, mapping, originOf }: SharedRange,
  calendar: boolean,
): SubjectRange => {
  const { keys, linkKeys, held } = shared.subjects
  return {
    subjects: {
      count: keys.length,
      keys,
      displayIds,
      linkKeys,
      site: new Uint16Array(keys.length),
      sites: [site],
      mapping: new Uint16Array(keys.length),
      mappings: [mapping],
      heldBecause: held,
    },
    // The store names files by their marks, and has no sheets.
    files: shared.fileIds.map(fileId => ({ site, fileId, file: fileMark(fileId), sheet: told`-` })),
    domains: Object.fromEntries(
      Object.entries(shared.domains).map(([name, columns]) => [name, domainOf(columns, calendar)]),
    ),
    originOf,
  }
}
