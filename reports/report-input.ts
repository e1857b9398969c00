import type { Contradiction } from '../analysis/published/audit-published.js'
import type { MatchedPair, Result, SurvivalCurve } from '../analysis/results/result.js'
import type { PublishedComparison } from '../analysis/published/published.js'
import type { AttritionStep } from '../cohort/cohort.js'
import type { KnownRow } from '../protocol/facts/known-by-site.js'
import type { Study } from '../protocol/language/study.js'
import type { Told } from '../words/told.js'
import type { PrintedStatus } from '../words/run-status.js'
import type { SiteState } from '../words/site-state.js'
import type { Listing } from '../words/listing.js'
import type { LookedAt } from '../words/looked-at.js'
import type { Severity } from '../words/severity.js'
import type { WaiverState } from '../words/waiver.js'
import type { FateCounts } from '../words/row-fates.js'

/** The run that a report belongs to. */
export interface ReportRun {
  readonly id: string
  /** An instant with its offset in the study's zone, e.g. `2024-04-01T02:00:00+08:00`. */
  readonly startedAt: string
  /** Null in a study of day offsets. */
  readonly dataCut: string | null
  readonly codeVersion: string
  /** A provisional report names each site's data date. */
  readonly status: PrintedStatus
  readonly manifestHash: string
  readonly startedBy: Told
  readonly reason: Told | null
}

/** One export file as received. */
export interface ReportedExport {
  readonly file: Told
  readonly sha256: string
  readonly bytes: number
  /** Rows received. */
  readonly rows: number | null
  /** How many of them have each fate; null where an older version counted none. */
  readonly fates: FateCounts | null
  /** Blank rows between them, which are none received; null where an older version counted none. */
  readonly blankRows: number | null
}

/** What one site gave to the run: its newest export, its last good batch, or nothing. */
export interface ReportedSite {
  readonly site: string
  readonly label: Told
  readonly status: SiteState
  readonly dataDate: string | null
  readonly exports: readonly ReportedExport[]
  /** The files that the run looked at and did not let in. */
  readonly notLetIn: readonly LookedAt[]
  readonly subjects: number
  /** The class of what kept the newest export from being used, or null. */
  readonly failureKind: string | null
  /** Why the newest export was not used, in words of its file, or null. */
  readonly reason: Told | null
}

/** A record issue with the display id of its subject in place of the key. */
export interface ReportedIssue {
  readonly site: string
  readonly file: Told
  readonly sheet: Told
  readonly row: number
  readonly column: Told | null
  readonly displayId: string | null
  readonly kind: string
  readonly effect: string
  readonly message: Told
  /** The lasting id of its finding; null for what nobody has to look at. */
  readonly finding: string | null
}

/** Something wrong with a file or a column of it as a whole, and what came of it. */
export interface ReportedFinding {
  readonly site: string
  readonly file: Told
  readonly sheet: Told
  readonly column: Told | null
  readonly kind: string
  readonly effect: string
  /** Whether the report's numbers are made of this file; else it was refused. */
  readonly used: boolean
  /** Cells, rows or subjects looked at, and how many of them were wrong. */
  readonly filled: number
  readonly unusable: number
  readonly message: Told
}

/** A question to a site about one subject. */
export interface ReportedQuery {
  readonly site: string
  readonly displayId: string
  readonly kind: string
  readonly message: Told
  /** The lasting id of its finding, and the day since which it is asked; null where no run before knew findings. */
  readonly finding: string
  readonly since: string | null
}

/** A rule at a place of a site with all findings of it: what one act mends for all of them. */
export interface ReportedCause {
  readonly id: string
  readonly site: string
  readonly rule: string
  readonly severity: Severity
  readonly file: Told | null
  readonly column: Told | null
  /** Rows of its file; null where it is about subjects, or that is not known. */
  readonly rows: number | null
  readonly places: number
  readonly subjects: number
  /** Findings of it, how many the last report had not, and how many are waived. */
  readonly findings: number
  readonly fresh: number
  readonly waived: number
  /** Since when the oldest is there. */
  readonly since: string
  readonly message: Told
}

