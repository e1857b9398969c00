import type { SourceTable } from '../../support/source-table.js'
import type { FileFinding } from '../../../harmonize/columns/file-finding.js'
import { rowsFinding } from '../../../harmonize/columns/rows-share.js'
import type { RecordIssue } from '../../../harmonize/shared-row.js'
import { type Told, told, toldAll, toldId } from '../../../words/told.js'

/** A table that came through the door, with the name of its column of ids, null where a row's number is the id. */
export interface JudgedTable {
  readonly file: Told
  readonly table: SourceTable
  readonly idColumn: Told | null
}

/** What the door found wrong with files as a whole, and the issues of rows that no finding covers already. */
export interface DoorFindings {
  readonly findings: readonly FileFinding[]
  readonly issues: readonly RecordIssue[]
}

// Rows that are no subject's, and rows without an id, say nothing of how the column of ids is written.
const nobodys = new Set(['not-a-subject', 'blank-id', 'repeated-header'])

const alikeKinds = new Set(['leading-zeros-lost', 'id-alike'])

interface Held {
  readonly kind: 'rows-ragged' | 'rows-untold' | 'ids-alike' | 'ids-unusable'
  readonly column: Told | null
  readonly found: Told
  readonly expected: Told
  readonly is: (issue: RecordIssue) => boolean
}

const heldKinds = ({ file, table: { sheet }, idColumn }: JudgedTable): readonly Held[] => {
  const own = (issue: RecordIssue): boolean =>
    issue.file === file && issue.sheet === sheet && issue.effect === 'record held'
  return [
    {
      kind: 'rows-ragged',
      column: null,
      found: told`have more or fewer cells than the header`,
      expected: told`as many cells in each row as names in the header, and the delimiter that the mapping says`,
      is: issue => own(issue) && issue.kind === 'ragged-row',
    },
    {
      kind: 'rows-untold',
      column: null,
      found: told`have a cell that cannot be used where 'only' or 'except' of the file asks`,
      expected: told`a cell that can be read in each row by which the mapping leaves rows out or keeps them`,
      is: issue => own(issue) && issue.kind === 'unreadable-cell',
    },
    {
      kind: 'ids-alike',
      column: idColumn,
      found: told`have an id that the file of subjects lacks, and has with other leading zeros or separators`,
      expected: told`each id written alike in every file: export the ids as text`,
      is: issue => own(issue) && issue.column === idColumn && alikeKinds.has(issue.kind),
    },
    {
      kind: 'ids-unusable',
      column: idColumn,
      found: told`have an id that cannot be used`,
      expected: told`the id of a subject in each row, as text`,
      is: issue => own(issue) && idColumn !== null && issue.column === idColumn && !nobodys.has(issue.kind),
    },
  ]
}

const kindsOf = (issues: readonly RecordIssue[]): Told =>
  toldAll([...new Set(issues.map(({ kind }) => kind))].sort().map(toldId))

/** Judges the rows that the door held against all rows of their file: too many are one finding, and no row is asked about. */
export const doorFindings = (
  tables: readonly JudgedTable[],
  issues: readonly RecordIssue[],
  share: number,
): DoorFindings => {
  const findings: FileFinding[] = []
  let left = issues
  for (const judged of tables) {
    const { file, table } = judged
    for (const { kind, column, found, expected, is } of heldKinds(judged)) {
      const held = left.filter(is)
      const unusable = held.length
      const apart = kind === 'rows-ragged' ? unusable : 0
      const rows = table.rows.length + apart
      const what = kind === 'ids-unusable' ? told`${found} (${kindsOf(held)})` : found
      const place = { file, sheet: table.sheet, column, kind }
      const finding = rowsFinding({ ...place, rows, unusable, found: what, expected }, share)
      if (finding === null) continue
      findings.push(finding)
      left = left.filter(issue => !is(issue))
    }
  }
  return { findings, issues: left }
}
