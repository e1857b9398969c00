import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { activityInfo } from '@temporalio/activity'
import { type RenderedMail, recipientsOf, renderMail } from '../reports/render-mail.js'
import { reportContext } from '../reports/report-context.js'
import { selectMail, upsertMail } from '../sql/report-files.js'
import { oneAtATime } from '../sql/stages.js'
import type { MailTable } from '../sql/tables.js'
import { assembleReport } from './assemble-report.js'
import type { Dependencies } from './dependencies.js'
import { publishFile } from './private-files.js'
import { MailServerAway } from './run-errors.js'

// One attempt of the workflow's is kept for a worker that is killed, so that a message is always left in the end.
const keptForKilled = 1

/** Whether a mail server that is away is asked for the last time: the workflow's own number of attempts decides. */
const asksLast = (): boolean => {
  const { attempt, retryPolicy } = activityInfo()
  return attempt >= (retryPolicy?.maximumAttempts ?? 0) - keptForKilled
}

type Outcome = Pick<MailTable, 'state'> & { readonly answer: string | null }

const deliver = async ({ sendMail }: Dependencies, folder: string, mail: RenderedMail): Promise<Outcome | 'away'> => {
  if (sendMail === null) {
    await publishFile(join(folder, mail.path), mail.bytes)
    return { state: 'written', answer: mail.path }
  }
  const { status, response } = await sendMail(mail)
  if (status === 'accepted') return { state: 'sent', answer: response }
  if (status === 'rejected') return { state: 'refused', answer: response }
  if (!asksLast()) return 'away'
  await publishFile(join(folder, mail.path), mail.bytes)
  return { state: 'refused', answer: `${response}; the message is in ${mail.path}` }
}

/**
 * Mails the workbook, one message a recipient. What was settled by an earlier attempt is not sent again; a message whose
 * sending was cut off is sent once more under the same message id, so that mail programs can tell.
 */
export const send = async (dependencies: Dependencies, { runId }: { readonly runId: string }): Promise<void> => {
  const { store, clock, environment } = dependencies
  const {
    input,
    context: { run },
  } = await assembleReport(dependencies, runId)
  if (input.study.mail.length === 0) return
  const context = reportContext(input)
  const folder = join(run.out_folder, run.study, runId)
  const workbook = await readFile(join(folder, 'report.xlsx'))
  const due = new Set(recipientsOf(context).map(recipient => recipient.to))
  const away: string[] = []
  const mailTo = async (recipient: (typeof input.study.mail)[number]): Promise<void> => {
    const known = (await selectMail(store.database, runId)).find(row => row.recipient === recipient.to)
    if (known !== undefined && known.state !== 'sending') return
    const mail = await renderMail(
      context,
      workbook,
      environment['COHORTIUM_MAIL_FROM'] ?? 'cohortium@localhost',
      recipient,
    )
    const record = (outcome: Outcome): Promise<void> =>
      upsertMail(store.database, {
        run_id: runId,
        recipient: recipient.to,
        message_id: mail.messageId,
        at: clock().toISOString(),
        ...outcome,
      })
    if (!due.has(recipient.to)) {
      await record({ state: 'not due', answer: 'nothing changed since the last report' })
      return
    }
    await record({ state: 'sending', answer: null })
    const outcome = await deliver(dependencies, folder, mail)
    if (outcome === 'away') away.push(recipient.to)
    else await record(outcome)
  }
  // Two attempts at once would otherwise both find the message unsent.
  for (const recipient of input.study.mail)
    await oneAtATime(store, `${runId}/mail/${recipient.to}`, () => mailTo(recipient))
  if (away.length > 0)
    throw new MailServerAway(
      `the mail server did not take the messages to ${String(away.length)} of ${String(input.study.mail.length)} recipients`,
    )
}
