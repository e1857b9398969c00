import type { Analyses } from './analyses.js'
import type { Endpoint } from './endpoints.js'

type TimeUnit = Endpoint['unit']

const daysPerMonth = 30.4375
const usualMonths = [6, 12, 18, 24]

/** The times at which an endpoint's survival is read: the study's own, else 6, 12, 18 and 24 months in its unit. */
export const landmarksOf = ({ landmarks }: Analyses['survival'], unit: TimeUnit): readonly number[] => [
  ...new Set(landmarks ?? usualMonths.map(months => (unit === 'days' ? months * daysPerMonth : months))),
]

/** A landmark as people say it: `12 months`, `90 days`, and whole months of days by both. */
export const landmarkWords = (time: number, unit: TimeUnit): string => {
  const months = time / daysPerMonth
  return unit === 'days' && Number.isInteger(months) ? `${months} months (${time} days)` : `${time} ${unit}`
}

/** The landmarks of a study in words: its own numbers, else the usual ones. */
export const landmarkListWords = ({ landmarks }: Analyses['survival']): string =>
  landmarks === undefined ? `${usualMonths.join(', ')} months` : landmarks.join(', ')
