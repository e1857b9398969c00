import { join } from 'node:path'
import type { RenderedMail } from '../reports/mail/render-mail.js'
import { selectMail, upsertMail } from '../sql/report-files.js'
import { oneAtATime } from '../sql/stages.js'
import type { Dependencies } from '../stages/dependencies.js'
import { afterSending, isUndelivered, isUnsent, nextOfMail, notKnown, type SettledMail } from '../runs/mail-rule.js'
import { writingReport } from './report-not-written.js'
import { publishFile } from '../folders/private-files.js'
import { raiseRefused } from '../nights/raise-alarms.js'
import { MailServerAway } from '../stages/run-errors.js'
import { told, toldId } from '../words/told.js'
import { folderOfRun } from '../folders/run-folder.js'
import { reportMessages, unchangedMessages } from './mail-messages.js'
import { readRunRow } from '../runs/run-context.js'
import { counted } from '../words/counted.js'

const deliver = async (
  { sendMail }: Dependencies,
  folder: string,
  mail: RenderedMail,
  sent: { readonly tries: number; readonly resent: boolean },
): Promise<SettledMail> => {
  if (sendMail === null) {
    await writingReport(folder, () => publishFile(join(folder, mail.path), mail.bytes))
    return { ...sent, state: 'written', answer: toldId(mail.path) }
  }
  const { left, ...became } = afterSending(await sendMail(mail), sent)
  if (!left) return became
  await writingReport(folder, () => publishFile(join(folder, mail.path), mail.bytes))
  return { ...became, answer: told`${became.answer ?? told``}; the message is in ${toldId(mail.path)}` }
}

/**
 * Mails a run's messages, one per recipient: the workbook, or that nothing changed since the run named. What was settled by an
 * earlier attempt is not sent again; a message whose sending was cut off is sent once more under the same message id, and
 * that is said.
 */
export const send = async (
  dependencies: Dependencies,
  { runId, equals }: { readonly runId: string; readonly equals: string | null },
): Promise<void> => {
  const { store, clock, environment } = dependencies
  const messages = equals === null ? await reportMessages(store, runId) : await unchangedMessages(store, runId, equals)
  const { named, due, notDue } = messages
  if (named.length === 0) return
  const run = await readRunRow(store, runId)
  const folder = folderOfRun(run)
  const mailTo = async (recipient: (typeof named)[number]): Promise<void> => {
    const known = (await selectMail(store.database, runId)).find(row => row.recipient === recipient.to)
    const next = nextOfMail(known)
    if (next === 'nothing') return
    const from = environment['COHORTIUM_MAIL_FROM'] ?? 'cohortium@localhost'
    const mail = await messages.render(recipient, from)
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
      await record({ tries: 0, resent: false, state: 'not due', answer: notDue })
      return
    }
    if (next === 'not known') {
      await writingReport(folder, () => publishFile(join(folder, mail.path), mail.bytes))
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
    throw new MailServerAway(
      told`the mail server did not take the messages to ${away} of ${counted(named.length, told`recipient`)}`,
    )
}
