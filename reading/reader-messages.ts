import type { KnownExport } from '../harmonize/acceptance/renamed-columns.js'
import type { DoorResult } from '../harmonize/door/door.js'
import type { IdentityKey } from '../harmonize/door/ids/identity-key.js'
import type { MarkedHeader } from '../harmonize/door/marked-headers.js'
import type { ReceivedPart } from '../harmonize/received-parts.js'
import type { RecordIssue } from '../harmonize/shared-row.js'
import type { CodelessWords } from '../protocol/facts/codeless-words.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { Receipt } from '../sources/files/receipt.js'
import type { ErrorApart } from '../words/error-apart.js'
import type { LookedAt } from '../words/looked-at.js'
import type { Told } from '../words/told.js'

/** One site whose exports are to be read and let through the door. */
export interface SiteToRead {
  /** The folder of the site's exports. */
  readonly folder: string
  /** The study's id. */
  readonly study: string
  readonly mapping: SiteMapping
  readonly key: IdentityKey
  readonly share: number
  /** The words that the study has for columns of codes without a list. */
  readonly codeless?: CodelessWords
  /** The last accepted export, where a reading before found that columns are missing. */
  readonly known?: KnownExport
}

/** An export as it was received: its receipt, and what of each table is kept beside its rows. */
export interface ReceivedExport {
  readonly receipt: Receipt
  readonly tables: readonly {
    readonly fileId: string
    /** Rows received, also those of another length than the header. */
    readonly rows: number
    /** Blank rows between them, which are none of these. */
    readonly blankRows: number
    readonly sheet: Told
    readonly notes: readonly Told[]
    readonly headers: readonly MarkedHeader[]
  }[]
}

/** What the reading process is asked. */
export type ReaderRequest =
  | {
      readonly kind: 'read'
      readonly site: SiteToRead
      /** How files that are still being written are waited for; null where they are read as they lie. */
      readonly settling: { readonly quietMilliseconds: number; readonly patienceMilliseconds: number } | null
      readonly now: number
    }
  /** A wait is over, or it is known which file comes. */
  | { readonly kind: 'go on'; readonly now: number }
  /** Whether what was received is to be let through the door, or is known already. */
  | { readonly kind: 'let through'; readonly wanted: boolean }
  /** A part has been taken: another may come. */
  | { readonly kind: 'taken' }

/** What the reading process answers. */
export type ReaderAnswer =
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'tell'; readonly file: Told }
  | { readonly kind: 'looked'; readonly files: readonly LookedAt[] }
  | { readonly kind: 'begun'; readonly file: Told }
  | { readonly kind: 'read'; readonly receipt: Receipt }
  | { readonly kind: 'received'; readonly exports: readonly ReceivedExport[] }
  | { readonly kind: 'issues'; readonly issues: readonly RecordIssue[] }
  | {
      readonly kind: 'passed'
      readonly notes: DoorResult['notes']
      readonly findings: DoorResult['findings']
      readonly fates: DoorResult['fates']
    }
  /** What passed, after what is said of it as a whole. */
  | { readonly kind: 'part'; readonly part: ReceivedPart }
  | { readonly kind: 'all parts' }
  | ErrorApart
