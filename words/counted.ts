import { type Told, told } from './told.js'

/** A number of things as it is said: `1 row`, `2 rows`; the word for many is given where it is no plain plural. */
export const counted = (count: number, one: Told, many: Told = told`${one}s`): Told =>
  told`${count} ${count === 1 ? one : many}`
