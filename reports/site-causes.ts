import type { ReportedFinding, ReportedSite } from './report-input.js'

/** Why a site's newest export is not in the report, and what mends it, in fixed words. */
export interface SiteCause {
  readonly cause: string
  readonly remedy: string
}

interface Known extends SiteCause {
  readonly kind: string
  /** What the message has to say besides; no word of it is repeated, because it may hold names of sheets and files. */
  readonly where?: RegExp
}

const known: readonly Known[] = [
  {
    kind: 'ExportUnreadable',
    where: /it is not there|no such file in the folder/,
    cause: 'no export arrived',
    remedy: 'have it sent',
  },
  {
    kind: 'ExportUnreadable',
    where: /the file system refused it/,
    cause: 'its folder or file may not be read',
    remedy: 'give the worker leave to read it',
  },
  { kind: 'ExportUnreadable', cause: 'its export cannot be read', remedy: 'have it sent again' },
  {
    kind: 'MappingIncomplete',
    cause: 'its export and its mapping do not fit together',
    remedy: 'compare the columns, and mend the one that is wrong',
  },
  {
    kind: 'ExportRefused',
    cause: 'its newest export contradicts itself, its mapping or the last accepted one',
    remedy: "the sheet 'Data quality' says where; have it mended and sent again, or accept it",
  },
  {
    kind: 'ExportShrank',
    cause: 'much of its last accepted export is missing from the newest one',
    remedy: "the sheet 'Data quality' says what; have it sent whole, or accept it",
  },
  { kind: 'NothingToReuse', cause: 'it has no data yet', remedy: 'have its export sent' },
]

const unknown: SiteCause = { cause: 'its newest export was refused', remedy: "see its reason on the sheet 'Sites'" }

/** The cause and the remedy of a site that did not deliver; null where it did. */
export const siteCause = ({ status, failureKind, reason }: ReportedSite): SiteCause | null => {
  if (status === 'fresh' || status === 'reused') return null
  const found = known.find(one => one.kind === failureKind && (one.where === undefined || one.where.test(reason ?? '')))
  return found === undefined ? unknown : { cause: found.cause, remedy: found.remedy }
}

/** How many columns of a site's data in use are left out by name. */
export const columnsLeftOut = (site: string, findings: readonly ReportedFinding[]): number =>
  findings.filter(one => one.site === site && one.used && one.effect === 'column left out').length
