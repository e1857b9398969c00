import { hasResults, ruleOfDay, type ResultsOfDay } from '../../protocol/facts/results-of-day.js'
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
  /** Tests of which the study says what counts of several results of a day. */
  readonly ofDay: readonly ResultsOfDay[]
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

// One result may come with its flag and without.
const flagsOf = (group: readonly RowOfBlock[]): ReadonlySet<string> =>
  new Set(group.flatMap(row => codeOf(row, 'flag') ?? []))

const sayTheSame = (group: readonly RowOfBlock[]): boolean =>
  haveEqualCodes(group) || (new Set(group.map(rowText)).size === 1 && flagsOf(group).size <= 1)

const codeOf = ({ rows, row }: RowOfBlock, name: string): string | null => {
  const field = rows.fields.find(one => one.field === name)
  const value = field === undefined ? undefined : valueAt(field, row)
  return value?.kind === 'code' ? value.code : null
}

const timeOf = ({ rows, row }: RowOfBlock): number | null => {
  const field = rows.fields.find(one => one.field === 'date')
  const value = field === undefined ? undefined : valueAt(field, row)
  return value?.kind === 'day' ? value.time : null
}

/** The results of a day in groups: those of a group say the same at the same time, and are one. */
const resultsOf = (group: readonly RowOfBlock[]): readonly (readonly RowOfBlock[])[] => {
  const results = new Map<string, RowOfBlock[]>()
  for (const row of group) {
    const key = `${rowText(row)}\u0002${timeOf(row) ?? ''}`
    const own = results.get(key)
    if (own === undefined) results.set(key, [row])
    else own.push(row)
  }
  return [...results.values()]
}

/** What is said where the time of day decides and cannot: the rows count, and the variable does not know them. */
const noTime = {
  kind: 'no-time-of-day',
  effect: 'query',
  message: told`one of several results of one day, of which the study takes one by its time; not all have a time of their own`,
} as const

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
  { subjects, orderOf, placeOf, meet, log, ofDay }: DuplicateSettings,
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
  const keepOne = (group: readonly RowOfBlock[]): void => {
    const kept = group.find(row => codeOf(row, 'flag') !== null) ?? group[0]!
    for (const row of group) {
      if (row === kept) continue
      leave(row.rows, row.row)
      meet(row, 'repeated')
    }
    log.note(kept.rows.source.table.file, null, told`a row of ${domain} that repeats another was counted once`)
  }
  for (const group of groups.sort(compareGroups)) {
    const rule = ofDay.length === 0 ? 'none' : ruleOfDay(ofDay, domain, codeOf(group[0]!, 'test'))
    if (rule !== 'none') {
      const results = resultsOf(group)
      for (const same of results) if (same.length > 1) keepOne(same)
      const times = new Set(results.map(([row]) => timeOf(row!)))
      if (rule === 'by time' && results.length > 1 && (times.has(null) || times.size < results.length))
        for (const [row] of results) log.report(placeOf(row!), null, noTime)
      continue
    }
    if (sayTheSame(group)) {
      keepOne(group)
      continue
    }
    const numbers = rowsTold(group)
    for (const row of group) {
      leave(row.rows, row.row)
      meet(row, 'duplicate-differs')
      log.report(placeOf(row), null, {
        kind: 'duplicate-differs',
        effect: 'record held',
        message: told`rows ${numbers} say different things of one ${domain} on one day, and nothing tells which counts; all of them are held: ${hasResults(domain) ? told`say by 'ofDay' of the variable what counts of a day, ` : told``}ask for one row, or map only the rows that count by 'when'`,
      })
    }
  }
  return without(blocks)
}
