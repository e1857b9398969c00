import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { studyDay } from '../runs/study-day.js'
import type { FileFinding } from '../harmonize/columns/file-finding.js'
import type { SelectedRange } from '../cohort/output/selected-range.js'
import type { RecordIssue } from '../harmonize/shared-row.js'
import type { WithheldText } from '../harmonize/door/withheld-texts.js'
import type { KnownCount } from '../protocol/facts/known-by-site.js'
import type { LoadedStudy } from '../protocol/load/load-study.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { readSite } from './read-site.js'
import { knownOfExports } from './known-of-exports.js'
import type { InspectedFile } from '../sources/files/inspect-files.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'
import { addedByFile, type FatesOfFiles } from '../words/row-fates.js'
import { type FindingKind, nobodysKinds } from '../words/finding-kinds.js'

/** What a site's exports are by its mapping, without a run: for the screen of the person who has them. */
export interface CheckedSite {
  readonly site: string
  readonly folder: string
  /** Null where the site has no folder of exports. */
  readonly files: readonly InspectedFile[] | null
  readonly subjects: number
  readonly heldSubjects: number
  readonly dataDate: string | null
  readonly issues: readonly RecordIssue[]
  readonly findings: readonly FileFinding[]
  readonly texts: readonly WithheldText[]
  readonly notes: readonly string[]
  /** What became of the rows of each file that could be read. */
  readonly fates: FatesOfFiles
  /** Of how many subjects each variable is known; null where a file could not be read. */
  readonly known: Readonly<Record<string, KnownCount>> | null
}

// Where a file could not be read, its subjects are missing everywhere, which says nothing of the others.
const ofMissingFiles: ReadonlySet<FindingKind> = new Set(['no-subject-row', 'rows-of-strangers'])

const checkSite = async (
  loaded: LoadedStudy,
  mapping: SiteMapping,
  folder: string,
  today: IsoDate,
  hear: (range: SelectedRange) => void,
): Promise<CheckedSite> => {
  const { site } = mapping
  const nothing = {
    ...{ issues: [], findings: [], texts: [], notes: [], fates: {} },
    ...{ subjects: 0, heldSubjects: 0, dataDate: null, known: null },
  }
  if (!existsSync(folder)) return { site, folder, files: null, ...nothing }
  const { files, door, harmonized } = await readSite(loaded, mapping, folder, today)
  const whole = files.every(({ table }) => table !== null)
  const counts = ({ kind }: { readonly kind: FindingKind }): boolean => whole || !ofMissingFiles.has(kind)
  return {
    site,
    folder,
    files,
    subjects: harmonized.subjects.keys.length,
    heldSubjects: whole ? harmonized.held.size : 0,
    dataDate: harmonized.dataDate,
    issues: [...door.issues, ...harmonized.issues].filter(counts),
    findings: [...door.findings, ...harmonized.findings].filter(counts),
    texts: door.withheld,
    notes: [...door.notes, ...harmonized.notes],
    fates: addedByFile([...Object.entries(door.fates), ...Object.entries(harmonized.fates)]),
    known: whole ? knownOfExports(loaded.study, mapping, harmonized, hear) : null,
  }
}

/**
 * Reads the exports of every site of a study as a run would, and tells all that a run would hold, ask or refuse; nothing is stored.
 * Who hears is told what is derived of sites whose files could all be read.
 */
export const checkExports = async (
  loaded: LoadedStudy,
  folder: string,
  now: Date,
  hear: (range: SelectedRange) => void = () => undefined,
): Promise<readonly CheckedSite[]> => {
  const today = studyDay(now, loaded.study.timeZone)
  const sites: CheckedSite[] = []
  for (const [site, mapping] of Object.entries(loaded.mappings)) {
    sites.push(await checkSite(loaded, mapping, join(folder, site), today, hear))
  }
  return sites
}

/** Whether a run would refuse an export of a site. */
export const wouldRefuse = ({ files, findings }: CheckedSite): boolean =>
  files?.some(({ problems }) => problems.length > 0) === true ||
  findings.some(({ effect }) => effect === 'file refused')

/** How many values and rows of a site a run would hold. */
export const heldValues = ({ issues }: CheckedSite): number =>
  issues.filter(({ effect, kind }) => effect.endsWith('held') && !nobodysKinds.has(kind)).length
