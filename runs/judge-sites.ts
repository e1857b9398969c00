import { staleAfterDays, type Operations } from '../protocol/language/operations.js'
import { dayNumber } from '../protocol/schema/day-numbers.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'
import type { DayJudgement } from '../words/day-judgement.js'
import { literalsOf, toldLiteral } from '../words/told.js'

/** How old a site's data are. */
export interface SiteAge {
  readonly site: string
  /** The day of its data; null where they have none. */
  readonly dataDate: IsoDate | null
  /** The day on which its last export came; null where none did. */
  readonly received: IsoDate | null
}

/**
 * Judges on a day what depends on nothing else: sites whose data are older than the study allows, and waivers of that. A
 * waiver holds to the end of its last day.
 */
export const judgeSites = (
  today: IsoDate,
  operations: Pick<Operations, 'keeper' | 'waivers'>,
  sites: readonly SiteAge[],
): readonly DayJudgement[] => {
  const after = staleAfterDays(operations)
  return sites.flatMap(({ site, dataDate, received }): readonly DayJudgement[] => {
    const since = dataDate ?? received
    if (since === null || dayNumber(today) - dayNumber(since) <= after) return []
    const waiver = operations.waivers.find(one => one.rule === undefined && one.site === site && one.until >= today)
    return [
      {
        site,
        kind: dataDate === null ? 'silent' : 'stale',
        since,
        after,
        waivedUntil: waiver?.until ?? null,
        waivedBy: waiver === undefined ? null : toldLiteral(waiver.by, literalsOf(waiver)),
      },
    ]
  })
}
