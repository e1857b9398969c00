import type { DoorRecord } from '../../support/door-record.js'
import type { DoorExport } from './harmonize-block.js'
import type { SubjectIdentity } from '../../../harmonize/shared-row.js'
import type { SiteLog } from '../../../harmonize/blocks/site-log.js'
import { type Told, told } from '../../../words/told.js'
import { fileMark } from '../../../words/file-marks.js'

/**
 * The subjects of a site's records, each once; a subject with two different link keys may be two persons and is held.
 */
export const subjectsOf = (
  site: string,
  exports: readonly DoorExport[],
  hold: (subjectKey: string, reason: Told) => void,
  log: SiteLog,
): readonly SubjectIdentity[] => {
  const subjects = new Map<string, SubjectIdentity>()
  const refuse = (fileId: string, record: DoorRecord): void => {
    hold(record.subjectKey, told`${fileMark(fileId)} row ${record.row}: a second person's link id under one subject id`)
    log.report(record, null, {
      kind: 'link-differs',
      effect: 'record held',
      message: told`another link id than on an earlier row of the same subject id; the subject is held`,
    })
  }
  for (const { fileId, records } of exports) {
    for (const record of records) {
      const { subjectKey, linkKey, openId } = record
      const known = subjects.get(subjectKey)
      if (known === undefined) subjects.set(subjectKey, { subjectKey, linkKey, site, openId })
      else if (linkKey !== null && known.linkKey === null) subjects.set(subjectKey, { ...known, linkKey })
      else if (linkKey !== null && known.linkKey !== linkKey) refuse(fileId, record)
    }
  }
  return [...subjects.values()]
}
