import type { Store } from '../sql/connect.js'
import type { MailOutcome, MailRequest } from '../reports/mail-outcome.js'

/** What the activities need of the world: the composition roots bring the real things, tests bring their own clock and mailer. */
export interface Dependencies {
  readonly store: Store
  readonly clock: () => Date
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Sends one message, or writes it down where there is no server. */
  readonly sendMail: (request: MailRequest) => Promise<MailOutcome>
}
