import type { ColumnsInParts, FieldInParts, PartTexts, SiteInParts, ValueParts } from '../../harmonize/value-parts.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import { retold, type Told } from '../../words/told.js'
import type { TreeColumn } from './tree-columns.js'
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
  const { keys, linkKeys, held } = subjects
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
  ]
}

/** The columns of a block's rows, by their paths: the domain, then what each row has, or the field and its part. */
export const blockColumns = function* ({ domains }: SiteInParts): Generator<readonly [string, TreeColumn]> {
  for (const [name, { starts, files, rows, fields }] of Object.entries(domains)) {
    yield [`${name}.starts`, starts]
    yield [`${name}.files`, files]
    yield [`${name}.rows`, rows]
    for (const [field, { codes, parts }] of Object.entries(fields)) {
      yield [`${name}.${field}.codes`, codes]
      for (const [part, column] of Object.entries<TreeColumn | null>({ ...parts }))
        if (column !== null) yield [`${name}.${field}.${part}`, column]
    }
  }
}

type Columns = ReadonlyMap<string, TreeColumn>

const fieldOf = (columns: Partial<Record<string, TreeColumn>>): FieldInParts => {
  const texts = (name: string): PartTexts | null => (columns[name] as PartTexts | undefined) ?? null
  const numbers = (name: string): Float64Array | null => (columns[name] as Float64Array | undefined) ?? null
  const marks = (name: string): Uint8Array | null => (columns[name] as Uint8Array | undefined) ?? null
  const parts: ValueParts = {
    kinds: columns['kinds'] as Uint8Array,
    texts: texts('texts'),
    numbers: numbers('numbers'),
    relations: marks('relations'),
    units: texts('units'),
    days: numbers('days'),
    offsets: numbers('offsets'),
    precisions: marks('precisions'),
    imputed: marks('imputed'),
    received: texts('received'),
    receivedUnits: texts('receivedUnits'),
  }
  return { codes: columns['codes'] as Int32Array, parts, valueAt: code => valueOfParts(parts, code) }
}

const domainOf = (columns: Columns, name: string): ColumnsInParts => {
  const rows = columns.get(`${name}.rows`) as Int32Array
  const fields = new Map<string, Record<string, TreeColumn>>()
  for (const [path, column] of columns) {
    const [domain, field, part] = path.split('.')
    if (domain !== name || field === undefined || part === undefined) continue
    fields.set(field, { ...fields.get(field), [part]: column })
  }
  return {
    count: rows.length,
    starts: columns.get(`${name}.starts`) as Int32Array,
    files: columns.get(`${name}.files`) as Int32Array,
    rows,
    fields: Object.fromEntries([...fields].map(([field, parts]) => [field, fieldOf(parts)])),
  }
}

const heldIn = (json: string): ReadonlyMap<number, Told> =>
  new Map(
    Object.entries(JSON.parse(json) as Readonly<Record<string, string>>).map(([at, because]) => [
      Number(at),
      retold(because),
    ]),
  )

/** A block of its row, in the order of `blockFields`, and its columns. */
export const blockOf = (row: readonly Wire[], columns: Columns): SharedBlock => {
  const [, , , , fileIds, keys, displayIds, linkKeys, held] = row
  if (fileIds == null || keys == null || displayIds == null || held == null)
    throw new Error('a block without its subjects')
  const allKeys = readTexts(keys) as string[]
  const names = new Set([...columns.keys()].map(path => path.slice(0, path.indexOf('.'))))
  return {
    subjects: {
      keys: allKeys,
      linkKeys: linkKeys == null ? allKeys.map(() => null) : readTexts(linkKeys),
      held: heldIn(readText(held)),
    },
    fileIds: readTexts(fileIds) as string[],
    displayIds: readTexts(displayIds) as string[],
    domains: Object.fromEntries([...names].map(name => [name as DomainName, domainOf(columns, name)])),
  }
}
