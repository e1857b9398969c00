import type { DomainName } from '../../protocol/schema/domains.js'
import type { ReceivedTable } from '../received-site.js'
import { type BlockRows, valueAt } from './block-rows.js'
import { groupsOfKeys, keyedRows } from './key-parts.js'
import { besideValue, valueText } from './natural-key.js'
import type { SubjectOrder } from '../columns/subject-order.js'
import { tableRow } from '../columns/table-rows.js'
import { repeatedRows } from './repeated-rows.js'
import { compareGroups, compareMade, type RowOfBlock } from './row-order.js'
import type { RecordPlace, SiteLog } from './site-log.js'
import type { RowFate } from '../../words/row-fates.js'
import { fileMark } from '../../words/file-marks.js'
import { type Told, told, toldAll } from '../../words/told.js'

/** What the search for rows that stand twice needs besides the rows. */
export interface DuplicateSettings {
  /** How many subjects the site has. */
  readonly subjects: number
  /** The rows of a table in the order of their subjects. */
  readonly orderOf: (table: ReceivedTable) => SubjectOrder
  readonly placeOf: (row: RowOfBlock) => RecordPlace
  /** A row that is left out meets its fate. */
  readonly meet: (row: RowOfBlock, fate: RowFate) => void
  readonly log: SiteLog
}

// Rows of equal cells of one block say the same, so that their texts need not be compared.
const haveEqualCodes = (group: readonly RowOfBlock[]): boolean => {
  const [first] = group
  if (first === undefined) return true
  const { rows, row } = first
  return group.every(
    other => other.rows === rows && rows.fields.every(({ codes }) => codes === null || codes[other.row] === codes[row]),
  )
}

/** What a row's values say, field by field, but for what the laboratory says of them. */
export const rowText = ({ rows, row }: RowOfBlock): string =>
  rows.fields
    .flatMap(field => {
      const value = besideValue.has(field.field) ? undefined : valueAt(field, row)
      return value === undefined ? [] : [`${field.field}\u0001${valueText(value)}`]
    })
    .join('\u0002')

const flagOf = ({ rows, row }: RowOfBlock): string | null => {
  const field = rows.fields.find(one => one.field === 'flag')
  const value = field === undefined ? undefined : valueAt(field, row)
  return value?.kind === 'code' ? value.code : null
}

// One result may come with its flag and without.
const flagsOf = (group: readonly RowOfBlock[]): ReadonlySet<string> => new Set(group.flatMap(row => flagOf(row) ?? []))

const sayTheSame = (group: readonly RowOfBlock[]): boolean =>
  haveEqualCodes(group) || (new Set(group.map(rowText)).size === 1 && flagsOf(group).size <= 1)

/** Takes rows that are left out, and gives the blocks without them. */
export const leftRows = () => {
  const kept = new Map<BlockRows, Uint8Array>()
  return {
    leave: (rows: BlockRows, row: number): void => {
      const own = kept.get(rows) ?? rows.made?.slice() ?? new Uint8Array(rows.source.count).fill(1)
      own[row] = 0
      kept.set(rows, own)
    },
    without: (blocks: readonly BlockRows[]): readonly BlockRows[] =>
      blocks.map(rows => (kept.has(rows) ? { ...rows, made: kept.get(rows) ?? null } : rows)),
  }
}

// Rows of one table by their numbers; of several parts of a file each with its part.
const rowsTold = (group: readonly RowOfBlock[]): Told => {
  const tables = new Set(group.map(({ rows }) => rows.source.table))
  const each = group.map(({ rows: { source }, row }): Told => {
    const number = source.table.rows.at(tableRow(source.at, row))!
    return tables.size === 1 ? told`${number}` : told`${number} of ${fileMark(source.table.fileId)}`
  })
  return toldAll([...new Set(each)])
}

/**
 * Of rows of one file, with all its parts, and domain that say the same thing of the same subject one is kept; of those that say different
 * things none.
 */
export const resolveDuplicates = (
  domain: DomainName,
  blocks: readonly BlockRows[],
  { subjects, orderOf, placeOf, meet, log }: DuplicateSettings,
): readonly BlockRows[] => {
  const { leave, without } = leftRows()
  const tables = [...new Set(blocks.map(({ source }) => source.table))]
  const groups = groupsOfKeys(keyedRows(domain, blocks))
    .flatMap(keyed => repeatedRows(keyed, subjects, ({ rows }) => orderOf(rows.source.table)))
    .map(group =>
      group
        .map(({ block: { rows }, row }): RowOfBlock => ({ rows, file: tables.indexOf(rows.source.table), row }))
        .sort(compareMade),
    )
  for (const group of groups.sort(compareGroups)) {
    const first = group.find(row => flagOf(row) !== null) ?? group[0]
    if (first === undefined) continue
    const { table } = first.rows.source
    if (sayTheSame(group)) {
      for (const row of group) {
        if (row === first) continue
        leave(row.rows, row.row)
        meet(row, 'repeated')
      }
      log.note(table.file, null, told`a row of ${domain} that repeats another was counted once`)
      continue
    }
    const numbers = rowsTold(group)
    for (const row of group) {
      leave(row.rows, row.row)
      meet(row, 'duplicate-differs')
      log.report(placeOf(row), null, {
        kind: 'duplicate-differs',
        effect: 'record held',
        message: told`rows ${numbers} say different things of one ${domain} on one day, and nothing tells which counts (a time of day is not read); all of them are held: ask for one row, or map only the rows that count by 'when'`,
      })
    }
  }
  return without(blocks)
}
