import type { ReceivedColumn, ReceivedSubjects, ReceivedTable } from '../../harmonize/received-site.js'
import { retold, type Told } from '../../words/told.js'
import { localCodes } from './local-codes.js'
import type { TreeColumn } from './tree-columns.js'
import { readInt, readText, readTexts, type Wire, wireInt, wireText, wireTexts } from './wire.js'

type Cell = ReceivedColumn['cells'][number]

const perBlock = 16_384

/** The columns of `received_keys`, beside its key. */
export const keyFields = ['first', 'keys', 'open_ids'] as const

/** The subjects of a site block by block, in the order of `keyFields`. */
export const keyRows = function* ({ keys, openIds }: ReceivedSubjects): Generator<readonly Wire[]> {
  for (let first = 0; first < keys.length; first += perBlock) {
    const end = first + perBlock
    const ids = openIds?.slice(first, end)
    yield [wireInt(first), wireTexts(keys.slice(first, end)), ids === undefined ? null : wireTexts(ids)]
  }
}

/** The columns of `received_block`, beside its key. */
export const receivedFields = ['table', 'file_id', 'file', 'sheet', 'rows', 'link_keys', 'held'] as const

/** Rows of a table, as stored: what is said of them, in the order of `receivedFields`, and their columns by paths. */
export interface ReceivedBlock {
  readonly row: readonly Wire[]
  readonly columns: Iterable<readonly [string, TreeColumn]>
}

// A text stands by itself; what else a cell may be, and a text that looks like it, as JSON.
const cellText = (cell: Cell): string | null => {
  if (cell.kind === 'empty') return null
  return cell.kind === 'text' && !cell.text.startsWith('{') ? cell.text : JSON.stringify(cell)
}

const empty: Cell = { kind: 'empty' }

const cellOf = (text: string | null): Cell => {
  if (text === null) return empty
  return text.startsWith('{') ? (JSON.parse(text) as Cell) : { kind: 'text', text }
}

/** The rows of a table block by block. */
export const receivedBlocks = function* (table: ReceivedTable, number: number): Generator<ReceivedBlock> {
  const local = [...table.columns].map(([name, { codes, cells }]) => {
    return { name, texts: cells.map(cellText), of: localCodes(codes, cells.length) }
  })
  const links =
    table.links === null
      ? null
      : localCodes(
          table.links.map(link => link + 1),
          table.linkKeys.length + 1,
        )
  // A table without rows is a block as well.
  for (let from = 0; from === 0 || from < table.count; from += perBlock) {
    const to = Math.min(from + perBlock, table.count)
    const ownLinks = links === null ? null : links(from, to)
    const held = [...table.held]
      .filter(([row]) => row >= from && row < to)
      .map(([row, why]) => [row - from, why] as const)
    const columns = function* (): Generator<readonly [string, TreeColumn]> {
      yield ['rows', table.rows.subarray(from, to)]
      yield ['subjects', table.subjects.subarray(from, to)]
      if (ownLinks !== null) yield ['links', ownLinks.codes.map(link => link - 1)]
      for (const { name, texts, of } of local) {
        const { codes, met } = of(from, to)
        yield [`columns.${name}.codes`, codes]
        yield [`columns.${name}.cells`, met.map(code => texts[code]!)]
      }
    }
    yield {
      row: [
        wireInt(number),
        wireText(table.fileId),
        wireText(table.file),
        wireText(table.sheet),
        wireInt(to - from),
        wireTexts(ownLinks?.met.slice(1).map(link => table.linkKeys[link - 1]!) ?? []),
        wireText(JSON.stringify(Object.fromEntries(held))),
      ],
      columns: columns(),
    }
  }
}

/** A stored block of a table, read. */
export interface ReadBlock extends Pick<ReceivedTable, 'fileId' | 'file' | 'sheet' | 'count' | 'linkKeys' | 'held'> {
  readonly number: number
  readonly columns: ReadonlyMap<string, TreeColumn>
}

