import { terminalFact } from '../cohort/terminal-fact.js'
import { compareExports } from '../harmonize/acceptance/compare-exports.js'
import { decidingColumns } from '../harmonize/acceptance/deciding-columns.js'
import { type ExportSummary, summarizeExport } from '../harmonize/acceptance/export-summary.js'
import { areStrangers, type OtherSite } from '../harmonize/acceptance/foreign-export.js'
import { placesOfNumbers } from '../harmonize/acceptance/places-of-numbers.js'
import type { SubjectQuestion } from '../harmonize/acceptance/comparison.js'
import { type JudgedFinding, judgedByComparison } from '../harmonize/acceptance/judged-finding.js'
import { decidingFields } from '../protocol/facts/deciding-fields.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { selectExportsOfOtherSites, selectOlderFiles } from '../sql/acceptances.js'
import { type BatchRow, selectLastGoodBatch } from '../sql/batches.js'
import type { Dependencies } from '../stages/dependencies.js'
import { comparedHeaders } from './compared-headers.js'
import { harmonizeBatch } from './harmonized-batch.js'
import type { RunContext } from './run-context.js'
import { type Told, told, toldId } from '../words/told.js'
import type { KindThatCan } from '../words/finding-kinds.js'

type Store = Pick<Dependencies, 'store'>

interface Compared {
  readonly findings: readonly JudgedFinding[]
  readonly questions: readonly SubjectQuestion[]
}

// Both exports are read by today's mapping and code, so that our own changes are never reported as the hospital's.
const summaryOf = async (
  dependencies: Store,
  context: RunContext,
  mapping: SiteMapping,
  batch: BatchRow,
): Promise<ExportSummary> => {
  const { received, harmonized } = await harmonizeBatch(dependencies, context, mapping, batch)
  return summarizeExport({ mapping, received, harmonized, terminal: terminalFact(context.study) })
}

const otherSites = async (dependencies: Store, context: RunContext, own: string): Promise<readonly OtherSite[]> => {
  const others: OtherSite[] = []
  for (const site of context.study.sites) {
    const mapping = context.mappings[site]
    if (site === own || mapping === undefined) continue
    const batch = await selectLastGoodBatch(dependencies.store.database, context.run.study, site, context.run.key_check)
    if (batch !== undefined) others.push({ site, summary: await summaryOf(dependencies, context, mapping, batch) })
  }
  return others
}

// One doubt about several files is reported with the first of them: one decision settles it.
const ofFiles = (files: readonly Told[], kind: KindThatCan<'refuse file'>, message: Told): readonly JudgedFinding[] => {
  const [file] = files
  if (file === undefined) return []
  const others = files.length === 1 ? told`` : told` (and so for ${files.length - 1} more of its files)`
  const counts = { filled: files.length, unusable: files.length }
  const place = { file, sheet: told`-`, column: null, kind, effect: 'file refused' } as const
  return [judgedByComparison({ ...place, ...counts, message: told`${message}${others}` })]
}

const byBytes = async (
  { store }: Store,
  { study, site, batch_id: batchId, rows_hash: rows }: BatchRow,
  last: BatchRow | undefined,
): Promise<readonly JudgedFinding[]> => {
  const others = await selectExportsOfOtherSites(store.database, batchId)
  if (others.length > 0) {
    const files = [...new Set(others.map(({ file }) => file))]
    const message = told`site ${toldId(others[0]?.site ?? '')} delivered exactly this file: put the right one there`
    return ofFiles(files, 'file-of-another-site', message)
  }
  // Bytes of before that say what the last accepted ones say are older in nothing: a file may be saved in one form and another.
  if (last === undefined || (rows !== null && rows === last.rows_hash)) return []
  return ofFiles(
    await selectOlderFiles(store.database, { study, site, batchId }, last.batch_id),
    'older-export',
    told`an earlier report used exactly this file, and a later one a newer file: deliver the newest export`,
  )
}

/**
 * Compares a batch with the last accepted one of its site, of which the stored records are read by today's mapping. An
 * equal batch is not compared, and a site's first export only with the files of others.
 */
export const compareWithLast = async (
  dependencies: Store,
  context: RunContext,
  mapping: SiteMapping,
  batch: BatchRow,
  last: BatchRow | undefined,
): Promise<Compared> => {
  const nothing: Compared = { findings: [], questions: [] }
  if (last?.batch_id === batch.batch_id) return nothing
  const bytes = await byBytes(dependencies, batch, last)
  if (bytes.length > 0 || last === undefined) return { findings: bytes, questions: [] }
  const before = await summaryOf(dependencies, context, mapping, last)
  const now = await summaryOf(dependencies, context, mapping, batch)
  const { findings, questions } = compareExports(before, now, {
    sameReading: last.mapping_hash === batch.mapping_hash && last.code_version === batch.code_version,
    others: areStrangers(before, now) ? await otherSites(dependencies, context, batch.site) : [],
    decides: decidingColumns(decidingFields(context.study), mapping),
    placeOf: placesOfNumbers(mapping),
    headers: await comparedHeaders(dependencies.store, mapping, last, batch),
  })
  return { findings: findings.map(judgedByComparison), questions }
}
