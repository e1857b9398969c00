import type { MailOutcome } from '../reports/mail/send-mail.js'
import type { MailRow } from '../sql/report-files.js'
import { told, type Told } from '../words/told.js'

/** What is known of a message before it is sent. */
export type KnownMail = Pick<MailRow, 'state' | 'tries' | 'resent'>

/** What has become of a message. */
export type SettledMail = Pick<MailRow, 'state' | 'tries' | 'resent'> & { readonly answer: Told | null }

/** How often a mail server that does not take a message is asked before the message is left in the run's folder. */
export const mailTries = 5

/** What to do with a message: nothing more, say that its delivery is not known, or send it, for the first time or once more. */
export const nextOfMail = (known: KnownMail | undefined): 'nothing' | 'not known' | 'send' | 'send once more' => {
  if (known === undefined || known.state === 'due') return known?.resent === true ? 'send once more' : 'send'
  if (known.state !== 'sending') return 'nothing'
  return known.resent ? 'not known' : 'send once more'
}

/** The words for a message of which nobody knows whether it arrived. */
export const notKnown = told`its sending was cut off twice, so it may have come twice, once or not at all`

const once = told`sent once more under the same message id, because the first sending was cut off`

/** What has become of a message that a server was asked to take; `last` where it is asked no more. */
export const afterSending = (
  { status, response }: Pick<MailOutcome, 'status' | 'response'>,
  sent: { readonly tries: number; readonly resent: boolean },
): SettledMail & { readonly left: boolean } => {
  const { resent } = sent
  const words = resent ? told`${response}; ${once}` : response
  const last = sent.tries >= mailTries
  if (status === 'accepted') return { ...sent, state: 'sent', answer: words, left: false }
  if (status === 'rejected') return { ...sent, state: 'refused', answer: words, left: false }
  if (status === 'cut off' && resent) return { ...sent, state: 'delivery unknown', answer: notKnown, left: true }
  // The next attempt finds a sending that was cut off, and sends once more.
  if (status === 'cut off') return { ...sent, state: last ? 'delivery unknown' : 'sending', answer: words, left: last }
  if (!last) return { ...sent, state: 'due', answer: words, left: false }
  return { ...sent, state: resent ? 'delivery unknown' : 'refused', answer: words, left: true }
}

/** What has become of a message that nobody sends any more, because its run has ended; null where it was settled before. */
export const whenGivenUp = ({ state, tries, resent }: KnownMail): SettledMail | null => {
  if (state === 'sending')
    return { tries, resent, state: 'delivery unknown', answer: told`its run ended while it was sent, so nobody knows` }
  return state === 'due' ? { tries, resent, state: 'refused', answer: told`its run ended before it was sent` } : null
}

/** Whether a message of a run has still to be sent. */
export const isUnsent = ({ state }: Pick<MailRow, 'state'>): boolean => state === 'sending' || state === 'due'

/** Whether a message did not arrive, for all that is known. */
export const isUndelivered = ({ state }: Pick<MailRow, 'state'>): boolean =>
  state === 'refused' || state === 'delivery unknown'
