import type { InstallationKey } from '../installation/installation-key.js'
import type { Places } from '../installation/registered-places.js'
import type { RenderedMail } from '../reports/mail/render-mail.js'
import type { MailOutcome } from '../reports/mail/send-mail.js'
import type { BatchOfSite } from '../runs/contract.js'
import type { Store } from '../sql/connect.js'
import type { KeptActivity } from '../words/stages.js'
import type { SchemaNewerThanCode } from '../sql/errors.js'
import type { readSiteApart } from '../reading/read-site-apart.js'
import type { ReadingBounds } from '../reading/reading-bounds.js'

/** A stage of a run whose computation may take long. */
export type LongWork =
  | { readonly activity: KeptActivity | 'render'; readonly of: { readonly runId: string } }
  | { readonly activity: 'harmonizeSite' | 'acceptSite'; readonly of: BatchOfSite }

/** Works a stage elsewhere, so that the thread that answers is free; ended when it is called off. */
export type WorkApart = (work: LongWork, cancelled: Promise<never>) => Promise<void>

/** What the activities need of the world: the composition roots bring the real things, tests bring their own clock and mailer. */
export interface Dependencies {
  readonly store: Store
  /** The installation whose work this is: the mark of its queues, and the folders that its owner registered. */
  readonly installation: { readonly key: Pick<InstallationKey, 'mark'>; readonly places: Pick<Places, 'resolve'> }
  readonly clock: () => Date
  /** Waits for files that are still being written; without it exports are read as they lie. */
  readonly wait?: (milliseconds: number) => Promise<void>
  /** Reads one site; in a process of its own, unless tests of thousands of readings give another way. */
  readonly readSite?: typeof readSiteApart
  /** What the reading of one site may cost; by the size of its files where it is not given. */
  readonly readingBounds?: ReadingBounds
  /** Works long stages in processes of their own; where it is not given, they are worked here. */
  readonly workApart?: WorkApart
  /** Makes ready what stages to come need, before their work is there: a process that works them apart, or what renders here. */
  readonly prepare?: (where: 'apart' | 'here') => void
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Hears that the schema has become newer than this code: a worker must not go on. */
  readonly outdated?: (error: SchemaNewerThanCode) => void
  /** Sends one message; null where there is no mail server, and messages are written into the run's folder. */
  readonly sendMail: ((mail: RenderedMail) => Promise<MailOutcome>) | null
}
