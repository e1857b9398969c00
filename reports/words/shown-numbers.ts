import type { Result } from '../../analysis/results/result.js'
import { type ResultNote, sayNotReached } from '../../analysis/results/result-note.js'
import { type Told, told, toldNumber } from '../../words/told.js'

const mostDecimals = 8

// Halves are what fifteen digits decide; far from them the nearest whole number is the same, and found much faster.
const wholeOf = (size: number): number => {
  const whole = Math.round(size)
  const fromHalf = Math.abs(Math.abs(size - whole) - 0.5)
  return size < 1e9 && fromHalf > 1e-5 ? whole : Math.round(Number(size.toPrecision(15)))
}

/** How many steps of its last decimal a number is, rounded as spreadsheets do; the sign is that of the number. */
export const steps = (value: number, decimals: number): number => {
  const size = wholeOf(Math.abs(value) * 10 ** decimals)
  return value < 0 && size > 0 ? -size : size
}

/** A number rounded as spreadsheets round it: half away from zero, at the fifteen digits that they keep. */
export const fixed = (value: number, decimals: number): string => {
  const shifted = steps(value, decimals)
  const text = (Math.abs(shifted) / 10 ** decimals).toFixed(decimals)
  return shifted < 0 ? `-${text}` : text
}

/**
 * With how many decimals numbers are shown so that none rounds on to a mark that it is not at: a limit of 0.996 shown as
 * 1.00 would contradict its P.
 */
export const decimalsBeside = (
  values: readonly (number | null)[],
  decimals: number,
  marks: readonly number[],
): number => {
  const onMark = (value: number, places: number): boolean =>
    marks.some(mark => value !== mark && Number(fixed(value, places)) === mark)
  for (let places = decimals; places < mostDecimals; places += 1) {
    if (!values.some(value => value !== null && onMark(value, places))) return places
  }
  return mostDecimals
}

/** Where a rounded number would say something else than the number itself, by what is shown. */
export const marksOf = { ratio: [1], p: [0.05], smd: [-0.1, 0.1], fraction: [0, 1], percent: [0, 100] } as const

/** The decimals of a hazard ratio with its interval: two, or more where a limit would round to 1. */
export const ratioDecimals = (limits: readonly (number | null)[]): number => decimalsBeside(limits, 2, marksOf.ratio)

/** The decimals of a P-value: three, or more where it would round to 0.05. */
export const pDecimals = (p: number): number => decimalsBeside([p], 3, marksOf.p)

/** A P-value as people read it. */
export const pText = (p: number): string => (p < 0.001 ? '<0.001' : fixed(p, pDecimals(p)))

/** A P-value behind its letter: `P < 0.001` or `P = 0.025`. */
export const pPhrase = (p: number): Told => (p < 0.001 ? told`P < 0.001` : told`P = ${toldNumber(pText(p))}`)

/** The decimals of a fraction of 1 that is shown in percent: one, or more where it would round to none or all. */
export const percentDecimals = (fractions: readonly (number | null)[]): number =>
  decimalsBeside(
    fractions.map(fraction => (fraction === null ? null : 100 * fraction)),
    1,
    marksOf.percent,
  )

/** The word for what has no number: not reached, or not estimable. */
export const missingWord = (notes: readonly ResultNote[]): 'n.r.' | 'n.e.' => (sayNotReached(notes) ? 'n.r.' : 'n.e.')

/** Whether a result is a median or limit that the curve does not come down to. */
export const isNotReached = (result: Result | undefined): boolean =>
  result?.value === null && sayNotReached(result.notes)
