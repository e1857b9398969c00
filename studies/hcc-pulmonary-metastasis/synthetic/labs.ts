import { addDays } from './days.js'
import { drawsFrom, seedOf, type RandomDraws } from './search/random.js'
import type { TruthRow } from './truth.js'

/** All blood values of one day, in standard units; null was not done. */
export interface LabDay {
  readonly date: string
  readonly albuminGramsPerLitre: number | null
  readonly altUnitsPerLitre: number | null
  readonly astUnitsPerLitre: number | null
  readonly bilirubinMicromolesPerLitre: number | null
  readonly platelets: number | null
  readonly afpNanogramsPerMillilitre: number | null
  readonly hbsag: 'negative' | 'positive' | null
}

const tenth = (value: number): number => Math.round(value * 10) / 10

const around = (value: number, spread: number, draws: RandomDraws): number =>
  value * Math.exp((draws.real() - 0.5) * spread)

const otherDay = (row: TruthRow, day: number, draws: RandomDraws): LabDay => ({
  date: addDays(row.indexDate, day),
  albuminGramsPerLitre: tenth(Math.min(50, Math.max(24, around(row.albuminGramsPerLitre, 0.3, draws)))),
  altUnitsPerLitre: Math.round(around(row.altUnitsPerLitre, 1.2, draws)),
  astUnitsPerLitre: Math.round(around(row.altUnitsPerLitre * 1.2, 1, draws)),
  bilirubinMicromolesPerLitre: tenth(around(16, 1.2, draws)),
  platelets: Math.round(around(150, 1, draws)),
  afpNanogramsPerMillilitre: tenth(around(row.afpNanogramsPerMillilitre, 2.4, draws)),
  hbsag: null,
})

const decidingDay = (row: TruthRow, day: number, draws: RandomDraws): LabDay => ({
  ...otherDay(row, day, draws),
  albuminGramsPerLitre: row.albuminGramsPerLitre,
  altUnitsPerLitre: row.altUnitsPerLitre,
  afpNanogramsPerMillilitre: row.afpNanogramsPerMillilitre,
  hbsag: row.hbsag,
})

const withoutAfp = (day: LabDay): LabDay => ({ ...day, afpNanogramsPerMillilitre: null })

/**
 * Blood values over time. The last ones of the four weeks before the index date are the truth's; those before and after
 * differ, some across a cut, so that a window forgotten shows.
 */
export const labDaysOf = (row: TruthRow): readonly LabDay[] => {
  const draws = drawsFrom(seedOf(`labs ${row.id}`))
  const early = otherDay(row, -draws.whole(45, 80), draws)
  const within = otherDay(row, -draws.whole(15, 26), draws)
  const deciding = decidingDay(row, -draws.whole(0, 7), draws)
  const later = [draws.whole(18, 30), draws.whole(55, 75)]
    .filter(day => day < row.osDays)
    .map(day => otherDay(row, day, draws))
  const days = [early, ...(draws.chance(0.6) ? [within] : []), deciding, ...later]
  if (row.story === 'never-measured') return days.map(withoutAfp)
  const isBaseline = ({ date }: LabDay): boolean => date >= addDays(row.indexDate, -30) && date <= row.indexDate
  if (row.story === 'measured-late') return days.map(day => (isBaseline(day) ? withoutAfp(day) : day))
  return days
}
