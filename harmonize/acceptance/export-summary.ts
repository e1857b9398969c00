import { mappedColumns } from '../../protocol/facts/mapped-columns.js'
import { withParts } from '../../protocol/facts/part-files.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import type { HarmonizedSite } from '../harmonize-site.js'
import type { ReceivedSite, ReceivedTable } from '../received-site.js'
import { constantFacts, type FactColumn } from './constant-facts.js'
import { filledCells } from './filled-cells.js'
import { type SampledNumbers, sampledNumbers } from './sampled-numbers.js'
import { type ReadWords, wordsOfColumns } from './words-of-columns.js'
import { type SubjectFates, subjectFates, type TerminalFact } from './subject-fates.js'
import type { Told } from '../../words/told.js'
import { numberAt } from '../row-runs.js'

/** What one table of an export brought: rows by subject, and filled cells by column. */
export interface FileSummary {
  readonly fileId: string
  readonly file: Told
  readonly sheet: Told
  readonly records: number
  /** How many rows each subject has, and how many subjects have any. */
  readonly rows: Int32Array
  readonly subjects: number
  readonly filled: ReadonlyMap<string, number>
  /** By column of codes or units. */
  readonly words: ReadonlyMap<string, ReadWords>
}

/**
 * An export as it is compared with the last accepted one of its site: what its subjects brought, by keys and facts that do
 * not change, never by an identifier. A subject is its place among the sorted keys.
 */
export interface ExportSummary extends SubjectFates {
  readonly keys: readonly string[]
  readonly linkKeys: readonly (string | null)[]
  /** Facts that do not change over time, by name: birth date, sex, the first exposure. */
  readonly facts: ReadonlyMap<string, FactColumn>
  readonly fileIds: readonly string[]
  readonly files: readonly FileSummary[]
  /** Of some subjects, the first in the order of keys: their numbers by kind. */
  readonly numbers: ReadonlyMap<string, SampledNumbers>
  /** The day of the data as the export says it; null where it is only the day of receipt. */
  readonly dataDate: IsoDate | null
}

/** A site's export, harmonized, with the rows that it was made from. */
export interface SummarizedExport {
  readonly mapping: SiteMapping
  readonly received: ReceivedSite
  readonly harmonized: Pick<HarmonizedSite, 'subjects' | 'fileIds' | 'domains' | 'dataDate'>
  /** Which rows report a fact that cannot be undone, such as a death. */
  readonly terminal: TerminalFact
}

const fileSummary = (mapping: SiteMapping, table: ReceivedTable, subjects: number): FileSummary => {
  const { fileId, file, sheet, count } = table
  const rows = new Int32Array(subjects)
  for (let row = 0; row < count; row += 1) rows[numberAt(table.subjects, row)]! += 1
  return {
    ...{ fileId, file, sheet, rows, records: count },
    subjects: rows.reduce((sum, own) => sum + Number(own > 0), 0),
    filled: filledCells(mapping, table, mappedColumns(mapping, fileId).through),
    words: wordsOfColumns(mapping, table),
  }
}

/** Sums up what an export says, so that two can be compared without a value that names anybody. */
export const summarizeExport = ({
  mapping: written,
  received,
  harmonized,
  terminal,
}: SummarizedExport): ExportSummary => {
  const ids = received.tables.map(({ fileId }) => fileId)
  const mapping = withParts(written, ids)
  const { subjects, fileIds, domains, dataDate } = harmonized
  const { keys, linkKeys } = subjects
  return {
    ...{ keys, linkKeys, fileIds },
    facts: constantFacts(domains, keys.length),
    ...subjectFates(domains, keys.length, terminal),
    files: received.tables.map(table => fileSummary(mapping, table, keys.length)),
    numbers: sampledNumbers(domains, keys.length),
    dataDate: mapping.dataDate === undefined ? null : dataDate,
  }
}

/** For each subject of one export its place in another, or -1. */
export const placesIn = (before: ExportSummary, now: ExportSummary): Int32Array => {
  let next = 0
  return Int32Array.from(before.keys, key => {
    while (next < now.keys.length && now.keys[next]! < key) next += 1
    return now.keys[next] === key ? next : -1
  })
}
