import { wholeSite } from '../harmonize/admitted-site.js'
import { type DoorResult, passDoor } from '../harmonize/door/door.js'
import { identityKey } from '../harmonize/door/ids/identity-key.js'
import { type HarmonizedSite, harmonizeSite } from '../harmonize/harmonize-site.js'
import type { ReceivedSite } from '../harmonize/received-site.js'
import { codelessWords } from '../protocol/facts/codeless-words.js'
import { harmonizedBy, shareOf } from '../protocol/facts/harmonized-by.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { LoadedStudy } from '../protocol/load/load-study.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'
import { type InspectedFile, inspectFiles } from '../sources/files/inspect-files.js'

/** A site's exports as a run would read them: as they came, behind the door, and harmonized. */
export interface ReadSite {
  readonly files: readonly InspectedFile[]
  readonly door: DoorResult
  readonly received: ReceivedSite
  readonly harmonized: HarmonizedSite
}

/** Reads a site's exports for the screen of the person who has them: nothing is stored. */
export const readSite = async (
  { study }: Pick<LoadedStudy, 'study'>,
  mapping: SiteMapping,
  folder: string,
  today: IsoDate,
): Promise<ReadSite> => {
  const files = await inspectFiles(folder, mapping)
  const tables = files.flatMap(({ fileId, told, table }) => (table === null ? [] : [{ fileId, file: told, table }]))
  // No hash leaves: any key will do, also where the study's own is elsewhere.
  const key = identityKey({}, 'synthetic')
  const codeless = codelessWords(study, mapping)
  const door = passDoor({ study: study.study, mapping, key, tables, share: shareOf(study), codeless, local: true })
  const received = wholeSite(door.received)
  const receivedOn = study.time === 'dates' ? today : null
  return {
    files,
    door,
    received,
    harmonized: harmonizeSite({ study: harmonizedBy(study), mapping, received, receivedOn }),
  }
}