/** A block of its row, in the order of `receivedFields`, and its columns. */
export const readBlock = (row: readonly Wire[], columns: ReadBlock['columns']): ReadBlock => {
  const [number, fileId, file, sheet, count, links, held] = row as readonly Buffer[]
  const reasons = JSON.parse(readText(held!)) as Readonly<Record<string, string>>
  return {
    number: readInt(number!),
    fileId: readText(fileId!),
    file: retold(readText(file!)),
    sheet: retold(readText(sheet!)),
    count: readInt(count!),
    linkKeys: readTexts(links!) as readonly string[],
    held: new Map(Object.entries(reasons).map(([at, why]): [number, Told] => [Number(at), retold(why)])),
    columns,
  }
}

/** Joins the codes of blocks into one column; each distinct value is kept once. */
const joined = (
  blocks: readonly { readonly codes: ArrayLike<number>; readonly texts: readonly (string | null)[] }[],
  count: number,
) => {
  const places = new Map<string, number>()
  const texts: (string | null)[] = [null]
  const codes = new Int32Array(count)
  let at = 0
  for (const block of blocks) {
    const placeOf = Int32Array.from(block.texts, text => {
      if (text === null) return 0
      const known = places.get(text)
      if (known !== undefined) return known
      const place = texts.push(text) - 1
      places.set(text, place)
      return place
    })
    for (let row = 0; row < block.codes.length; row += 1) codes[at++] = placeOf[block.codes[row]!]!
  }
  return { codes, texts }
}

const concatenated = (blocks: readonly ReadBlock[], path: string, count: number): Int32Array => {
  const all = new Int32Array(count)
  let at = 0
  for (const { columns, count: rows } of blocks) {
    all.set(columns.get(path) as Int32Array, at)
    at += rows
  }
  return all
}

const columnNames = (blocks: readonly ReadBlock[]): readonly string[] => [
  ...new Set(
    blocks.flatMap(({ columns }) =>
      [...columns.keys()].flatMap(path =>
        path.endsWith('.codes') ? [path.slice('columns.'.length, -'.codes'.length)] : [],
      ),
    ),
  ),
]

const columnOf = (blocks: readonly ReadBlock[], name: string, count: number): ReceivedColumn => {
  const { codes, texts } = joined(
    blocks.map(({ columns, count: rows }) => ({
      codes: (columns.get(`columns.${name}.codes`) as Int32Array | undefined) ?? new Int32Array(rows),
      texts: (columns.get(`columns.${name}.cells`) as readonly (string | null)[] | undefined) ?? [null],
    })),
    count,
  )
  return { codes, cells: texts.map(cellOf) }
}

const linksOf = (blocks: readonly ReadBlock[], count: number): Pick<ReceivedTable, 'links' | 'linkKeys'> => {
  if (!blocks.some(({ columns }) => columns.has('links'))) return { links: null, linkKeys: [] }
  const { codes, texts } = joined(
    blocks.map(({ columns, count: rows, linkKeys }) => ({
      codes: (columns.get('links') as Int32Array | undefined)?.map(link => link + 1) ?? new Int32Array(rows),
      texts: [null, ...linkKeys],
    })),
    count,
  )
  return { links: codes.map(code => code - 1), linkKeys: texts.slice(1) as readonly string[] }
}

/** The table that stands in blocks. */
export const tableOf = (blocks: readonly ReadBlock[]): ReceivedTable => {
  const [first] = blocks
  if (first === undefined) throw new Error('a table without blocks')
  const count = blocks.reduce((sum, block) => sum + block.count, 0)
  const held = new Map<number, Told>()
  let before = 0
  for (const block of blocks) {
    for (const [row, why] of block.held) held.set(before + row, why)
    before += block.count
  }
  const { fileId, file, sheet } = first
  return {
    fileId,
    file,
    sheet,
    count,
    rows: concatenated(blocks, 'rows', count),
    subjects: concatenated(blocks, 'subjects', count),
    ...linksOf(blocks, count),
    held,
    columns: new Map(columnNames(blocks).map(name => [name, columnOf(blocks, name, count)])),
  }
}
