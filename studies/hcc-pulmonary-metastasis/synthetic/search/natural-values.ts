import { addDays, completedYears } from '../days.js'
import type { RandomDraws } from './random.js'

const tenths = (low: number, high: number, draws: RandomDraws): number =>
  draws.whole(Math.round(low * 10), Math.round(high * 10)) / 10

/** The day of the index date so many years before. */
const birthdayIn = (indexDate: string, years: number): string => {
  const day = indexDate.slice(5) === '02-29' ? '02-28' : indexDate.slice(5)
  return `${Number(indexDate.slice(0, 4)) - years}-${day}`
}

/** A birth date that makes the age at index one of the level's. */
export const birthDateFor = (older: boolean, indexDate: string, draws: RandomDraws): string => {
  const years = older ? draws.whole(61, 77) : draws.pick([draws.whole(33, 60), draws.whole(44, 60)])
  const birthday = birthdayIn(indexDate, years)
  const birthDate = addDays(birthday, -draws.whole(0, 363))
  if (completedYears(birthDate, indexDate) !== years) throw new Error('a birth date that gives another age')
  return birthDate
}

/** A birth date for an age in completed years. */
export const birthDateAtAge = (years: number, indexDate: string, draws: RandomDraws): string =>
  addDays(birthdayIn(indexDate, years), -draws.whole(5, 350))

/** Albumin in g/L on its side of 35. */
export const albuminFor = (above: boolean, draws: RandomDraws): number =>
  above ? tenths(35.4, 47.8, draws) : tenths(27.6, 34.8, draws)

/** Alpha-fetoprotein in ng/mL on its side of 400, over several orders of magnitude. */
export const afpFor = (above: boolean, draws: RandomDraws): number => {
  const [low, high] = above ? [Math.log(440), Math.log(58000)] : [Math.log(2.4), Math.log(360)]
  return Math.round(Math.exp(low + (high - low) * draws.real()) * 10) / 10
}

/** Alanine aminotransferase in U/L on its side of 44. */
export const altFor = (above: boolean, draws: RandomDraws): number =>
  above ? draws.whole(47, 168) : draws.whole(11, 42)

/** Number of tumours in the liver on its side of 3. */
export const tumourNumberFor = (above: boolean, draws: RandomDraws): number =>
  above ? draws.whole(4, 9) : draws.whole(1, 3)

/** Number of lung metastases on its side of 5. */
export const lungMetastasesFor = (above: boolean, draws: RandomDraws): number =>
  above ? draws.whole(6, 13) : draws.whole(1, 5)

/** Child-Pugh score within its class. */
export const childPughFor = (classB: boolean, draws: RandomDraws): number =>
  classB ? draws.whole(7, 8) : draws.whole(5, 6)

/** Largest tumour in cm on its side of 10. */
export const tumourSizeFor = (above: boolean, draws: RandomDraws): number =>
  above ? tenths(10.4, 16.2, draws) : tenths(2.3, 9.8, draws)
