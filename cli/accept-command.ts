import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { selectLastRefusal } from '../sql/acceptances.js'
import { insertDecision } from '../sql/decisions.js'
import { json } from '../sql/json.js'
import { selectRuns } from '../sql/runs.js'
import { loadStudy } from '../protocol/load-study.js'
import { account } from './account.js'
import { type Connected, withServices } from './connect.js'
import { findStudyFolder, refusePathWithoutStudy } from './find-study.js'
import { OptionInvalid } from './option-invalid.js'
import { refuseUnknownSite } from './rerun-sites.js'
import { terminal } from './terminal.js'

/** Thrown when no run has refused the file that is to be accepted, or when it could not be read at all. */
export class NothingToAccept extends Error {
  override readonly name = 'NothingToAccept'
}

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
  reason: string,
): Promise<number> => {
  const { database } = connected.store
  const { study } = await loadStudy(await findStudyFolder(named, connected.store))
  refuseUnknownSite([site], study.study, study.sites, 'SITE')
  const exportId = await namedBytes(connected, study.study, site, file)
  const refusal = await selectLastRefusal(
    database,
    study.study,
    site,
    exportId === null ? { name: file } : { exportId },
  )
  if (refusal === undefined) {
    throw new NothingToAccept(
      `no run has refused '${file}' of ${site} for what was found in it: give a run first; a file that could not be ` +
        'read at all cannot be accepted, ask the site for it again',
    )
  }
  const findings = refusal.acceptance.findings.filter(one => one.file === refusal.file && one.effect === 'file refused')
  const unreadable = findings.filter(({ acceptable }) => !acceptable)
  if (unreadable.length > 0 || findings.length === 0) {
    throw new NothingToAccept(
      findings.length === 0
        ? `nothing was found in '${refusal.file}' itself; another file of ${site} was refused`
        : `'${refusal.file}' holds what could not be read, and that cannot be accepted: ${unreadable.map(one => one.message).join('; ')}`,
    )
  }
  const at = new Date().toISOString()
  const id = createHash('sha256').update(`${study.study} ${site} ${refusal.exportId} ${at}`).digest('hex').slice(0, 8)
  await insertDecision(database, {
    decision_id: id,
    study: study.study,
    site,
    export_id: refusal.exportId,
    file_name: refusal.file,
    findings: json(findings),
    reason,
    decided_by: account(),
    decided_at: at,
  })
  terminal.print(`decision ${id}: ${site} '${refusal.file}' (SHA-256 ${refusal.exportId.slice(0, 16)}…) is let through`)
  for (const { kind, message } of findings) terminal.print(`  ${kind}: ${message}`)
  terminal.print(`  from the next run on; undo it with: cohortium decisions ${named} --undo ${id} --reason '…'`)
  return 0
}

/** Lets one refused export of a site through at the next run: a decision with a name, a day and a reason. */
export const acceptCommand = async (
  named: string,
  site: string,
  file: string,
  { reason }: { readonly reason: string },
): Promise<number> => {
  if (reason.trim() === '') throw new OptionInvalid('--reason: say why the export is right, and who confirmed it')
  refusePathWithoutStudy(named)
  return withServices(connected => decideWith(connected, named, site, file, reason.trim()))
}
