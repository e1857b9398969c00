import { type DomainName, domainNames } from '../../protocol/schema/domains.js'
import type { HarmonizedSite } from '../../harmonize/harmonize-site.js'
import type { SharedColumns } from '../../harmonize/shared-columns.js'
import type { SharedRow, SharedValue, SubjectIdentity } from '../../harmonize/shared-row.js'
import { type Told, told } from '../../words/told.js'

/** How the files of a site are shown. */
export interface ShownFile {
  readonly fileId: string
  readonly file: Told
  readonly sheet: Told
}

const valuesAt = ({ fields }: SharedColumns, row: number): Readonly<Record<string, SharedValue>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, { codes, values }]) => {
      const value = values[codes[row]!] ?? null
      return value === null ? [] : [[field, value] as const]
    }),
  )

const rowsOf = (
  domain: DomainName,
  columns: SharedColumns,
  { subjects, fileIds }: HarmonizedSite,
  site: string,
  files: readonly ShownFile[],
): readonly SharedRow[] => {
  const shown = fileIds.map(id => files.find(({ fileId }) => fileId === id))
  return subjects.keys.flatMap((subjectKey, subject) => {
    const rows: SharedRow[] = []
    for (let row = columns.starts[subject]!; row < columns.starts[subject + 1]!; row += 1) {
      const file = columns.files[row]!
      const { file: name, sheet } = shown[file] ?? { file: told`-`, sheet: told`-` }
      const source = { site, fileId: fileIds[file]!, file: name, sheet, row: columns.rows[row]! }
      rows.push({ domain, subjectKey, source, values: valuesAt(columns, row) })
    }
    return rows
  })
}

/** A site's shared rows one by one, for callers that still take them so: by domain, file id and row. */
export const rowsOfColumns = (
  harmonized: HarmonizedSite,
  site: string,
  files: readonly ShownFile[],
): readonly SharedRow[] =>
  domainNames.flatMap(domain => {
    const columns = harmonized.domains[domain]?.between(0, harmonized.subjects.keys.length)
    if (columns === undefined) return []
    const rows = rowsOf(domain, columns, harmonized, site, files)
    const place = new Map(harmonized.fileIds.map((id, number) => [id, number]))
    return [...rows].sort(
      ({ source: one }, { source: other }) => place.get(one.fileId)! - place.get(other.fileId)! || one.row - other.row,
    )
  })

/** A site's subjects one by one. */
export const identitiesOf = ({ subjects }: HarmonizedSite, site: string): readonly SubjectIdentity[] =>
  subjects.keys.map((subjectKey, subject) => ({
    subjectKey,
    linkKey: subjects.linkKeys[subject] ?? null,
    site,
    openId: subjects.openIds?.[subject] ?? null,
  }))
