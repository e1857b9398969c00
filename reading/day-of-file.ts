import { dayInName } from '../harmonize/read/data-date.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { dateInName } from '../sources/files/date-in-name.js'
import type { DayInName } from '../sources/files/find-exports.js'

/** How the day in a received file name is read: by the mapping's own format where its data date stands there. */
export const dayOfFile =
  ({ dataDate }: SiteMapping): DayInName =>
  (name, fileId) =>
    typeof dataDate === 'object' && 'name' in dataDate && dataDate.file === fileId
      ? dayInName(name, dataDate.name)
      : dateInName(name)
