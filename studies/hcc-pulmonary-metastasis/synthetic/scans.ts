import { addDays } from './days.js'
import { drawsFrom, seedOf } from './search/random.js'
import type { TumourResponse, TruthRow } from './truth.js'

/** What a lesion group, or new lesions, showed on one day. */
export interface Scan {
  readonly date: string
  readonly target: 'radiation' | 'non-radiation' | 'new-lesions'
  readonly response: TumourResponse
}

const scanDays = (row: TruthRow): readonly number[] => {
  const draws = drawsFrom(seedOf(`scans ${row.id}`))
  const end = row.pfsDays
  const days: number[] = []
  for (let day = draws.whole(48, 75); day < end - 12; day += draws.whole(70, 100)) days.push(day)
  const progressive = row.radiation === 'pd' || row.nonRadiation === 'pd'
  // A best response of progressive disease means that nothing better was seen before.
  if (progressive) return [end]
  if (row.progressed) return [...days, end]
  return days.length > 0 ? days : [Math.max(1, end - 5)]
}

/** The course of one target over the scans before progression: stable until its best response is reached, then that. */
const courseOf = (best: TumourResponse, scans: number, reachedAt: number): readonly TumourResponse[] =>
  Array.from({ length: scans }, (_, scan) => (best === 'cr' || best === 'pr' ? (scan < reachedAt ? 'sd' : best) : best))

/** All assessments of a subject, whose best response a target and whose first progression are the truth's. */
export const scansOf = (row: TruthRow): readonly Scan[] => {
  const draws = drawsFrom(seedOf(`responses ${row.id}`))
  const days = scanDays(row)
  const reachedAt = days.length < 2 ? 0 : draws.whole(0, Math.min(1, days.length - 2))
  const radiation = [...courseOf(row.radiation, days.length, reachedAt)]
  const nonRadiation = [...courseOf(row.nonRadiation, days.length, reachedAt)]
  const newLesions: TumourResponse[] = []
  if (row.progressed && row.radiation !== 'pd' && row.nonRadiation !== 'pd') {
    const last = days.length - 1
    const where = days.length < 2 ? 'new-lesions' : draws.pick(['radiation', 'non-radiation', 'new-lesions'])
    if (where === 'radiation' && row.radiation !== 'ne') radiation[last] = 'pd'
    else if (where === 'non-radiation' && row.nonRadiation !== 'ne') nonRadiation[last] = 'pd'
    else newLesions[last] = 'pd'
  }
  return days.flatMap((day, scan): readonly Scan[] => {
    const date = addDays(row.indexDate, day)
    const response = newLesions[scan]
    return [
      { date, target: 'radiation', response: radiation[scan] ?? 'ne' },
      { date, target: 'non-radiation', response: nonRadiation[scan] ?? 'ne' },
      ...(response === undefined ? [] : [{ date, target: 'new-lesions', response } as const]),
    ]
  })
}
