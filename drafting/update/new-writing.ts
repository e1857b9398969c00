import type { SiteMapping } from '../../protocol/language/site.js'
import { namePattern } from '../draft-files.js'
import { inFlow } from '../flow-text.js'
import type { Plain } from './plain-map.js'
import type { Change } from './changes.js'
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

/** How a file is found and written now, where its mapping says it otherwise; `raw` is the file as the mapping's text has it. */
export const newWriting = (mapping: SiteMapping, paired: PairedFile, raw: Plain): readonly Change[] => {
  const { id, found, reads, table } = paired
  const { profile, file } = table
  const { name, sheet } = mapping.files[id]!
  const changes: Change[] = []
  if (found === 'by its columns') {
    if (name !== namePattern(file)) changes.push(setting(id, 'name', name, namePattern(file)))
    if (sheet !== undefined && profile.sheet !== null && sheet !== profile.sheet)
      changes.push(setting(id, 'sheet', sheet, profile.sheet))
  }
  // What is read right as the mapping says it is nobody's business, so all else has to be there.
  if (!reads.every(column => hasColumn(table, column))) return changes
  if (profile.delimiter !== null && profile.delimiter !== (raw['delimiter'] ?? ','))
    changes.push(setting(id, 'delimiter', raw['delimiter'], profile.delimiter))
  const { encoding } = profile
  const named = raw['encoding']
  if (
    encoding !== null &&
    typeof named === 'string' &&
    familyOf(named) !== familyOf(encoding) &&
    hasOtherLetters(paired)
  )
    changes.push(setting(id, 'encoding', named, encoding))
  if (JSON.stringify([profile.header].flat()) !== JSON.stringify([raw['header'] ?? 1].flat()))
    changes.push(setting(id, 'header', raw['header'], profile.header))
  return changes
}

const isDayPlace = ({ slot, how, as }: ColumnPlace): boolean =>
  as === 'value' && slot !== null && Array.isArray(how['date'])

/** The format in which the days of a column are written now, where none of its mapping's formats reads all of them and one other does. */
export const newDayFormats = (mapping: SiteMapping, { id, table }: PairedFile): readonly Change[] =>
  columnPlaces(mapping, id)
    .filter(isDayPlace)
    .flatMap((place): readonly Change[] => {
      const days = table.columns.find(({ header }) => header === place.column)?.profile.days
      const formats = [...(days?.formats ?? []), ...(days != null && days.typed > 0 ? ['serial 1900'] : [])]
      const [only, second] = formats
      const own = place.how['date'] as readonly string[]
      if (only === undefined || second !== undefined || own.includes(only)) return []
      return [
        {
          edits: [{ edit: 'item', path: [...place.path.slice(0, -1), 'date'], value: only }],
          standing: 'filled in',
          says: `${id}: ${place.slot ?? ''}: the days of '${place.column}' are written ${only}`,
        },
      ]
    })
