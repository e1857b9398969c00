import { join } from 'node:path'
import type { Telling } from '../nights/tell-alarms.js'
import { defaultStateFolder } from '../provision/index.js'
import type { Store } from '../sql/connect.js'
import { mailer } from './mailer.js'

/** The real services that send mail to keepers. */
export const realTelling = (store: Store): Telling => ({
  store,
  clock: () => new Date(),
  environment: process.env,
  sendMail: mailer(process.env['SMTP_URL']),
  alarmsFolder: join(defaultStateFolder(process.env), 'alarms'),
})
