import { decimalsBeside, fixed, marksOf, pDecimals, percentDecimals, ratioDecimals } from '../words/shown-numbers.js'

/** A cell's number format, or how it follows from the cell's number. */
export type CellFormat = string | ((value: number) => string)

/** Number formats of the workbook, by what is shown; a fraction of 1 is shown in percent. */
export const formats = {
  count: '0',
  thousands: '#,##0',
  percentBeside: (value: number): string => `"("${decimalsOf(percentDecimals([value]))}%")"`,
  rate: (value: number): string => `${decimalsOf(percentDecimals([value]))}%`,
  p: (value: number): string => `[<0.001]"<0.001";${decimalsOf(pDecimals(value))}`,
  ratio: (limits: readonly (number | null)[]): string => decimalsOf(ratioDecimals(limits)),
  smd: (value: number): string => {
    const decimals = decimalsOf(decimalsBeside([value], 3, marksOf.smd))
    return `${decimals};-${decimals};${decimals}`
  },
  coefficient: '0.0000;-0.0000;0.0000',
  difference: '+0.000;-0.000;0.000',
  chiSquare: '0.00',
  time: (unit: 'days' | 'months'): string => (unit === 'days' ? '0' : '0.0'),
  fixed: (decimals: number): string => decimalsOf(decimals),
} as const

const decimalsOf = (decimals: number): string => (decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`)

const finest = 1e6

/**
 * The number as its format shows it: a cell holds no digit that nobody sees, since from enough digits of a mean or a
 * coefficient a single subject can be computed. What is shown as a limit (`<0.001`) stays below it.
 */
export const asShown = (value: number, format: string): number => {
  const [first = '', other = first] = format.replace(/"[^"]*"/g, '').split(';')
  const limit = /^\[<([\d.]+)\]/.exec(first)?.[1]
  if (limit !== undefined && value < Number(limit)) return Math.floor(value * finest) / finest
  const [, decimals = '', percent = ''] = /0(?:\.(0+))?(%)?/.exec(limit === undefined ? first : other) ?? []
  return Number(fixed(value, decimals.length + (percent === '' ? 0 : 2)))
}

/** A format that also shows a footnote's mark behind the number, in each of its sections. */
export const marked = (format: string, mark: string): string =>
  format
    .split(';')
    .map(section => (section.endsWith('"') ? `${section.slice(0, -1)} [${mark}]"` : `${section}" [${mark}]"`))
    .join(';')

/** Bytes with a unit that suits their size. */
export const bytesText = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} kB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`
