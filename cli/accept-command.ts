import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { selectLastRefusal } from '../sql/acceptances.js'
import { insertDecision } from '../sql/decisions.js'
import { json } from '../sql/json.js'
import { selectRuns } from '../sql/runs.js'
import { loadStudy } from '../protocol/load/load-study.js'
import { account } from './account.js'
import { type Connected, withServices } from './with-services.js'
import { acceptedLines, findingsToAccept } from './decision-lines.js'
import { NothingToAccept } from './command-errors.js'
import { findStudyFolder, refusePathWithoutStudy } from './find-study.js'
import { withoutIds } from './reason-without-ids.js'
import { type ReasonOptions, reasonOf } from './reason.js'
import { refuseUnknownSite } from './rerun-sites.js'
import { terminal } from './terminal.js'
import { knownFile } from './known-file.js'
import type { Told } from '../words/told.js'

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

/** The bytes that are meant: a file by its path, one in the site's folder of the last run, or none where only its name is known. */
const namedBytes = async ({ store }: Connected, study: string, site: string, file: string): Promise<string | null> => {
  if (isFile(file)) return hashOf(file)
  const [last] = await selectRuns(store.database, study, 1)
  const inFolder = last === undefined ? null : join(last.exports_folder, site, file)
  return inFolder !== null && isFile(inFolder) ? hashOf(inFolder) : null
}

const decideWith = async (
  connected: Connected,
  named: string,
  site: string,
  file: string,
  reason: Told,
): Promise<number> => {
  const { database } = connected.store
  const loaded = await loadStudy(await findStudyFolder(named, connected.store))
  const { study, mappings } = loaded
  refuseUnknownSite([site], study.study, study.sites, 'SITE')
  const mapping = mappings[site]
  const exportId = await namedBytes(connected, study.study, site, file)
  const refusal = await selectLastRefusal(
    database,
    study.study,
    site,
    exportId !== null
      ? { exportId }
      : mapping === undefined
        ? { names: [file], fileIds: [] }
        : knownFile(mapping, file),
  )
  if (refusal === undefined) {
    throw new NothingToAccept(
      `no run has refused '${file}' of ${site} for what was found in it: give a run first; a file that could not be ` +
        'read at all cannot be accepted, ask the site for it again',
    )
  }
  const findings = findingsToAccept(refusal.acceptance.findings, refusal.file, site)
  const decided_at = new Date().toISOString()
  const seed = `${study.study} ${site} ${refusal.exportId} ${decided_at}`
  const decision = {
    decision_id: createHash('sha256').update(seed).digest('hex').slice(0, 8),
    study: study.study,
    site,
    export_id: refusal.exportId,
    file_name: refusal.file,
    reason: await withoutIds(connected.store, loaded, reason),
    decided_by: account(),
    decided_at,
  }
  await insertDecision(database, { ...decision, findings: json(findings) })
  for (const line of acceptedLines({ ...decision, findings }, named)) terminal.print(line)
  return 0
}

/** Lets one refused export of a site through at the next run: a decision with a name, a day and a reason. */
export const acceptCommand = async (
  named: string,
  site: string,
  file: string,
  options: ReasonOptions,
): Promise<number> => {
  refusePathWithoutStudy(named)
  const reason = await reasonOf(options, '--reason: say why the export is right, and who confirmed it')
  return withServices(connected => decideWith(connected, named, site, file, reason))
}
