import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { inOneLine, mailText } from './mail-text.js'
import type { ReportContext } from '../report-context.js'
import { mailFolder } from '../../words/report-files.js'

/** A person whom the report is sent to. */
export interface MailRecipient {
  readonly to: string
  readonly name?: string | undefined
}

/** One message to one recipient, ready to be sent or kept as a file. */
export interface RenderedMail {
  /** Below the run's folder. */
  readonly path: string
  readonly messageId: string
  readonly from: string
  readonly to: string
  readonly bytes: Uint8Array
}

/**
 * Writes the mail to one recipient, the workbook attached; the same run and recipient give the same bytes and
 * message id.
 */
export const renderMail = async (
  context: ReportContext,
  workbook: Uint8Array,
  from: string,
  recipient: MailRecipient,
): Promise<RenderedMail> => {
  const { run, study } = context.input
  const { subject, text, html } = mailText(context)
  const address = inOneLine(recipient.to)
  const mark = createHash('sha256').update(`${run.id}\n${address}`).digest('hex').slice(0, 16)
  const messageId = `<${run.id}.${mark}@${from.split('@')[1] ?? 'localhost'}>`
  const composer = new MailComposer({
    from,
    to: { name: inOneLine(recipient.name ?? ''), address },
    subject,
    text,
    html,
    messageId,
    date: new Date(run.startedAt),
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: [
      {
        filename: `${study.study}-${run.id}.xlsx`,
        content: Buffer.from(workbook),
        contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      },
    ],
    baseBoundary: mark,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const bytes = await composer.compile().build()
  return {
    path: `${mailFolder}/${mailFileName(address, mark)}`,
    messageId,
    from,
    to: address,
    bytes: new Uint8Array(bytes),
  }
}

/** Which of the named recipients a run mails: some only want mail when something changed. */
export const recipientsOf = <Named extends MailRecipient & { readonly when: 'always' | 'changed' }>(
  { input }: Pick<ReportContext, 'input'>,
  named: readonly Named[],
): readonly Named[] => {
  const changed = input.previous === null || input.whatChanged.some(({ cause }) => cause !== 'files')
  return named.filter(one => one.when === 'always' || changed)
}

/** The name under which a message is kept: its recipient's address, distinguished from like ones by its mark. */
export const mailFileName = (address: string, mark: string): string => {
  const name = address
    .replace('@', '.at.')
    .replace(/[^A-Za-z0-9.-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 80)
  return `${name}-${mark.slice(0, 6)}.eml`
}
