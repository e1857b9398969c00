const year = '(?<!\\d)((?:19|20)\\d{2})'
const padded = '[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\\d|3[01])'
const day = new RegExp(`${year}(?:${padded}|[-_.年](\\d{1,2})[-_.月](\\d{1,2}))(?!\\d)`, 'g')
const month = /(?<!\d)((?:19|20)\d{2})[-_.年]?(0[1-9]|1[0-2])(?!\d)/g

const two = (digits: string): string => digits.padStart(2, '0')

/**
 * The last date in a file's name (a day, else a month), so written that later ones sort after earlier ones; null
 * without one.
 */
export const dateInName = (name: string): string | null => {
  const last = [...name.matchAll(day)].at(-1)
  if (last !== undefined) return [last[1], two(last[2] ?? last[4] ?? ''), two(last[3] ?? last[5] ?? '')].join('-')
  const lastMonth = [...name.matchAll(month)].at(-1)
  return lastMonth === undefined ? null : `${lastMonth[1]}-${lastMonth[2]}`
}
