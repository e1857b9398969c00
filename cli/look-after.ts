import type { Telling } from '../nights/tell-alarms.js'
import { raiseWatched } from '../nights/raise-watched.js'
import { recordNights } from '../nights/record-nights.js'
import { tellAlarms } from '../nights/tell-alarms.js'
import { refuseNewerSchema } from '../sql/migrate.js'
import { SchemaNewerThanCode } from '../sql/errors.js'
import type { Connected } from './with-services.js'
import { serviceAway } from './patiently.js'
import { sweepRuns } from './sweep-runs.js'

const everyMilliseconds = 60_000

/** What a worker does beside its work, once a minute, until it is stopped. */
export interface LookedAfter {
  /** Ends when this worker must not go on: the schema has become newer than its code. */
  readonly outdated: Promise<never>
  readonly stop: () => Promise<void>
}

/** One round: runs that nobody holds are ended, nights are written down, and keepers get mail. */
export const lookOnce = async (
  connected: Pick<Connected, 'client' | 'services' | 'store' | 'installation'>,
  telling: Telling,
  say: (line: string) => void,
): Promise<void> => {
  await refuseNewerSchema(connected.store.database)
  for (const line of await sweepRuns(connected)) say(line)
  await recordNights(telling)
  await raiseWatched(telling)
  for (const { words, due } of await tellAlarms(telling)) if (!due) say(words)
}

/** Looks after nights and runs once a minute; a service that is away is a matter of the next round. */
export const lookAfter = (
  look: () => Promise<void>,
  say: (line: string) => void,
  milliseconds = everyMilliseconds,
): LookedAfter => {
  let outdate: (error: unknown) => void = () => undefined
  const outdated = new Promise<never>((_resolve, reject) => {
    outdate = reject
  })
  outdated.catch(() => undefined)
  let round: Promise<void> | null = null
  let last = ''
  const begin = (): void => {
    round ??= look()
      .catch((error: unknown) => {
        if (error instanceof SchemaNewerThanCode) outdate(error)
        else if (serviceAway(error) === null) {
          const name = error instanceof Error ? error.name : 'Error'
          if (name !== last) say(`looking after nights failed: ${name}; it is tried again every minute`)
          last = name
        }
      })
      .finally(() => {
        round = null
      })
  }
  begin()
  const timer = setInterval(begin, milliseconds)
  return {
    outdated,
    stop: async () => {
      clearInterval(timer)
      await round
    },
  }
}
