import { withOrigins } from '../harmonize/blocks/field-origins.js'
import { plainText } from '../harmonize/read/plain-text.js'
import type { ReceivedTable } from '../harmonize/received-site.js'
import { numberAt } from '../harmonize/row-runs.js'
import type { RecordIssue, SharedRow, SharedValue } from '../harmonize/shared-row.js'
import { blocksOf } from '../protocol/facts/mapping-blocks.js'
import { withParts } from '../protocol/facts/part-files.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { type DomainName, domainNames } from '../protocol/schema/domains.js'
import { readWords } from '../protocol/words/mapping-words.js'
import type { ColumnTable } from '../sources/column-table.js'
import { told } from '../words/told.js'
import type { ReadSite } from './read-site.js'

/** One field of a harmonized row beside the cell that it was read from, and the rule that made it. */
export interface PreviewedField {
  readonly field: string
  /** Null for a constant of the mapping. */
  readonly column: string | null
  readonly received: string
  readonly value: SharedValue
  readonly rule: string
}

/** One row of an export with the rows of the shared schema that were made of it, and what was wrong. */
export interface PreviewedRow {
  readonly file: string
  readonly row: number
  readonly made: readonly { readonly domain: DomainName; readonly fields: readonly PreviewedField[] }[]
  readonly issues: readonly RecordIssue[]
}

/** Which rows are shown: those of a subject by its id as it stands in the files, or the first of each file. */
export interface PreviewAsked {
  readonly subject?: string | undefined
  readonly rows: number
}

// Where one of several columns gave a field, both are named: 'ALB#1 or ALB#2'.
const columnsNamed = ({ header }: ColumnTable, column: string): readonly string[] =>
  header.includes(column) ? [column] : column.split(' or ').filter(name => header.includes(name))

const cellAt = ({ header, columns }: ColumnTable, column: string, place: number): string => {
  const own = columns[header.indexOf(column)]
  const cell = own?.cells[own.codes.at(place) ?? 0]
  return cell === undefined || cell.kind === 'empty' ? '' : cell.text
}

/** The places in a table of the rows that are asked for. */
const placesAsked = (
  mapping: SiteMapping,
  fileId: string,
  table: ColumnTable,
  { subject, rows }: PreviewAsked,
): readonly number[] => {
  const places: number[] = []
  const id = mapping.files[fileId]?.subject
  const wanted = subject === undefined ? null : plainText(subject)
  for (let place = 0; place < table.rows.length && places.length < rows; place += 1) {
    const own = id === 'row number' || id === undefined ? String(table.rows.at(place)) : cellAt(table, id.column, place)
    if (wanted === null || plainText(own) === wanted) places.push(place)
  }
  return places
}

/** The subject of a row that the door let in; null of any other. */
const subjectAt = ({ rows, subjects, count }: ReceivedTable, row: number): number | null => {
  for (let at = 0; at < count; at += 1) if (rows.at(at) === row) return numberAt(subjects, at)
  return null
}

const sharedRows = ({ harmonized }: ReadSite, site: string, subject: number): readonly SharedRow[] =>
  domainNames.flatMap(domain => {
    const columns = harmonized.domains[domain]?.between(subject, subject + 1)
    if (columns === undefined) return []
    return Array.from({ length: columns.count }, (_, row): SharedRow => ({
      domain,
      subjectKey: harmonized.subjects.keys[subject]!,
      source: {
        site,
        fileId: harmonized.fileIds[columns.files[row]!]!,
        file: told`-`,
        sheet: told`-`,
        row: columns.rows[row]!,
      },
      values: Object.fromEntries(
        Object.entries(columns.fields).flatMap(([name, { codes, values }]) => {
          const value = values[codes[row]!] ?? null
          return value === null ? [] : [[name, value] as const]
        }),
      ),
    }))
  })

/** How a column of a field is read, as the mapping says it. */
const ruleOf = (mapping: SiteMapping, { domain, source }: SharedRow, field: string, column: string): string => {
  for (const { from, fields, wide } of blocksOf(mapping, domain)) {
    if (from !== source.fileId) continue
    const own = wide?.[column] ?? fields[field]
    if (own === undefined || typeof own === 'string') continue
    if (wide?.[column] !== undefined || ('column' in own && own.column === column))
      return readWords(own as Parameters<typeof readWords>[0]).join('; ')
  }
  // A flag that has no column of its own stood in the result's cell.
  return field === 'flag' ? 'beside the result' : ''
}

/** Puts received cells beside what became of them, for the screen of the person who has the files. */
export const previewRows = (mapping: SiteMapping, site: ReadSite, asked: PreviewAsked): readonly PreviewedRow[] => {
  const { files, door, received, harmonized } = site
  const issues = [...door.issues, ...harmonized.issues]
  const ofParts = withParts(
    mapping,
    files.map(({ fileId }) => fileId),
  )
  const origins = withOrigins(mapping, [])
  return files.flatMap(({ fileId, file, told: shown, table }) => {
    if (table === null) return []
    const admitted = received.tables.find(one => one.fileId === fileId)
    return placesAsked(mapping, fileId, table, asked).map((place): PreviewedRow => {
      const row = table.rows.at(place)!
      const subject = admitted === undefined ? null : subjectAt(admitted, row)
      const made = subject === null ? [] : sharedRows(site, mapping.site, subject)
      const fieldsOf = (one: SharedRow): readonly PreviewedField[] =>
        Object.entries(one.values).map(([field, value]) => {
          const column = origins(one).origins?.[field]?.column ?? null
          const columns = column === null ? [] : columnsNamed(table, column)
          const texts = columns.map(name => cellAt(table, name, place)).filter(text => text !== '')
          const rules = columns.map(name => ruleOf(ofParts, one, field, name))
          return {
            ...{ field, column, value },
            received: [...new Set(texts)].join(' or '),
            rule:
              column === null
                ? 'as the mapping says for all'
                : [...new Set(rules)].filter(rule => rule !== '').join(' or '),
          }
        })
      return {
        ...{ file, row },
        made: made
          .filter(({ source }) => source.fileId === fileId && source.row === row)
          .map(one => ({ domain: one.domain, fields: fieldsOf(one) })),
        issues: issues.filter(issue => issue.file === shown && issue.row === row),
      }
    })
  })
}
