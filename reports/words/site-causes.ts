import { type Told, told } from '../../words/told.js'
import type { ReportedFinding, ReportedSite } from '../report-input.js'
import { isOwn } from '../../words/site-state.js'

/** Why a site's newest export is not in the report, and what mends it, in fixed words. */
export interface SiteCause {
  readonly cause: Told
  readonly remedy: Told
}

// By the class of the failure: its message is only for the sheet 'Sites'.
const known: ReadonlyMap<string, SiteCause> = new Map([
  ['ExportAbsent', { cause: told`no export arrived`, remedy: told`have it sent` }],
  [
    'ExportOutOfReach',
    { cause: told`its folder or file may not be read`, remedy: told`give the worker leave to read it` },
  ],
  ['ExportUnreadable', { cause: told`its export cannot be read`, remedy: told`have it sent again` }],
  [
    'MappingIncomplete',
    {
      cause: told`its export and its mapping do not fit together`,
      remedy: told`compare the columns, and mend the one that is wrong`,
    },
  ],
  [
    'ExportRefused',
    {
      cause: told`its newest export contradicts itself, its mapping or the last accepted one`,
      remedy: told`the sheet 'Data quality' says where; have it mended and sent again, or accept it`,
    },
  ],
  [
    'ExportShrank',
    {
      cause: told`much of its last accepted export is missing from the newest one`,
      remedy: told`the sheet 'Data quality' says what; have it sent whole, or accept it`,
    },
  ],
  [
    'DecisionUndone',
    { cause: told`the decision that let its newest export through was undone`, remedy: told`have another one sent` },
  ],
  [
    'ReaderEnded',
    {
      cause: told`the process that read its newest export ended without an answer`,
      remedy: told`run it again; if it stays so, start the worker anew`,
    },
  ],
  [
    'ReaderStarved',
    {
      cause: told`this machine had no memory left to read its newest export`,
      remedy: told`give the worker more memory, and run it again`,
    },
  ],
  [
    'StageTooLarge',
    {
      cause: told`its newest export takes more memory than a stage may take or this machine had left`,
      remedy: told`give the worker more memory, or divide the export among several sites`,
    },
  ],
  ['NothingToReuse', { cause: told`it has no data yet`, remedy: told`have its export sent` }],
])

const refused: SiteCause = {
  cause: told`its newest export was refused`,
  remedy: told`see its reason on the sheet 'Sites'`,
}

// A fault of ours or of the machine is no fault of the hospital's.
const unworked: SiteCause = {
  cause: told`its newest export could not be worked`,
  remedy: told`run it again; the sheet 'Sites' says what failed here`,
}

const otherCause = (failureKind: string | null): SiteCause =>
  failureKind === null || failureKind.startsWith('Export') ? refused : unworked

/** The cause and the remedy of a site that did not deliver; null where it did. */
export const siteCause = ({ status, failureKind }: ReportedSite): SiteCause | null =>
  isOwn(status) ? null : (known.get(failureKind ?? '') ?? otherCause(failureKind))

/** How many columns of a site's data in use are left out by name. */
export const columnsLeftOut = (site: string, findings: readonly ReportedFinding[]): number =>
  findings.filter(one => one.site === site && one.used && one.effect === 'column left out').length
