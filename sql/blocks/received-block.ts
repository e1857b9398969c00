import type { SomeSubjects } from '../../harmonize/admitted-site.js'
import type { BegunTable, ReceivedPart, ReceivedRows } from '../../harmonize/received-parts.js'
import type { ReceivedTable } from '../../harmonize/received-site.js'
import { retold, type Told } from '../../words/told.js'
import { cellText } from './cell-text.js'
import { mostNarrow, narrowCodes } from './code-bytes.js'
import { type LocalCodes, localCodes } from './local-codes.js'
import type { StoredColumn } from './received-column.js'
import { readInt, readText, readTexts, type Wire, wireInt, wireText, wireTextRun, wireTexts } from './wire.js'

/** The columns of `received_keys`, beside its key. */
export const keyFields = ['first', 'keys', 'open_ids'] as const

/** Some subjects of a site in the order of `keyFields`; `first` is the number of the first of them. */
export const keyRow = (first: number, { beginning, ends, open }: SomeSubjects): readonly Wire[] => [
  wireInt(first),
  wireTextRun(ends, beginning),
  open ? wireTextRun(ends) : null,
]

/** The columns of `received_block`, beside its key. */
export const receivedFields = ['table', 'file_id', 'file', 'sheet', 'rows', 'link_keys', 'held'] as const

/** Rows of a table, as stored: what is said of them, in the order of `receivedFields`, and their columns. */
export interface ReceivedBlock {
  readonly row: readonly Wire[]
  readonly columns: Iterable<StoredColumn>
}

/** A column of a table that is being stored: what its codes mean, and how they are found within a block. */
interface OpenColumn {
  readonly name: string
  readonly texts: (string | null)[]
  local: ReturnType<typeof localCodes> | null
}

/** Makes blocks of a table's rows as they come. */
export class OpenReceived {
  private readonly columns: readonly OpenColumn[]
  private readonly linkKeys: string[] = []
  private links: ReturnType<typeof localCodes> | null = null
  /** The table's first block: it has the cells of columns whose cells stand once for all blocks. */
  private first: number | null = null

  constructor(
    private readonly number: number,
    private readonly table: BegunTable,
  ) {
    this.columns = table.columns.map(name => ({ name, texts: [], local: null }))
  }

  /** Takes what codes of the rows to come mean: all of it comes before the first row. */
  learn(part: Extract<ReceivedPart, { readonly of: 'link keys' | 'cells' }>): void {
    if (part.of === 'link keys') for (const key of part.keys) this.linkKeys.push(key)
    else for (const cell of part.cells) this.columns[part.column]?.texts.push(cellText(cell))
  }

  /** The block of some rows, by its number. */
  block(block: number, part: ReceivedRows): ReceivedBlock {
    const { table, linkKeys } = this
    const { rows, links, held } = part
    const ownLinks = links === null ? null : this.localLinks(links)
    return {
      row: [
        wireInt(this.number),
        wireText(table.fileId),
        wireText(table.file),
        wireText(table.sheet),
        wireInt(rows.length),
        wireTexts(ownLinks?.met.slice(1).map(link => linkKeys[link - 1]!) ?? []),
        wireText(JSON.stringify(Object.fromEntries(held))),
      ],
      columns: this.columnsOf(block, part, ownLinks),
    }
  }

  private *columnsOf(
    block: number,
    { rows, subjects, codes }: ReceivedRows,
    links: LocalCodes | null,
  ): Generator<StoredColumn> {
    this.first ??= block
    const { first } = this
    yield { of: 'rows', numbers: rows }
    yield { of: 'subjects', numbers: subjects }
    if (links !== null) yield { of: 'links', numbers: links.codes.map(link => link - 1) }
    for (const [at, column] of this.columns.entries()) {
      const { name, texts } = column
      const all = codes[at]!
      if (texts.length <= mostNarrow) {
        if (block === first) yield { of: 'cells', name, cells: texts }
        yield { of: 'codes', name, codes: narrowCodes(all, texts.length), dictionary: first }
        continue
      }
      column.local ??= localCodes(texts.length)
      const { codes: own, met } = column.local(all)
      yield { of: 'cells', name, cells: met.map(code => texts[code]!) }
      yield { of: 'codes', name, codes: narrowCodes(own, met.length), dictionary: block }
    }
  }

  private localLinks(links: Int32Array): LocalCodes {
    this.links ??= localCodes(this.linkKeys.length + 1)
    return this.links(links.map(link => link + 1))
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
