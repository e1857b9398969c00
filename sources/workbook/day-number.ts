const dayLength = 86_400_000
const start = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const

/** The number that a workbook stores for a day after 28 February 1900, with its time as a fraction. */
export const dayNumber = (day: Date, epoch: 1900 | 1904): number =>
  Number(((day.getTime() - start[epoch]) / dayLength).toFixed(9))
