import type { ReportedCause, ReportedFound } from '../reports/report-input.js'
import { filesOfRun } from '../runs/findings/files-of-run.js'
import { type FindingOfRun, findingsOfRun } from '../runs/findings/findings-of-run.js'
import { reportedFound } from '../runs/findings/reported-found.js'
import { migrate } from '../sql/migrate.js'
import { counted } from '../words/counted.js'
import { adviceOn, type RuleAdvice } from '../words/finding-advice.js'
import { told } from '../words/told.js'
import { causeLine, countsLines, waiverLines } from './finding-lines.js'
import { lastReportedOf } from './last-reported.js'
import { OptionInvalid } from './option-invalid.js'
import { refusePathWithoutStudy } from './find-study.js'
import { refuseUnknownSite } from './rerun-sites.js'
import { terminal } from './terminal.js'
import { withDatabase } from './with-database.js'

/** What `findings` may be asked besides the study. */
export interface FindingsOptions {
  readonly site?: string
  readonly cause?: string
  readonly json?: boolean
}

const findingLine = ({ id, displayId, subjects, places, severity, since, isNew, waiver }: FindingOfRun): string => {
  const who = displayId ?? (subjects > 1 ? counted(subjects, told`subject`) : 'no single subject')
  const stands = waiver === null ? (isNew ? 'new' : `since ${since}`) : `waived until ${waiver.until} by ${waiver.by}`
  return `  ${id}  ${who}: ${counted(places, told`row`)} (${severity}), ${stands}`
}

const causeLines = (cause: ReportedCause, findings: readonly FindingOfRun[], rules: RuleAdvice): readonly string[] => [
  causeLine(cause),
  `        ${cause.message}`,
  `        what to do: ${adviceOn(cause.rule, rules)}`,
  ...findings.map(findingLine),
]

const printed = (found: ReportedFound, causes: readonly ReportedCause[]): readonly string[] => [
  ...countsLines(found),
  ...(causes.length === 0 ? ['  nothing to look at'] : causes.map(causeLine)),
  ...waiverLines(found),
]

/** Lists what a study's last reported run found: by cause, or one by one of a cause. */
export const findingsCommand = async (
  named: string,
  { site, cause, json = false }: FindingsOptions,
): Promise<number> => {
  refusePathWithoutStudy(named)
  return withDatabase(async store => {
    await migrate(store.database)
    const { loaded, run } = await lastReportedOf(store, named)
    if (site !== undefined) refuseUnknownSite([site], loaded.study.study, loaded.study.sites)
    const all = await findingsOfRun(store, run)
    const found = reportedFound(all, await filesOfRun(store, run.run_id))
    const causes = found.causes.filter(one => site === undefined || one.site === site)
    if (json) {
      terminal.print(JSON.stringify({ run: run.run_id, ...found, causes, findings: all.findings }, null, 2))
      return 0
    }
    if (cause === undefined) {
      for (const line of printed(found, causes)) terminal.print(line)
      return 0
    }
    const meant = causes.find(({ id }) => id === cause)
    if (meant === undefined)
      throw new OptionInvalid(
        `--cause ${cause}: run ${run.run_id} has no such cause; 'cohortium findings ${named}' lists them`,
      )
    for (const line of causeLines(
      meant,
      all.findings.filter(one => one.cause === cause),
      loaded.study.rules.own,
    ))
      terminal.print(line)
    return 0
  })
}
