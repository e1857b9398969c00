import { buildLong } from './build-long.js'
import { buildWide } from './build-wide.js'
import { buildWorkbook } from './build-workbook.js'
import { type LungSubject, readLung } from './read-lung.js'

/**
 * The site of a subject: institutions by their numbers, 1 to 6, 7 to 13, 15 to 33. The subject without an institution
 * goes to the site that has the fewest subjects otherwise, which is the third (67 of 227).
 */
export const siteOf = ({ institution }: LungSubject): string => {
  if (institution === null || institution >= 15) return 'institutions-15-33'
  return institution <= 6 ? 'institutions-01-06' : 'institutions-07-13'
}

/** Every export by its path under `exports/`, the same bytes each time. */
export const buildExports = (lung: string): Readonly<Record<string, Uint8Array>> => {
  const subjects = readLung(lung)
  const of = (site: string): readonly LungSubject[] => subjects.filter(subject => siteOf(subject) === site)
  const { register, measurements } = buildLong(of('institutions-07-13'))
  return {
    'institutions-01-06/lung-subjects.csv': buildWide(of('institutions-01-06')),
    'institutions-07-13/register.csv': register,
    'institutions-07-13/measurements.csv': measurements,
    'institutions-15-33/lung-data.xlsx': buildWorkbook(of('institutions-15-33')),
  }
}
