import type { DomainName } from '../protocol/schema/domains.js'
import { fileMark } from '../words/file-marks.js'
import { told } from '../words/told.js'
import { runOf } from './row-runs.js'
import type { SharedRow, SharedValue } from './shared-row.js'
import type { ColumnsInParts, SiteInParts } from './value-parts.js'

/** The subject of a row: the last whose rows begin at it or before. */
const subjectOf = (starts: Int32Array, row: number): number => runOf(starts, row, starts.length - 1)

const valuesAt = ({ fields }: ColumnsInParts, row: number): Readonly<Record<string, SharedValue>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, { codes, valueAt }]) => {
      const value = valueAt(codes[row]!)
      return value === null ? [] : [[name, value] as const]
    }),
  )

/** One row of a site's columns as an object; its file stands there by its mark. */
export const rowOfColumns = (
  site: string,
  shared: SiteInParts,
  domain: DomainName,
  row: number,
): SharedRow | undefined => {
  const columns = shared.domains[domain]
  if (columns === undefined) return undefined
  const fileId = shared.fileIds[columns.files[row]!] ?? '-'
  return {
    domain,
    subjectKey: shared.subjects.keys[subjectOf(columns.starts, row)]!,
    values: valuesAt(columns, row),
    source: { site, fileId, file: fileMark(fileId), sheet: told`-`, row: columns.rows[row]! },
  }
}
