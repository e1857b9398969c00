import type { ColumnsInParts, FieldInParts, PartTexts, SiteInParts, ValueParts } from '../../harmonize/value-parts.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import { retold, type Told } from '../../words/told.js'
import type { TreeColumn } from './tree-columns.js'
import type { SharedDictionary } from './block-of-site.js'
import type { SharedColumn } from './shared-column.js'
import { valueOfParts } from './value-parts.js'
import { readText, readTexts, type Wire, wireInt, wireText, wireTexts } from './wire.js'

/** A block of subjects as stored, with the ids that they are shown by. */
export interface SharedBlock extends SiteInParts {
  readonly displayIds: readonly string[]
}

/** The columns of `shared_block`, beside its key. */
export const blockFields = [
  'subjects',
  'first_key',
  'last_key',
  'rows',
  'file_ids',
  'keys',
  'display_ids',
  'link_keys',
  'held',
  'marks',
] as const

/** A block without its rows, of which the number is known. */
export type BlockFacts = Omit<SharedBlock, 'domains'> & { readonly rows: number }

/** What a block is without its rows. */
export const blockFacts = ({ domains, ...block }: SharedBlock): BlockFacts => ({
  ...block,
  rows: Object.values(domains).reduce((sum, { count }) => sum + count, 0),
})

/** What a block says of its subjects, in the order of `blockFields`. */
export const blockRow = ({ subjects, fileIds, displayIds, rows }: BlockFacts): readonly Wire[] => {
  const { keys, linkKeys, held, marks } = subjects
  return [
    wireInt(keys.length),
    wireText(keys[0] ?? ''),
    wireText(keys.at(-1) ?? ''),
    wireInt(rows),
    wireTexts(fileIds),
    wireTexts(keys),
    wireTexts(displayIds),
    linkKeys.every(key => key === null) ? null : wireTexts(linkKeys),
    wireText(JSON.stringify(Object.fromEntries(held))),
    marks === undefined ? null : wireTexts(marks),
  ]
}

const partColumns = function* (field: string, parts: ValueParts): Generator<readonly [string, TreeColumn]> {
  for (const [part, column] of Object.entries<TreeColumn | null>({ ...parts }))
    if (column !== null) yield [`${field}.${part}`, column]
}

/** The columns of a dictionary, by their paths: the domain, the field and the part. */
export const dictionaryColumns = function* (
  dictionary: SharedDictionary,
): Generator<readonly [path: string, column: TreeColumn]> {
  for (const [field, parts] of dictionary) yield* partColumns(field, parts)
}

/**
 * The columns of a block's rows, by their paths: the domain, then what each row has, or the field and its part; the parts of
 * values only where they do not stand in the dictionary.
 */
export const blockColumns = function* (
  { domains }: SiteInParts,
  dictionary: SharedDictionary,
): Generator<SharedColumn> {
  for (const [name, { starts, files, rows, fields }] of Object.entries(domains)) {
    yield [`${name}.starts`, starts]
    yield [`${name}.files`, files]
    yield [`${name}.rows`, rows]
    for (const [own, { codes, parts }] of Object.entries(fields)) {
      const field = `${name}.${own}`
      yield [`${field}.codes`, { codes, distinct: parts.kinds.length }]
      if (!dictionary.has(field)) yield* partColumns(field, parts)
    }
  }
}

type Columns = ReadonlyMap<string, TreeColumn>

/** The columns of a field by their parts. */
type PartColumns = Partial<Record<string, TreeColumn>>

const partsIn = (columns: PartColumns): ValueParts => {
  const texts = (name: string): PartTexts | null => (columns[name] as PartTexts | undefined) ?? null
  const numbers = (name: string): Float64Array | null => (columns[name] as Float64Array | undefined) ?? null
  const marks = (name: string): Uint8Array | null => (columns[name] as Uint8Array | undefined) ?? null
  return {
    kinds: columns['kinds'] as Uint8Array,
    texts: texts('texts'),
    numbers: numbers('numbers'),
    relations: marks('relations'),
    units: texts('units'),
    days: numbers('days'),
    offsets: numbers('offsets'),
    times: numbers('times'),
    precisions: marks('precisions'),
    imputed: marks('imputed'),
    received: texts('received'),
    receivedUnits: texts('receivedUnits'),
  }
}

/** By `domain.field`, the columns of its parts. */
const byField = (columns: Columns): ReadonlyMap<string, PartColumns> => {
  const fields = new Map<string, Record<string, TreeColumn>>()
  for (const [path, column] of columns) {
    const [domain, field, part] = path.split('.')
    if (domain === undefined || field === undefined || part === undefined) continue
    const name = `${domain}.${field}`
    const parts = fields.get(name) ?? {}
    parts[part] = column
    fields.set(name, parts)
  }
  return fields
}

/** A dictionary of its columns. */
export const dictionaryOf = (columns: Columns): SharedDictionary =>
  new Map([...byField(columns)].map(([field, parts]) => [field, partsIn(parts)] as const))

const domainOf = (columns: Columns, name: string, dictionary: SharedDictionary): ColumnsInParts => {
  const rows = columns.get(`${name}.rows`) as Int32Array
  const fields = [...byField(columns)].flatMap(([path, found]): (readonly [string, FieldInParts])[] => {
    const [domain, field] = path.split('.')
    if (domain !== name || field === undefined) return []
    const parts = dictionary.get(path) ?? partsIn(found)
    return [[field, { codes: found['codes'] as Int32Array, parts, valueAt: code => valueOfParts(parts, code) }]]
  })
  return {
    count: rows.length,
    starts: columns.get(`${name}.starts`) as Int32Array,
    files: columns.get(`${name}.files`) as Int32Array,
    rows,
    fields: Object.fromEntries(fields),
  }
}

const heldIn = (json: string): ReadonlyMap<number, Told> =>
  new Map(
    Object.entries(JSON.parse(json) as Readonly<Record<string, string>>).map(([at, because]) => [
      Number(at),
      retold(because),
    ]),
  )

/** A block of its row, in the order of `blockFields`, its columns, and the dictionary of its batch. */
export const blockOf = (row: readonly Wire[], columns: Columns, dictionary: SharedDictionary): SharedBlock => {
  const [, , , , fileIds, keys, displayIds, linkKeys, held, marks] = row
  if (fileIds == null || keys == null || displayIds == null || held == null)
    throw new Error('a block without its subjects')
  const allKeys = readTexts(keys) as string[]
  const names = new Set([...columns.keys()].map(path => path.slice(0, path.indexOf('.'))))
  return {
    subjects: {
      keys: allKeys,
      linkKeys: linkKeys == null ? allKeys.map(() => null) : readTexts(linkKeys),
      held: heldIn(readText(held)),
      ...(marks == null ? {} : { marks: readTexts(marks) }),
    },
    fileIds: readTexts(fileIds) as string[],
    displayIds: readTexts(displayIds) as string[],
    domains: Object.fromEntries([...names].map(name => [name as DomainName, domainOf(columns, name, dictionary)])),
  }
}
