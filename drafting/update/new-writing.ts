import type { SiteMapping } from '../../protocol/language/site.js'
import { namePattern } from '../day-in-name.js'
import { inFlow } from '../flow-text.js'
import type { Plain } from './plain-map.js'
import type { Change } from './changes.js'
import type { Path } from '../../protocol/load/yaml-file.js'
import { type ColumnPlace, columnPlaces } from './column-places.js'
import { hasColumn, type PairedFile } from './pair-files.js'

const families: readonly RegExp[] = [
  /^(?:gb|x-gbk|hz)/i,
  /^utf-?8/i,
  /^utf-?16le|^ucs-2|^utf-16$/i,
  /^(?:windows-1252|iso-8859-1|latin1|us-ascii)$/i,
]

const familyOf = (encoding: string): number | string => {
  const found = families.findIndex(shape => shape.test(encoding))
  return found < 0 ? encoding.toLowerCase() : found
}

// Of a text in plain letters every encoding is right.
const hasOtherLetters = ({ table }: PairedFile): boolean =>
  [...table.columns.map(({ header }) => header), ...table.columns.flatMap(({ texts }) => [...texts.keys()])].some(
    text => /[^\p{ASCII}]/u.test(text),
  )

const setting = (id: string, key: string, was: unknown, is: unknown): Change => ({
  edits: [
    was === undefined
      ? { edit: 'entry', path: ['files', id], key, value: is }
      : { edit: 'value', path: ['files', id, key], value: is },
  ],
  standing: 'filled in',
  says: `${id}: ${key}: ${was === undefined ? '' : `${inFlow(was)} became `}${inFlow(is)}`,
})

/** How a file is found and written now, where its mapping as resolved says it otherwise; `raw` is the file as the text has it. */
export const newWriting = (mapping: SiteMapping, paired: PairedFile, raw: Plain): readonly Change[] => {
  const { id, found, reads, table } = paired
  const { profile, file } = table
  const { name, sheet, delimiter = ',', encoding: named, header } = mapping.files[id]!
  const changes: Change[] = []
  if (found === 'by its columns') {
    if (name !== namePattern(file)) changes.push(setting(id, 'name', name, namePattern(file)))
    if (sheet !== undefined && profile.sheet !== null && sheet !== profile.sheet)
      changes.push(setting(id, 'sheet', sheet, profile.sheet))
  }
  // What is read right as the mapping says it is nobody's business, so all else has to be there.
  if (!reads.every(column => hasColumn(table, column))) return changes
  if (profile.delimiter !== null && profile.delimiter !== delimiter)
    changes.push(setting(id, 'delimiter', raw['delimiter'], profile.delimiter))
  const { encoding } = profile
  if (encoding !== null && named !== undefined && familyOf(named) !== familyOf(encoding) && hasOtherLetters(paired))
    changes.push(setting(id, 'encoding', raw['encoding'], encoding))
  if (JSON.stringify([profile.header].flat()) !== JSON.stringify([header].flat()))
    changes.push(setting(id, 'header', raw['header'], profile.header))
  return changes
}

// Where the formats of a day stand: at its field, else among those of the whole site.
const formatsAt = (written: SiteMapping, id: string, { path, column, slot }: ColumnPlace): Path => {
  const own = columnPlaces(written, id).find(
    place => place.column === column && place.slot === slot && isIn(path, place),
  )
  return own !== undefined && Array.isArray(own.how['date']) ? [...own.path.slice(0, -1), 'date'] : ['defaults', 'date']
}

// A day that is only named is one with a form once its mapping is resolved: its path is the longer one.
const isIn = (path: Path, place: ColumnPlace): boolean => place.path.every((step, at) => path[at] === step)

/** The format in which the days of a column are written now, where none of its mapping's formats reads all of them and one other does. */
export const newDayFormats = (
  written: SiteMapping,
  resolved: SiteMapping,
  { id, table }: PairedFile,
): readonly Change[] => {
  const changes = columnPlaces(resolved, id).flatMap((place): readonly Change[] => {
    const own = place.how['date']
    if (place.as === 'key' || place.slot === null || !Array.isArray(own)) return []
    const days = table.columns.find(({ header }) => header === place.column)?.profile.days
    const formats = [...(days?.formats ?? []), ...(days != null && days.typed > 0 ? ['serial 1900'] : [])]
    const [only, second] = formats
    if (only === undefined || second !== undefined || own.includes(only)) return []
    const path = formatsAt(written, id, place)
    const of = path[0] === 'defaults' ? 'all days of the site' : place.slot
    return [
      {
        edits: [{ edit: 'item', path, value: only }],
        standing: 'filled in',
        says: `${id}: ${of}: the days of '${place.column}' are written ${only}`,
      },
    ]
  })
  // What holds for the whole site is said once.
  return changes.filter(
    ({ edits }, at) => changes.findIndex(other => JSON.stringify(other.edits) === JSON.stringify(edits)) === at,
  )
}
