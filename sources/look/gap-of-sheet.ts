import { MappingIncomplete, type OtherSheet } from '../errors.js'
import { headerRows, joinHeader } from '../join-header.js'
import { foundIn } from '../mapping-gap.js'
import { lookAtFile } from './look-at-file.js'

const otherSheet = async (
  { file, gap: { named, headers } }: MappingIncomplete,
  path: string,
  read: string | undefined,
): Promise<OtherSheet | null> => {
  const looks = await lookAtFile(file, path)
  const sheets = looks.map(({ top, definition: { header }, sheet }, at) => ({
    ...{ place: at + 1, of: looks.length, header, name: sheet ?? '' },
    found: foundIn(joinHeader(headerRows(header).map(row => top[row - 1] ?? [])), named),
  }))
  // Where another row of the sheet that was read has them, that is said by itself.
  const [best] = sheets.filter(({ name }) => name !== read).sort((one, other) => other.found - one.found)
  if (best === undefined || best.found <= foundIn(headers, named)) return null
  const { place, of, header, name } = best
  return { place, of, header, name }
}

/** Reads a table of a file; where a workbook's sheet lacks columns that another one has, the error says which that is. */
export const lookingForSheet = async <T>(
  path: string,
  sheet: string | undefined,
  read: () => Promise<T>,
): Promise<T> => {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof MappingIncomplete) || error.gap.isText) throw error
    const found = await otherSheet(error, path, sheet)
    throw found === null ? error : new MappingIncomplete(error.site, error.file, { ...error.gap, otherSheet: found })
  }
}
