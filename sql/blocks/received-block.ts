import type { ReceivedSubjects, ReceivedTable } from '../../harmonize/received-site.js'
import { retold, type Told } from '../../words/told.js'
import { cellText } from './cell-text.js'
import { localCodes } from './local-codes.js'
import type { TreeColumn } from './tree-columns.js'
import { readInt, readText, readTexts, type Wire, wireInt, wireText, wireTexts } from './wire.js'

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

/** What is said of the rows of a stored block, read. */
export interface ReadBlock extends Pick<ReceivedTable, 'fileId' | 'file' | 'sheet' | 'count' | 'linkKeys' | 'held'> {
  readonly number: number
}

/** What is said of a block in its row, in the order of `receivedFields`. */
export const readBlock = (row: readonly Wire[]): ReadBlock => {
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
  }
}
