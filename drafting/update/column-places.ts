import type { SiteMapping } from '../../protocol/language/site.js'
import type { Path } from '../../protocol/load/yaml-file.js'
import { type DomainName, domainNames, fieldsOf } from '../../protocol/schema/domains.js'
import { isPlain, type Plain, plain } from './plain-map.js'

/** A place where the text of a mapping names a column of a file. */
export interface ColumnPlace {
  readonly path: Path
  readonly as: 'key' | 'value'
  readonly column: string
  /** What the column is there for: `subject`, `drop`, `lab.date`, `lab.wide.albumin`; null where it only helps another one. */
  readonly slot: string | null
  /** What the mapping says of it besides its name. */
  readonly how: Readonly<Record<string, unknown>>
}

/** What a wide column is of: its test, or the other code that is fixed for it. */
export const wideSlot = (domain: DomainName, own: Plain): string =>
  `${domain}.wide.${String(own['test'] ?? own['target'] ?? own['category'] ?? own['term'])}`

// A column in a place of its own, or as `column` of a map with all that is said of it.
const named = (path: Path, value: unknown, slot: string | null): readonly ColumnPlace[] => {
  if (typeof value === 'string') return [{ path, as: 'value', column: value, slot, how: {} }]
  const own = plain(value)
  if (typeof own['column'] !== 'string') return []
  return [
    { path: [...path, 'column'], as: 'value', column: own['column'], slot, how: own },
    ...(isPlain(own['unit']) ? named([...path, 'unit'], own['unit'], null) : []),
  ]
}

const keysOf = (path: Path, value: unknown): readonly ColumnPlace[] =>
  Object.keys(plain(value)).map(column => ({ path: [...path, column], as: 'key', column, slot: null, how: {} }))

const itemsOf = (path: Path, value: unknown, slot: string | null): readonly ColumnPlace[] =>
  Array.isArray(value)
    ? value.flatMap((item, at) => (typeof item === 'string' ? named([...path, at], item, slot) : []))
    : []

const ofBlock = (path: Path, domain: DomainName, block: Plain): readonly ColumnPlace[] => [
  ...keysOf([...path, 'when'], block['when']),
  ...Object.keys(fieldsOf(domain)).flatMap(field =>
    block[field] === undefined ? [] : named([...path, field], block[field], `${domain}.${field}`),
  ),
  ...Object.entries(plain(block['wide'])).flatMap(([column, own]): readonly ColumnPlace[] => [
    { path: [...path, 'wide', column], as: 'key', column, slot: wideSlot(domain, plain(own)), how: plain(own) },
    ...Object.entries(plain(own)).flatMap(([field, part]) =>
      isPlain(part) ? named([...path, 'wide', column, field], part, null) : [],
    ),
  ]),
]

const ofShape = (path: Path, file: Plain): readonly ColumnPlace[] => [
  ...['only', 'except', 'passOver'].flatMap(key => keysOf([...path, key], file[key])),
  ...itemsOf([...path, 'fillDown'], file['fillDown'], null),
  ...Object.entries(plain(file['columns'])).flatMap(([made, of]) => [
    ...itemsOf([...path, 'columns', made, 'join'], plain(of)['join'], null),
    ...(plain(of)['from'] === undefined ? [] : named([...path, 'columns', made, 'from'], plain(of)['from'], null)),
  ]),
]

/** A block of a mapping with the path at which it is written. */
export interface WrittenBlock {
  readonly path: Path
  readonly domain: DomainName
  readonly block: Plain
}

/** The blocks of a mapping as they are written. */
export const writtenBlocks = (mapping: SiteMapping): readonly WrittenBlock[] =>
  domainNames.flatMap(domain => {
    const own: unknown = plain(mapping.map)[domain]
    if (Array.isArray(own)) return own.map((block, at) => ({ path: ['map', domain, at], domain, block: plain(block) }))
    return own === undefined ? [] : [{ path: ['map', domain], domain, block: plain(own) }]
  })

/** All places where a mapping names columns of one of its files. */
export const columnPlaces = (mapping: SiteMapping, id: string): readonly ColumnPlace[] => {
  const { dataDate, identifiers } = mapping
  const file: Plain = { ...mapping.files[id] }
  const ofFile = (of: unknown): of is Plain => isPlain(of) && of['file'] === id
  return [
    ...named(['files', id, 'subject'], file['subject'] === 'row number' ? undefined : file['subject'], 'subject'),
    ...ofShape(['files', id], file),
    ...(ofFile(dataDate) ? named(['dataDate'], dataDate, null) : []),
    ...(ofFile(identifiers.link) ? named(['identifiers', 'link'], identifiers.link, 'link') : []),
    ...(ofFile(identifiers.initials) ? named(['identifiers', 'initials'], identifiers.initials, null) : []),
    ...itemsOf(['identifiers', 'drop', id], plain(identifiers.drop)[id], 'drop'),
    ...writtenBlocks(mapping)
      .filter(({ block }) => block['from'] === id)
      .flatMap(({ path, domain, block }) => ofBlock(path, domain, block)),
  ]
}
