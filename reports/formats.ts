/** Number formats of the workbook, by what is shown. */
export const formats = {
  count: '0',
  thousands: '#,##0',
  percentBeside: '"("0.0"%)"',
  spreadBeside: (decimals: number): string => `"("${decimalsOf(decimals)}")"`,
  rate: '0.0%',
  p: '[<0.001]"<0.001";0.000',
  ratio: '0.00',
  smd: '0.000;-0.000;0.000',
  coefficient: '0.0000;-0.0000;0.0000',
  difference: '+0.000;-0.000;0.000',
  chiSquare: '0.00',
  time: (unit: 'days' | 'months'): string => (unit === 'days' ? '0' : '0.0'),
  fixed: (decimals: number): string => decimalsOf(decimals),
} as const

const decimalsOf = (decimals: number): string => (decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`)

/** A format that also shows a footnote's mark behind the number, in each of its sections. */
export const marked = (format: string, mark: string): string =>
  format
    .split(';')
    .map(section => (section.endsWith('"') ? `${section.slice(0, -1)} [${mark}]"` : `${section}" [${mark}]"`))
    .join(';')

/** A P-value as people read it. */
export const pText = (p: number): string => (p < 0.001 ? '<0.001' : p.toFixed(3))

/** Bytes with a unit that suits their size. */
export const bytesText = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} kB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`
