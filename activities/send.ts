import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { recipientsNamed } from '../protocol/language/operations.js'
import { type RenderedMail, recipientsOf, renderMail } from '../reports/mail/render-mail.js'
import { renderSharedWorkbook } from '../reports/render/render-shared-workbook.js'
import { reportContext } from '../reports/report-context.js'
import { selectMail, upsertMail } from '../sql/report-files.js'
import { oneAtATime } from '../sql/stages.js'
import { assembleReport } from '../runs/assemble-report.js'
import type { Dependencies } from '../stages/dependencies.js'
import { afterSending, isUndelivered, isUnsent, nextOfMail, notKnown, type SettledMail } from '../runs/mail-rule.js'
import { publishFile } from '../runs/folder/private-files.js'
import { raiseRefused } from '../nights/raise-alarms.js'
import { MailServerAway } from '../stages/run-errors.js'
import { told, toldId } from '../words/told.js'
import { folderOfRun } from '../runs/folder/run-folder.js'
import { reportFiles } from '../words/report-files.js'

const deliver = async (
  { sendMail }: Dependencies,
  folder: string,
  mail: RenderedMail,
  sent: { readonly tries: number; readonly resent: boolean },
): Promise<SettledMail> => {
  if (sendMail === null) {
    await publishFile(join(folder, mail.path), mail.bytes)
    return { ...sent, state: 'written', answer: toldId(mail.path) }
  }
  const { left, ...became } = afterSending(await sendMail(mail), sent)
  if (!left) return became
  await publishFile(join(folder, mail.path), mail.bytes)
  return { ...became, answer: told`${became.answer ?? told``}; the message is in ${toldId(mail.path)}` }
}

/**
 * Mails the workbook, one message a recipient. What was settled by an earlier attempt is not sent again; a message whose
 * sending was cut off is sent once more under the same message id, and that is said.
 */
export const send = async (dependencies: Dependencies, { runId }: { readonly runId: string }): Promise<void> => {
  const { store, clock, environment } = dependencies
  const {
    input,
    context: { run, operations },
  } = await assembleReport(dependencies, runId)
  const named = recipientsNamed(input.study, operations)
  if (named.length === 0) return
  const context = reportContext(input)
  const folder = folderOfRun(run)
  const whole = await readFile(join(folder, reportFiles.workbook))
  const shared = named.some(({ sees }) => sees === 'results') ? await renderSharedWorkbook(context) : whole
  const due = new Set(recipientsOf(context, named).map(recipient => recipient.to))
  const mailTo = async (recipient: (typeof named)[number]): Promise<void> => {
    const known = (await selectMail(store.database, runId)).find(row => row.recipient === recipient.to)
    const next = nextOfMail(known)
    if (next === 'nothing') return
    const from = environment['COHORTIUM_MAIL_FROM'] ?? 'cohortium@localhost'
    const mail = await renderMail(context, recipient.sees === 'subjects' ? whole : shared, from, recipient)
    const record = (became: SettledMail): Promise<void> =>
      upsertMail(store.database, {
        run_id: runId,
        recipient: recipient.to,
        message_id: mail.messageId,
        at: clock().toISOString(),
        ...became,
      })
    const sent = { tries: (known?.tries ?? 0) + 1, resent: next === 'send once more' }
    if (!due.has(recipient.to)) {
      await record({ tries: 0, resent: false, state: 'not due', answer: told`nothing changed since the last report` })
      return
    }
    if (next === 'not known') {
      await publishFile(join(folder, mail.path), mail.bytes)
      const answer = told`${notKnown}; the message is in ${toldId(mail.path)}`
      await record({ tries: sent.tries - 1, resent: true, state: 'delivery unknown', answer })
      return
    }
    await record({ ...sent, state: 'sending', answer: null })
    await record(await deliver(dependencies, folder, mail, sent))
  }
  // Two attempts at once would otherwise both find the message unsent.
  for (const recipient of named) await oneAtATime(store, `${runId}/mail/${recipient.to}`, () => mailTo(recipient))
  const states = await selectMail(store.database, runId)
  await raiseRefused(dependencies, run, states.filter(isUndelivered))
  const away = states.filter(isUnsent).length
  if (away > 0)
    throw new MailServerAway(told`the mail server did not take the messages to ${away} of ${named.length} recipients`)
}
