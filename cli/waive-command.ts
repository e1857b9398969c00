import { createHash } from 'node:crypto'
import { findingsOfRun } from '../runs/findings/findings-of-run.js'
import { type Waivable, waivableOf } from '../runs/findings/waiver-of-id.js'
import { studyDay } from '../runs/study-day.js'
import { migrate } from '../sql/migrate.js'
import { insertWaiver } from '../sql/waivers.js'
import { counted } from '../words/counted.js'
import { told } from '../words/told.js'
import { account } from './account.js'
import { NothingToWaive } from './command-errors.js'
import { refusePathWithoutStudy } from './find-study.js'
import { lastReportedOf } from './last-reported.js'
import { OptionInvalid } from './option-invalid.js'
import { type ReasonOptions, reasonOf } from './reason.js'
import { withoutIds } from './reason-without-ids.js'
import { terminal } from './terminal.js'
import { withDatabase } from './with-database.js'

/** The options of `waive` as typed. */
export interface WaiveOptions extends ReasonOptions {
  readonly until: string
  readonly atMost?: string
}

const dayOf = (until: string, today: string): string => {
  const asked = new Date(`${until}T00:00:00Z`)
  const isDay =
    /^\d{4}-\d\d-\d\d$/.test(until) && !Number.isNaN(asked.getTime()) && asked.toISOString().startsWith(until)
  if (!isDay) throw new OptionInvalid(`--until ${until}: expected a day such as 2024-12-31`)
  if (until < today) throw new OptionInvalid(`--until ${until}: it is over; today is ${today}`)
  return until
}

const numberOf = (atMost: string | undefined, places: number): number => {
  if (atMost === undefined) return places
  const asked = Number(atMost)
  if (!/^[1-9]\d{0,8}$/.test(atMost)) throw new OptionInvalid(`--at-most ${atMost}: expected a whole number from 1 on`)
  if (asked < places)
    throw new OptionInvalid(`--at-most ${atMost}: there are ${String(places)} already, so it would cover nothing`)
  return asked
}

const meantBy = (id: string, found: Parameters<typeof waivableOf>[1], run: string, named: string): Waivable => {
  const meant = waivableOf(id, found)
  if (meant === null)
    throw new NothingToWaive(
      `${id}: run ${run} has no such finding or cause, or has it no more; 'cohortium findings ${named}' lists what there is`,
    )
  if (meant.severity === 'refuse file')
    throw new NothingToWaive(
      `${id}: it refuses a file, which is not waived but let through: cohortium accept ${named} ${meant.site} FILE`,
    )
  return meant
}

/** Puts up with a finding, or with all of a cause, until a day: a named decision. What is waived stays held. */
export const waiveCommand = async (
  named: string,
  id: string,
  { until, atMost, ...given }: WaiveOptions,
): Promise<number> => {
  refusePathWithoutStudy(named)
  const reason = await reasonOf(given, '--reason: say why it may stay as it is')
  return withDatabase(async store => {
    const { database } = store
    await migrate(database)
    const { loaded, run } = await lastReportedOf(store, named)
    const { study, timeZone } = loaded.study
    const decided_at = new Date()
    const day = dayOf(until, studyDay(decided_at, timeZone))
    const { findings } = await findingsOfRun(store, run)
    const meant = meantBy(id, findings, run.run_id, named)
    const most = numberOf(atMost, meant.places)
    const { rule, site, fileId, column, displayId, places } = meant
    const waiver_id = createHash('sha256')
      .update(`${study} ${id} ${decided_at.toISOString()}`)
      .digest('hex')
      .slice(0, 8)
    await insertWaiver(database, {
      ...{ waiver_id, study, site, rule, file_id: fileId, column_name: column, display_id: displayId },
      ...{ at_most: most, until: day, decided_by: account(), decided_at: decided_at.toISOString() },
      reason: await withoutIds(store, loaded, reason),
    })
    terminal.print(
      `decision ${waiver_id}: ${rule} at ${site} is waived until ${day}, ${counted(places, told`row`)} of at most ${String(most)}`,
    )
    terminal.print(
      `  from the next run on; undo it with: cohortium decisions ${named} --undo ${waiver_id} --reason '…'`,
    )
    return 0
  })
}
