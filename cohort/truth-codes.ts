import type { Truth } from './cohort.js'

/** Truth as a number in a column: of two, the smaller is their conjunction and the greater their disjunction. */
export const no = 0
/** Cannot tell. */
export const maybe = 1
/** Met. */
export const yes = 2

const words = ['false', 'unknown', 'true'] as const

/** The code of a truth value. */
export const truthCode = (truth: Truth): number => words.indexOf(truth)

/** The truth value of a code. */
export const truthOf = (code: number): Truth => words[code] ?? 'unknown'
