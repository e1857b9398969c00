import type { ColumnsInParts, FieldInParts, SiteInParts } from '../../harmonize/value-parts.js'
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

/** Marks rows from the same place as the one before them, of the same subject, and says how many. */
const markSamePlace = ({ count, starts, files, rows }: ColumnsInParts, marks: Uint8Array): number => {
  let marked = 0
  for (let row = 1; row < count; row += 1) {
    if (rows[row] !== rows[row - 1] || files[row] !== files[row - 1]) continue
    marks[row] = 1
    marked += 1
  }
  for (let subject = 0; subject < starts.length; subject += 1) {
    const start = starts[subject]!
    if (marks[start] !== 1) continue
    marks[start] = 0
    marked -= 1
  }
  return marked
}

/** Takes the mark from rows with another code than the one before them, and says of how many. */
const unmarkOthers = (codes: FieldInParts['codes'], marks: Uint8Array): number => {
  let others = 0
  for (let row = 1; row < marks.length; row += 1) {
    if (marks[row] === 0 || codes[row] === codes[row - 1]) continue
    marks[row] = 0
    others += 1
  }
  return others
}

/** Marks each row that says the same as the one before it, from the same place; rows that do stand side by side. */
const repeatedIn = (columns: ColumnsInParts): Uint8Array | null => {
  const marks = new Uint8Array(columns.count)
  let left = markSamePlace(columns, marks)
  // A field of many values tells most rows apart.
  const fields = Object.values(columns.fields).sort((one, other) => other.parts.kinds.length - one.parts.kinds.length)
  for (const { codes } of fields) {
    if (left === 0) break
    left -= unmarkOthers(codes, marks)
  }
  return left === 0 ? null : marks
}

const domainOf = (columns: ColumnsInParts, calendar: boolean): DomainColumns => ({
  count: columns.count,
  starts: columns.starts,
  file: new Int32Array(columns.files),
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
  const { keys, linkKeys, marks, held } = shared.subjects
  return {
    subjects: {
      count: keys.length,
      keys,
      displayIds,
      linkKeys,
      ...(marks && { marks }),
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
