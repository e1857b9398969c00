import type { SiteMapping } from '../protocol/language/site.js'
import { domains } from '../protocol/schema/domains.js'
import type { Fact, FileRow } from './cell.js'
import { factsOfRow } from './facts-of-row.js'
import { isAsked, type RowMaker } from './row-maker.js'

/** The rows of one subject in the files of a site, as far as they are made. */
export interface SubjectRows {
  readonly rows: (file: string) => readonly FileRow[]
  readonly facts: () => readonly Fact[]
  /** Puts cells into a row of a file where they fit and what comes of it is allowed; says whether they stand there now. */
  readonly put: (file: string, cells: FileRow, allowed: (fact: Fact) => boolean) => boolean
}

/** The files of a site in which a subject has one row. */
export const filesOfOneRow = (mapping: SiteMapping, makers: readonly RowMaker[]): ReadonlySet<string> =>
  new Set(
    Object.entries(mapping.files)
      .filter(([id, { rows, subject, rowIs }]) => {
        if (rows !== undefined) return rows === 'one a subject'
        const own = makers.some(
          ({ domain, file, when }) => file === id && domains[domain].single && Object.keys(when).length === 0,
        )
        return own || subject === 'row number' || rowIs !== undefined
      })
      .map(([id]) => id),
  )

const fits = (row: FileRow, cells: FileRow): boolean =>
  [...cells].every(([column, { text }]) => (row.get(column)?.text ?? text) === text)

const isNew = (before: readonly Fact[], { domain, fields }: Fact): boolean => {
  const said = JSON.stringify([domain, fields])
  return !before.some(fact => JSON.stringify([fact.domain, fact.fields]) === said)
}

/** Begins the rows of a subject. */
export const subjectRows = (makers: readonly RowMaker[], oneRow: ReadonlySet<string>): SubjectRows => {
  const files = new Map<string, FileRow[]>()
  const rowsOf = (file: string): FileRow[] => files.get(file) ?? []
  const byFile = new Map<string, readonly RowMaker[]>()
  const makersOf = (file: string): readonly RowMaker[] => {
    const own = byFile.get(file) ?? makers.filter(maker => maker.file === file)
    byFile.set(file, own)
    return own
  }
  let known: readonly Fact[] | null = []
  // Of a file of many rows a subject's own row is one alone.
  const isOwn = (file: string, row: FileRow): boolean =>
    makersOf(file).some(
      ({ domain, when }) =>
        domains[domain].single &&
        Object.keys(when).length > 0 &&
        Object.entries(when).every(([column, asked]) => isAsked(asked, row.get(column)?.text ?? '')),
    )
  const put: SubjectRows['put'] = (file, cells, allowed) => {
    const [own, rows] = [makersOf(file), rowsOf(file)]
    const tryRow = (at: number): boolean => {
      const before = rows[at] ?? new Map()
      const row: FileRow = new Map([...before, ...cells])
      const said = before.size === 0 ? [] : factsOfRow(own, before)
      if (!factsOfRow(own, row).every(fact => !isNew(said, fact) || allowed(fact))) return false
      if (at === rows.length && isOwn(file, row) && rows.some(one => isOwn(file, one))) return false
      rows[at] = row
      known = null
      files.set(file, rows)
      return true
    }
    for (const [at, row] of rows.entries()) if (fits(row, cells) && tryRow(at)) return true
    return (rows.length === 0 || !oneRow.has(file)) && tryRow(rows.length)
  }
  return {
    rows: rowsOf,
    facts: () => (known ??= [...files].flatMap(([file, rows]) => rows.flatMap(row => factsOfRow(makersOf(file), row)))),
    put,
  }
}
