import { nearestName } from '../../protocol/load/nearest.js'
import { shownName, Unreadable } from '../errors.js'
import { counted } from '../../words/counted.js'
import { told, toldLiteral, toldPlace } from '../../words/told.js'
import { partPieces } from '../workbook/part-pieces.js'
import type { ZipPart } from '../workbook/zip-directory.js'
import type { ExportBytes, NamedBytes } from './export-bytes.js'
import { fitsName } from './find-exports.js'
import { mostTextBytes, piecewise } from './gunzipped.js'

// What file managers add by themselves.
const added = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)|\/$/i

const nameOf = ({ name }: ZipPart): string => name.split(/[\\/]/).at(-1) ?? name

// A name with a folder before it is that of one file among several that are called alike.
const fitsInside = (inside: string, part: ZipPart): boolean =>
  fitsName(inside, inside.includes('/') ? part.name.replaceAll('\\', '/') : nameOf(part))

const namesOf = (parts: readonly ZipPart[]): string =>
  `its files are ${parts
    .slice(0, 40)
    .map(part => `'${shownName(part.name)}'`)
    .join(', ')}`

const chosen = (parts: readonly ZipPart[], inside: string | undefined): ZipPart => {
  const files = parts.filter(({ name }) => !added.test(name))
  const what = told`it is a ZIP archive of ${counted(files.length, told`file`)}`
  const fitting = inside === undefined ? files : files.filter(part => fitsInside(inside, part))
  const [only, second] = fitting
  if (only !== undefined && second === undefined) return only
  // A name of a file may be a person's: none of those that are there is quoted.
  if (inside === undefined) {
    const todo = files.length === 0 ? told`: ask for it again` : told`: name the one that is read (\`inside: …\`)`
    throw new Unreadable(told`${what}${todo}`, files.length === 0 ? null : namesOf(files))
  }
  const names = files.map(nameOf)
  const nearest = nearestName(inside, names)
  const fits =
    fitting.length > 0
      ? told`${fitting.length} fit '${toldLiteral(inside, [inside])}'`
      : told`none fits '${toldLiteral(inside, [inside])}'${nearest === null ? told`` : told`; the nearest is ${toldPlace('file', names.indexOf(nearest) + 1, names.length)}`}`
  throw new Unreadable(told`${what}, of which ${fits}: name the one that is read (\`inside: …\`)`, namesOf(files))
}

/** The bytes of the one file in a ZIP archive that a mapping means, unpacked again for each pass and held to its checksum. */
export const zippedFile = (
  outer: ExportBytes,
  archive: Uint8Array,
  parts: readonly ZipPart[],
  inside: string | undefined,
): NamedBytes => {
  const part = chosen(parts, inside)
  if (part.encrypted)
    throw new Unreadable(told`it is a ZIP archive that is protected by a password: deliver it without one`)
  if (part.size > mostTextBytes) {
    throw new Unreadable(
      told`unpacked it would be ${Math.round(part.size / 2 ** 20)} MiB, more than ${mostTextBytes / 2 ** 20} MiB`,
    )
  }
  return { name: nameOf(part), bytes: piecewise(outer, part.size, () => partPieces(archive, part)) }
}
