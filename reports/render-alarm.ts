import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { inOneLine } from './mail-text.js'
import type { RenderedMail } from './render-mail.js'

/** What a keeper is told. */
export interface Alarm {
  readonly key: string
  readonly study: string
  readonly kind: string
  readonly words: string
  readonly raisedAt: string
}

/** Writes the mail that tells a keeper of trouble, without any number of the study; the same alarm gives the same message id. */
export const renderAlarm = async (alarm: Alarm, from: string, to: string): Promise<RenderedMail> => {
  const address = inOneLine(to)
  const mark = createHash('sha256').update(`${alarm.key}\n${address}`).digest('hex').slice(0, 24)
  const messageId = `<alarm.${mark}@${from.split('@')[1] ?? 'localhost'}>`
  const composer = new MailComposer({
    from,
    to: address,
    subject: inOneLine(`[cohortium] ${alarm.study}: ${alarm.kind}`),
    text: `${alarm.words}\n\nYou are told once, as the keeper that operations.yaml of the study names.\n`,
    messageId,
    date: new Date(alarm.raisedAt),
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const bytes = await composer.compile().build()
  return { path: `${mark}.eml`, messageId, from, to: address, bytes: new Uint8Array(bytes) }
}
