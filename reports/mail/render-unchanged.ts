import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Study } from '../../protocol/language/study.js'
import { mailFolder } from '../../words/report-files.js'
import { shortened, type Told, told, toldDay, toldId } from '../../words/told.js'
import { toldLabel } from '../words/labels.js'
import { inOneLine, kindWords } from './mail-text.js'
import { mailFileName, type MailRecipient, type RenderedMail } from './render-mail.js'
import type { PrintedStatus } from '../../words/run-status.js'

interface NamedRun {
  readonly id: string
  /** With its offset in the study's zone. */
  readonly startedAt: string
}

/** A run that changed nothing, and the run whose report stands. */
export interface UnchangedRun {
  readonly study: Study
  /** How the report stands. */
  readonly status: PrintedStatus
  /** Nights since the report that did not run, in words. */
  readonly nights: Told | null
  /** Null in a study of day offsets. */
  readonly dataCut: string | null
  readonly run: NamedRun
  readonly equals: NamedRun
}

const linesOf = ({ study, status, run, equals, nights }: UnchangedRun): readonly Told[] => [
  toldLabel(study, study.title),
  kindWords[study.data],
  told``,
  told`Nothing changed: run ${toldId(run.id)}, started ${toldId(run.startedAt)}, gives the numbers, findings and questions of run ${toldId(equals.id)} again.`,
  told`The ${status} report of run ${toldId(equals.id)}, started ${toldId(equals.startedAt)}, stands; its workbook is not sent again.`,
  ...(nights === null ? [] : [nights]),
  told``,
]

/** Writes the short mail of a run that changed nothing, without a workbook; the same run and recipient give the same bytes. */
export const renderUnchanged = async (
  unchanged: UnchangedRun,
  from: string,
  recipient: MailRecipient,
): Promise<RenderedMail> => {
  const { study, run, dataCut } = unchanged
  const address = inOneLine(recipient.to)
  const mark = createHash('sha256').update(`${run.id}\n${address}`).digest('hex').slice(0, 16)
  const messageId = `<${run.id}.${mark}@${from.split('@')[1] ?? 'localhost'}>`
  const cut = dataCut === null ? told`day offsets` : told`data cut ${toldDay(dataCut)}`
  const composer = new MailComposer({
    from,
    to: { name: inOneLine(recipient.name ?? ''), address },
    subject: told`[${kindWords[study.data]}] ${shortened(toldLabel(study, study.title), 700)}: unchanged, ${cut}`,
    text: linesOf(unchanged).join('\n'),
    messageId,
    date: new Date(run.startedAt),
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const bytes = new Uint8Array(await composer.compile().build())
  return { path: `${mailFolder}/${mailFileName(address, mark)}`, messageId, from, to: address, bytes }
}
