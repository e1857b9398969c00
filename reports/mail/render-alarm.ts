import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { inOneLine } from './mail-text.js'
import type { RenderedMail } from './render-mail.js'
import { type Told, told, toldId } from '../../words/told.js'

/** The mail to a keeper. */
export interface Alarm {
  readonly key: string
  readonly kind: Told
  readonly words: Told
  readonly raisedAt: string
}

const dayOf = ({ raisedAt }: Alarm): string => `${raisedAt.slice(0, 16).replace('T', ' ')} UTC`

const textOf = (alarms: readonly Alarm[]): string =>
  alarms.length === 1
    ? (alarms[0]?.words ?? '')
    : alarms.map(alarm => `${dayOf(alarm)}  ${alarm.kind}\n  ${alarm.words}`).join('\n\n')

/** Writes the mail that tells a keeper of trouble, without any number of the study; the same alarms give the same message id. */
export const renderAlarms = async (
  study: string,
  alarms: readonly Alarm[],
  from: string,
  to: string,
): Promise<RenderedMail> => {
  const address = inOneLine(to)
  const keys = alarms.map(({ key }) => key).join('\n')
  const mark = createHash('sha256').update(`${keys}\n${address}`).digest('hex').slice(0, 24)
  const kind = alarms.length === 1 ? (alarms[0]?.kind ?? told``) : told`${alarms.length} troubles`
  const messageId = `<alarm.${mark}@${from.split('@')[1] ?? 'localhost'}>`
  const composer = new MailComposer({
    from,
    to: address,
    subject: told`[cohortium] ${toldId(study)}: ${kind}`,
    text: `${textOf(alarms)}\n\nYou are told once, as the keeper that operations.yaml of the study names.\n`,
    messageId,
    date: new Date(alarms.at(-1)?.raisedAt ?? 0),
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const bytes = await composer.compile().build()
  return { path: `${mark}.eml`, messageId, from, to: address, bytes: new Uint8Array(bytes) }
}
