import colors from 'picocolors'
import { sitesCompared } from '../cohort/across/ask-across-sites.js'
import { studyDay } from '../runs/study-day.js'
import { identityKey, IdentityKeyMissing } from '../harmonize/door/ids/identity-key.js'
import { knownBySite, type KnownCounts } from '../protocol/facts/known-by-site.js'
import { cohortPlan } from '../protocol/facts/study-plan.js'
import { variablesBySite } from '../protocol/facts/variables-by-site.js'
import { mappingLines } from '../protocol/words/mapping-words.js'
import { variableLines } from './variable-lines.js'
import { describeStudy, writeResolved } from '../protocol/words/describe-study.js'
import { printProblem } from '../protocol/load/study-problems.js'
import { type LoadedStudy, loadStudy } from '../protocol/load/load-study.js'
import { driftLines } from '../profiling/text/profile-lines.js'
import { exportsDrift } from './exports-drift.js'
import { adviceLines } from './advice-lines.js'
import { acrossLines, siteLines, uncheckedLines } from './checked-site-lines.js'
import { checkExports, wouldRefuse } from './check-exports.js'
import { unwaivedInExports } from './held-of-exports.js'
import { counted } from '../words/counted.js'
import { told } from '../words/told.js'
import { exitCodes } from '../words/exit-codes.js'
import { studyFolder, studyNotFound } from './find-study.js'
import { foldersIn, refuseExportsFolder } from './exports-folder.js'
import { OptionInvalid } from './option-invalid.js'
import { terminal } from './terminal.js'
import { wrappedLines } from './wrapped-line.js'

/** What `check` may be asked besides the study. */
export interface CheckOptions {
  readonly resolved?: boolean
  readonly exports?: string
  readonly mapping?: boolean
  /** Earlier exports, or a profile of them, with which those of `exports` are compared. */
  readonly against?: string
}

const printVariables = ({ study, mappings }: LoadedStudy, counts: KnownCounts, places: boolean): void => {
  const rows = knownBySite(variablesBySite(study, mappings), counts)
  const uncounted = Object.keys(counts).filter(site => counts[site] === null)
  const columns = process.stdout.isTTY ? process.stdout.columns : 140
  for (const line of variableLines(rows, { columns, places, uncounted })) terminal.print(line)
}

const emphasis = { strong: colors.bold, weak: colors.dim, bad: colors.red }

/** Whether columns changed since earlier exports, which is told before the exports are read by their mappings. */
const printDrift = async ({ mappings }: LoadedStudy, folder: string, against: string): Promise<boolean> => {
  const sites = await exportsDrift(mappings, folder, against)
  if (sites.every(({ drifts }) => drifts === null))
    throw new OptionInvalid(`--against ${against}: it has no file of a site whose exports are in ${folder}`)
  for (const { site, drifts } of sites) {
    const lines = drifts === null ? ['Not compared: one of both has no files of it.', ''] : driftLines(drifts, emphasis)
    for (const [at, line] of lines.entries()) terminal.print(at === 0 ? `${colors.bold(site)}: ${line}` : line)
  }
  return sites.some(({ drifts }) => drifts !== null && drifts.length > 0)
}

const checkTheExports = async (
  loaded: LoadedStudy,
  folder: string,
  whole: boolean,
  against: string | undefined,
): Promise<number> => {
  refuseExportsFolder(folder)
  const changed = against !== undefined && (await printDrift(loaded, folder, against))
  const across = sitesCompared(cohortPlan(loaded.study))
  const now = new Date()
  const sites = await checkExports(loaded, folder, now, across.add)
  if (sites.every(({ files }) => files === null))
    throw new OptionInvalid(
      `--exports ${folder}: it has no folder of a site (${loaded.study.sites.join(', ')}); name the folder that has one folder per site`,
    )
  for (const site of sites) for (const line of wrappedLines(siteLines(site))) terminal.print(line)
  const questions = across.questions()
  const advice = adviceLines(sites, questions, loaded.study.rules.own)
  for (const line of wrappedLines([...acrossLines(questions), ...advice])) terminal.print(line)
  printVariables(loaded, Object.fromEntries(sites.map(({ site, known }) => [site, known])), whole)
  for (const line of wrappedLines(uncheckedLines(folder, sites, foldersIn(folder)))) terminal.print(line)
  if (sites.some(wouldRefuse)) return exitCodes.exportRefused
  const unwaived = unwaivedInExports(loaded, sites, studyDay(now, loaded.study.timeZone))
  if (unwaived > 0)
    terminal.print(
      colors.yellow(
        `${counted(unwaived, told`finding`)} that ${unwaived === 1 ? 'holds something is' : 'hold something are'} waived by nobody`,
      ),
    )
  return changed || unwaived > 0 ? exitCodes.held : exitCodes.done
}

/** What a run of the study would be refused for by its identity key, in this environment. */
const keyProblem = ({ study }: LoadedStudy): string | null => {
  try {
    identityKey(process.env, study.data)
    return null
  } catch (error) {
    if (!(error instanceof IdentityKeyMissing)) throw error
    return error.message
  }
}

/** Checks a study and its mappings, and its exports where a folder is named; nothing else is read, no service is needed. */
export const checkCommand = async (
  named: string,
  { resolved, exports, mapping, against }: CheckOptions,
): Promise<number> => {
  const folder = studyFolder(named)
  if (folder === null) throw studyNotFound(named)
  const loaded = await loadStudy(folder)
  for (const warning of loaded.warnings) terminal.progress(colors.yellow(`note: ${printProblem(warning)}`))
  const key = keyProblem(loaded)
  if (key !== null) terminal.progress(colors.yellow(`note: ${loaded.study.study} cannot run yet: ${key}`))
  const whole = mapping === true
  if (whole)
    for (const [site, own] of Object.entries(loaded.mappings))
      for (const line of mappingLines(site, own)) terminal.print(line)
  if (exports !== undefined) return checkTheExports(loaded, exports, whole, against)
  if (against !== undefined) throw new OptionInvalid('--against compares exports: name them with --exports')
  terminal.print(resolved === true ? writeResolved(loaded) : describeStudy(loaded))
  if (resolved !== true) printVariables(loaded, {}, whole)
  return 0
}
