import { raiseWatched } from '../nights/raise-watched.js'
import { recordNights } from '../nights/record-nights.js'
import { tellAlarms, type Telling } from '../nights/tell-alarms.js'
import { acquireDatabase } from '../provision/index.js'
import { openStore } from '../sql/connect.js'
import { migrateStore } from '../sql/migrate.js'
import { exitCodes } from '../words/exit-codes.js'
import { refuseNoMailServer } from './mailer.js'
import { realTelling } from './telling.js'
import { terminal } from './terminal.js'

/** Looks for nights that did not run, stale sites, runs too old and messages that lie about, and tells of what is new. */
export const watch = async (telling: Telling, say: (line: string) => void): Promise<number> => {
  await recordNights(telling)
  await raiseWatched(telling)
  const told = await tellAlarms(telling)
  for (const { words } of told) say(words)
  return told.length === 0 ? exitCodes.done : exitCodes.failed
}

/** The watchdog, for cron or systemd: it needs only PostgreSQL, so that it works while Temporal or every worker is down. */
export const watchdogCommand = async (): Promise<number> => {
  refuseNoMailServer(process.env)
  const postgres = await acquireDatabase({ environment: process.env, progress: terminal.progress })
  try {
    const store = openStore(postgres.connection.config)
    try {
      await migrateStore(store)
      return await watch(realTelling(store), terminal.progress)
    } finally {
      await store.close()
    }
  } finally {
    await postgres.release()
  }
}
