import { isoDate } from '../protocol/schema/iso-date.js'
import { selectLastReceived } from '../sql/batches.js'
import type { Store } from '../sql/connect.js'
import { selectRunSites } from '../sql/runs.js'
import type { SiteAge } from './judge-sites.js'
import { studyDay } from './study-day.js'

/** How old the data are that each site brought to a run; days of receipt are those of a time zone. */
export const ageOfSites = async ({ database }: Store, runId: string, timeZone: string): Promise<readonly SiteAge[]> => {
  const ages: SiteAge[] = []
  for (const { site, batch_id, data_date } of await selectRunSites(database, runId)) {
    const moment = batch_id === null ? null : await selectLastReceived(database, batch_id)
    const received = moment === null ? null : studyDay(new Date(moment), timeZone)
    ages.push({ site, dataDate: data_date === null ? null : isoDate(data_date), received })
  }
  return ages
}
