import type { Told } from '../words/told.js'
import type { RunStatus } from '../words/run-status.js'
import type { KeptStage } from '../words/stages.js'

/** What a run is asked to do; minted into a run by its first activity. */
export interface RunRequest {
  readonly kind: 'run' | 'rerun' | 'nightly'
  readonly study: string
  /** The reference under which the installation registered the study's folders; a request names no path. */
  readonly place: string
  /** `YYYY-MM-DD`, or null for the latest export's day. */
  readonly dataCut: string | null
  readonly startedBy: string
  readonly reason: Told | null
  /** The sites whose exports are read again in a rerun; null for all. The others keep the batch of the last run. */
  readonly sites: readonly string[] | null
  /** The stage whose kept output is made again and compared, or all of them; without it what is kept is used. */
  readonly afresh?: KeptStage | 'all'
}

/** A run as minted: references only. */
export interface OpenedRun {
  readonly runId: string
  readonly study: string
  /** Sites to ingest. */
  readonly ingest: readonly string[]
  /** Sites that keep the batch of the last run. */
  readonly reuse: readonly string[]
}

/** One site of a run. */
export interface SiteOfRun {
  readonly runId: string
  readonly site: string
}

/** A site's batch. */
export interface BatchOfSite extends SiteOfRun {
  readonly batchId: string
}

/** How a site's ingestion ended: its batch, or the cause by class and a message without values. */
export type SiteOutcome =
  | { readonly site: string; readonly kind: 'batch'; readonly batchId: string }
  | { readonly site: string; readonly kind: 'refused'; readonly failure: RunFailure }

/** Why something failed: the error's class, and what may be said of it. */
export interface RunFailure {
  readonly type: Told
  readonly message: Told
}

/** The reported run that a run equals; null where its report would be another. */
export interface ComparedReport {
  readonly equals: string | null
}

/** How a run ended. */
export type RunEnding =
  | { readonly kind: 'reported' }
  /** Its report would be that of the run named, which stands for both. */
  | { readonly kind: 'unchanged'; readonly equals: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: RunFailure }

/** What a finished run hands back: a reference, its status and the exit code that follows from it. */
export interface RunSummary {
  readonly runId: string
  readonly status: Exclude<RunStatus, 'running'>
  readonly exitCode: number
}
