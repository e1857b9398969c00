import { createHash } from 'node:crypto'
import { harmonizedBy } from '../protocol/facts/harmonized-by.js'
import { resolvedHash } from '../protocol/load/resolved-hash.js'
import type { Study } from '../protocol/language/study.js'
import type { BatchRow, ExportRow } from '../sql/batches.js'
import type { RunRow, RunSiteRow } from '../sql/runs.js'

/** One export that a run counts: its content, the name it came under, and the study's day on which it was met first. */
export interface AcceptedExport {
  readonly fileId: string
  readonly file: string
  readonly sha256: string
  /** Null in batches of versions that did not keep it. */
  readonly receivedOn: string | null
}

/** What one site brings to a run: its exports, and what they were harmonized by. */
export interface SiteInputs {
  readonly site: string
  readonly state: RunSiteRow['state']
  readonly batch: string | null
  readonly exports: readonly AcceptedExport[]
  readonly mapping: string | null
  /** Hash of what of the study the batch was harmonized by. */
  readonly settings: string | null
  /** The version of the code that made the batch. */
  readonly code: string | null
}

/** The closed list of what a run depends on: equal lists give equal results in any database, whatever came before. */
export interface RunInputs {
  readonly study: string
  readonly protocol: string
  readonly identityKey: string
  readonly runDay: string
  readonly dataCut: { readonly asked: string | null; readonly resolved: string | null }
  readonly code: { readonly version: string; readonly libraries: Readonly<Record<string, string>> }
  /** Ids of people's named decisions in force when the run's sites were settled. */
  readonly decisions: readonly string[]
  readonly sites: readonly SiteInputs[]
}

/** A site of a run with the batch that it brings and the batch's receipts. */
export interface SettledSite {
  readonly site: string
  readonly state: RunSiteRow['state']
  readonly batch: BatchRow | null
  readonly receipts: readonly ExportRow[]
}

/** Hash of what harmonizing goes by besides the mapping: tests, the way of counting time, what the study decides by. */
export const settingsHash = (study: Study): string => resolvedHash(harmonizedBy(study))

const siteInputs = ({ site, state, batch, receipts }: SettledSite): SiteInputs => ({
  site,
  state,
  batch: batch?.batch_id ?? null,
  exports: receipts.map(receipt => ({
    fileId: receipt.file_id,
    file: receipt.file_name,
    sha256: receipt.export_id,
    receivedOn: receipt.received_on,
  })),
  mapping: batch?.mapping_hash ?? null,
  settings: batch?.settings_hash ?? null,
  code: batch?.code_version ?? null,
})

/** Lists what a run depends on, once its sites are settled; sites stand in the study's order, exports by file id. */
export const listRunInputs = (
  run: Pick<RunRow, 'study' | 'protocol_hash' | 'key_check' | 'data_cut_asked' | 'code_version' | 'library_versions'>,
  settled: {
    readonly runDay: string
    readonly dataCut: string | null
    readonly decisions: readonly string[]
    readonly sites: readonly SettledSite[]
  },
): RunInputs => ({
  study: run.study,
  protocol: run.protocol_hash,
  identityKey: run.key_check,
  runDay: settled.runDay,
  dataCut: { asked: run.data_cut_asked, resolved: settled.dataCut },
  code: { version: run.code_version, libraries: run.library_versions },
  decisions: [...settled.decisions].sort(),
  sites: settled.sites.map(siteInputs),
})

/** The list as a run keeps it: its sites are those of the run's rows, where an older version did not write them down here. */
export type KeptInputs = Omit<RunInputs, 'sites'> & Partial<Pick<RunInputs, 'sites'>>

/** The list as it is kept: what each site brings stands in the run's rows already. */
export const withoutSites = (inputs: RunInputs): KeptInputs => {
  const kept: { -readonly [Name in keyof KeptInputs]: KeptInputs[Name] } = { ...inputs }
  delete kept.sites
  return kept
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}

/** The list as canonical JSON: keys in the order of their code units, no blanks. */
export const canonicalInputs = (inputs: KeptInputs): string => JSON.stringify(sorted(inputs))

/** SHA-256 of the canonical list, hex. */
export const inputsHash = (inputs: RunInputs): string =>
  createHash('sha256').update(canonicalInputs(inputs)).digest('hex')
