import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { recipientsNamed } from '../protocol/language/operations.js'
import type { Study } from '../protocol/language/study.js'
import { type RenderedMail, recipientsOf, renderMail } from '../reports/mail/render-mail.js'
import { renderUnchanged } from '../reports/mail/render-unchanged.js'
import { type ReportContext, reportContext } from '../reports/report-context.js'
import type { Store } from '../sql/connect.js'
import { selectRecipientsOfReport } from '../sql/report-files.js'
import { reportFiles } from '../words/report-files.js'
import { hasReport, printedStatus } from '../words/run-status.js'
import { type Told, told } from '../words/told.js'
import { assembleReport, nightsBetween } from '../runs/assemble-report.js'
import { folderOfRun } from '../folders/run-folder.js'
import { operationsOf, readRun, readRunRow } from '../runs/run-context.js'
import { studyTime } from '../runs/study-day.js'

type Recipient = ReturnType<typeof recipientsNamed>[number]

/** The messages of a run: who is named, who gets one, how it is made, and why others get none. */
export interface MailMessages {
  readonly named: readonly Recipient[]
  readonly due: ReadonlySet<string>
  readonly notDue: Told
  readonly render: (recipient: Recipient, from: string) => Promise<RenderedMail>
}

/** The workbook without rows about single subjects; its libraries are loaded where somebody is to get one. */
const resultsAlone = async (context: ReportContext): Promise<Uint8Array> =>
  (await import('../reports/render/render-shared-workbook.js')).renderSharedWorkbook(context)

const nothingChanged = told`nothing changed since the last report`

/** The messages that bring a run's workbook, to those whom its study named or to others. */
export const reportMessages = async (
  store: Store,
  runId: string,
  recipients?: readonly Recipient[],
): Promise<MailMessages> => {
  const { run, study, operations } = await readRun({ store }, runId)
  const named = recipients ?? recipientsNamed(study, operations)
  const none: MailMessages = {
    named,
    due: new Set(),
    notDue: nothingChanged,
    render: () => Promise.reject(new Error()),
  }
  if (named.length === 0) return none
  const { input } = await assembleReport({ store }, runId)
  const context = reportContext(input)
  const whole = await readFile(join(folderOfRun(run), reportFiles.workbook))
  const shared = named.some(({ sees }) => sees === 'results') ? await resultsAlone(context) : whole
  return {
    ...none,
    due: new Set(recipientsOf(context, named).map(({ to }) => to)),
    render: (recipient, from) => renderMail(context, recipient.sees === 'subjects' ? whole : shared, from, recipient),
  }
}

// To whom a message of the report, or of a run that equals it, was sent or not due while the same was to be seen.
const alreadyHave = async (
  { database }: Store,
  equals: string,
  study: Study,
  named: readonly Recipient[],
): Promise<ReadonlySet<string>> => {
  const settled = (await selectRecipientsOfReport(database, equals)).flatMap(({ recipient, operations }) =>
    recipientsNamed(study, operationsOf({ operations })).filter(({ to }) => to === recipient),
  )
  const has = ({ to, sees }: Recipient): boolean => settled.some(one => one.to === to && one.sees === sees)
  return new Set(named.filter(has).map(({ to }) => to))
}

/**
 * The messages of a run that equals another: a short one, without a workbook, to those alone who want one always. Who has
 * not got the workbook yet gets it now.
 */
export const unchangedMessages = async (store: Store, runId: string, equals: string): Promise<MailMessages> => {
  const { run, study, operations } = await readRun({ store }, runId)
  const last = await readRunRow(store, equals)
  const at = ({ started_at }: typeof last): string => studyTime(new Date(started_at), study.timeZone)
  const named = recipientsNamed(study, operations)
  const have = await alreadyHave(store, equals, study, named)
  const report = named.every(({ to }) => have.has(to)) ? null : await reportMessages(store, equals, named)
  const unchanged = {
    study,
    status: hasReport(last.status) ? printedStatus[last.status] : printedStatus.provisional,
    dataCut: run.data_cut,
    nights: await nightsBetween({ store }, run),
    run: { id: run.run_id, startedAt: at(run) },
    equals: { id: last.run_id, startedAt: at(last) },
  }
  return {
    named,
    due: new Set(named.filter(({ to, when }) => when === 'always' || !have.has(to)).map(({ to }) => to)),
    notDue: nothingChanged,
    render: (recipient, from) =>
      report === null || have.has(recipient.to)
        ? renderUnchanged(unchanged, from, recipient)
        : report.render(recipient, from),
  }
}
