import type { TumourResponse } from '../truth.js'
import type { OutcomeState } from './outcomes.js'
import type { RandomDraws } from './random.js'

type Counts = Readonly<Record<TumourResponse, number>>

/** Printed best responses of a group of subjects on both targets. */
export interface ResponseCounts {
  readonly radiation: Counts
  readonly nonRadiation: Counts
}

/**
 * Table 2 split into matched and unmatched subjects. Matched controls with stable disease on the radiation target are
 * 18, not the printed 16: otherwise the printed disease control 26/38 and the progressions 12 do not add up.
 */
export const responseCounts = {
  matchedControl: {
    radiation: { cr: 1, pr: 7, sd: 18, pd: 12, ne: 0 },
    nonRadiation: { cr: 1, pr: 6, sd: 23, pd: 5, ne: 3 },
  },
  unmatchedControl: {
    radiation: { cr: 1, pr: 20, sd: 33, pd: 13, ne: 0 },
    nonRadiation: { cr: 1, pr: 18, sd: 37, pd: 7, ne: 4 },
  },
  matchedTreated: {
    radiation: { cr: 1, pr: 22, sd: 13, pd: 2, ne: 0 },
    nonRadiation: { cr: 1, pr: 12, sd: 20, pd: 2, ne: 3 },
  },
  unmatchedTreated: {
    radiation: { cr: 0, pr: 1, sd: 0, pd: 0, ne: 0 },
    nonRadiation: { cr: 0, pr: 1, sd: 0, pd: 0, ne: 0 },
  },
} as const satisfies Readonly<Record<string, ResponseCounts>>

const latestFirstScan = 120

interface Prospect {
  readonly row: number
  readonly pfsDays: number
  readonly early: boolean
}

/** Gives one target's best responses: progressive disease to early progressions, the deepest to the longest without. */
const giveTarget = (
  prospects: readonly Prospect[],
  counts: Counts,
  favoured: ReadonlySet<number>,
  draws: RandomDraws,
): Map<number, TumourResponse> => {
  const given = new Map<number, TumourResponse>()
  const early = draws.shuffled(prospects.filter(prospect => prospect.early))
  const byFavour = [...early.filter(({ row }) => favoured.has(row)), ...early.filter(({ row }) => !favoured.has(row))]
  if (byFavour.length < counts.pd) throw new Error('too few early progressions for the printed progressive disease')
  for (const { row } of byFavour.slice(0, counts.pd)) given.set(row, 'pd')
  const lasting = prospects
    .filter(({ row }) => !given.has(row))
    .map(({ row, pfsDays }) => ({ row, rank: (pfsDays < 60 ? 0 : pfsDays) * (0.5 + draws.real()) }))
    .sort((one, other) => other.rank - one.rank)
  const deepestFirst: TumourResponse[] = [
    ...Array<TumourResponse>(counts.cr).fill('cr'),
    ...Array<TumourResponse>(counts.pr).fill('pr'),
    ...draws.shuffled([...Array<TumourResponse>(counts.sd).fill('sd'), ...Array<TumourResponse>(counts.ne).fill('ne')]),
  ]
  lasting.forEach(({ row }, place) => given.set(row, deepestFirst[place] ?? 'ne'))
  return given
}

/**
 * Best responses of a group of rows on both targets with the printed counts, in keeping with when the disease
 * progressed.
 */
export const dressResponses = (
  rows: readonly number[],
  outcomes: OutcomeState,
  counts: ResponseCounts,
  draws: RandomDraws,
): ReadonlyMap<number, { readonly radiation: TumourResponse; readonly nonRadiation: TumourResponse }> => {
  const prospects = rows.map(row => {
    const pfsDays = outcomes.pfsDays[row] as number
    return { row, pfsDays, early: outcomes.progressed[row] === 1 && pfsDays <= latestFirstScan }
  })
  const radiation = giveTarget(prospects, counts.radiation, new Set(), draws)
  const progressive = [...radiation].filter(([, response]) => response === 'pd').map(([row]) => row)
  const shared = new Set(progressive.slice(0, Math.ceil(counts.nonRadiation.pd / 2)))
  const others = new Set(
    prospects.filter(({ row, early }) => early && radiation.get(row) !== 'pd').map(({ row }) => row),
  )
  const nonRadiation = giveTarget(prospects, counts.nonRadiation, new Set([...shared, ...others]), draws)
  return new Map(
    rows.map(row => [row, { radiation: radiation.get(row) ?? 'ne', nonRadiation: nonRadiation.get(row) ?? 'ne' }]),
  )
}
