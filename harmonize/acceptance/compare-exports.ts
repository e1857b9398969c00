import { changedColumns } from './changed-columns.js'
import type { ComparedHeaders } from './changed-headers.js'
import { changedFacts } from './changed-facts.js'
import { type Comparison, findingOf, joined, nothingFound, subjectsTable } from './comparison.js'
import { emptiedColumns } from './emptied-columns.js'
import { type ExportSummary, placesIn } from './export-summary.js'
import { areStrangers, foreignExport, type OtherSite } from './foreign-export.js'
import { lostDeaths } from './lost-deaths.js'
import { olderExport } from './older-export.js'
import { recodedColumns } from './recoded-columns.js'
import { type PlaceOfNumbers, rescaledNumbers } from './rescaled-numbers.js'
import { shrunkenExport } from './shrunken-export.js'
import { told } from '../../words/told.js'

/** What the comparison has to know beside the two exports. */
export interface ComparedWith {
  /** Whether mapping and code are those that read the last accepted export: else other ids may be our own doing. */
  readonly sameReading: boolean
  /** The last accepted exports of the other sites. */
  readonly others: readonly OtherSite[]
  /** Whether a column is the id or the index date, or decides arm, criterion or endpoint. */
  readonly decides: (fileId: string, column: string) => boolean
  /** Where today's mapping takes numbers from. */
  readonly placeOf: PlaceOfNumbers
  readonly headers: ComparedHeaders
}

const notCompared = (now: ExportSummary): Comparison => ({
  findings: [
    findingOf(
      subjectsTable(now),
      'not-compared',
      'query',
      [now.keys.length, now.keys.length],
      told`mapping or code changed, and most subjects have other ids than before: this export could not be compared with the last accepted one; look at the counts of the flow`,
    ),
  ],
  questions: [],
})

/**
 * Compares an export with the last accepted one of its site, both read by today's mapping and code. It finds and asks;
 * how the export is read does not depend on it.
 */
export const compareExports = (
  before: ExportSummary,
  now: ExportSummary,
  { sameReading, others, decides, placeOf, headers }: ComparedWith,
): Comparison => {
  if (before.keys.length === 0) return nothingFound
  if (!sameReading && areStrangers(before, now)) return notCompared(now)
  const foreign = foreignExport(before, now, others)
  if (foreign.findings.length > 0) return foreign
  const places = placesIn(before, now)
  const shrunken = shrunkenExport(before, now, places)
  const facts = changedFacts(before, now, places)
  return joined([
    shrunken,
    facts,
    // Where the ids are shifted, everybody has another one's fate.
    facts.findings.length > 0 ? nothingFound : lostDeaths(before, now, places),
    emptiedColumns(before, now, decides),
    recodedColumns(before, now),
    { findings: changedColumns(headers), questions: [] },
    // Where everybody has another one's numbers, none is another.
    facts.findings.length > 0 ? nothingFound : rescaledNumbers(before, now, places, placeOf),
    // Of a file that was cut, the newest days are missing too.
    shrunken.findings.length > 0 ? nothingFound : olderExport(before, now, places),
  ])
}