/** A finding of the last report that is there no more. */
export interface ReportedResolved {
  readonly id: string
  readonly site: string
  readonly rule: string
  readonly severity: Severity
  readonly file: Told | null
  readonly column: Told | null
  readonly displayId: string | null
  readonly since: string
}

/** What a named person puts up with, and what became of it. */
export interface ReportedWaiver {
  readonly id: string | null
  readonly site: string
  readonly rule: string
  readonly file: Told | null
  readonly column: Told | null
  readonly displayId: string | null
  readonly atMost: number
  readonly places: number
  readonly until: string
  readonly by: Told
  readonly because: Told
  readonly state: WaiverState
}

/** Findings of one severity: how many there are, how many of them are new, as before, or waived, and how many are there no more. */
export interface SeverityCounts {
  readonly severity: Severity
  readonly fresh: number
  readonly persisting: number
  readonly resolved: number
  readonly waived: number
}

/** All that somebody should look at, over the runs. */
export interface ReportedFound {
  readonly counts: readonly SeverityCounts[]
  /** The gravest and commonest first. */
  readonly causes: readonly ReportedCause[]
  readonly resolved: readonly ReportedResolved[]
  readonly waivers: readonly ReportedWaiver[]
  /** Findings that hold something, which nobody waives: they end the run with exit code 1. */
  readonly unwaived: number
}

/** Something to know of how a site's exports were read that is no error: an inferred encoding, an assumed unit. */
export interface ReportedNote {
  readonly site: string
  readonly note: Told
}

/** Where texts stand that no list of the site's mapping has, with their count; never the text. */
export interface ReportedUnlisted {
  readonly site: string
  readonly file: Told
  readonly column: Told
  readonly count: number
  /** The listed text that is nearest, or null. */
  readonly nearest: Told | null
}

/** One cause of difference from the run before. */
export interface ReportedChange {
  readonly cause: 'data' | 'protocol' | 'mapping' | 'decision' | 'code' | 'data cut' | 'day' | 'files'
  readonly text: Told
  readonly counts: Readonly<Record<string, number>>
}

/** How many of the last report's pairs still stand. */
export interface KeptPairs {
  readonly kept: number
  readonly before: number
}

/** The last report of the study, as far as this one is compared with it. */
export interface PreviousReport {
  readonly run: string
  /** Null in a study of day offsets. */
  readonly dataCut: string | null
  readonly results: readonly Result[]
  readonly pairs: KeptPairs
}

/** The comparison with printed numbers, or why none is made. */
export interface ReportedComparison {
  readonly comparisons: readonly PublishedComparison[]
  /** What the printed numbers contradict among themselves. */
  readonly findings: readonly Contradiction[]
  readonly notComparedBecause: Told | null
}

/** All that a report is made of, as plain data; nothing in it is computed again. */
export interface ReportInput {
  readonly run: ReportRun
  readonly study: Study
  readonly results: readonly Result[]
  readonly curves: readonly SurvivalCurve[]
  readonly attrition: readonly AttritionStep[]
  readonly pairs: Iterable<MatchedPair>
  /** The distances of everybody in the model of matching. */
  readonly scores: ArrayLike<number>
  readonly sites: readonly ReportedSite[]
  /** What each site gives of every variable, with the subjects of whom it is known. */
  readonly variables: readonly KnownRow[]
  readonly issues: Listing<ReportedIssue>
  readonly findings: readonly ReportedFinding[]
  readonly queries: Listing<ReportedQuery>
  readonly found: ReportedFound
  readonly notes: Listing<ReportedNote>
  readonly unlisted: readonly ReportedUnlisted[]
  /** The last report, which `whatChanged` compares with; null for a study's first run. */
  readonly previous: PreviousReport | null
  /** Nights since the last report that did not run, in words; without it each of them ran. */
  readonly nights?: Told | null
  readonly whatChanged: readonly ReportedChange[]
  /** What the day alone said of sites, in words. */
  readonly judgements: readonly Told[]
  readonly published: ReportedComparison
  readonly manifest: Readonly<Record<string, unknown>>
  readonly libraryVersions: Readonly<Record<string, string>>
}
