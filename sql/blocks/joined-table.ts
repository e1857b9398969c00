import type { ReceivedTable } from '../../harmonize/received-site.js'
import type { Told } from '../../words/told.js'
import { cellOf } from './cell-text.js'
import { JoinedRows } from './joined-rows.js'
import { JoinedCodes } from './joined-codes.js'
import type { ReadBlock } from './received-block.js'
import type { StoredColumn } from './received-column.js'

/** A column of a table as far as it came, and the block whose cells its codes mean. */
interface OpenColumn {
  readonly joined: JoinedCodes
  dictionary: number
}

/**
 * Puts the columns of a table's stored blocks together while they come, block by block and of a column its cells before the
 * codes that mean them: what has been taken of a block is not kept beside the whole.
 */
export class JoinedTable {
  private readonly blocks: (ReadBlock & { readonly at: number })[] = []
  private count = 0
  private rows: JoinedRows | null = null
  private subjects: JoinedRows | null = null
  private links: JoinedCodes | null = null
  private readonly columns = new Map<string, OpenColumn>()

  /** Takes what is said of the table's block of a number, the next one, before any column; gives back how its columns are put in. */
  begin(block: number, said: ReadBlock): (column: StoredColumn) => void {
    const at = this.count
    this.blocks.push({ ...said, at })
    this.count += said.count
    return column => {
      this.take(block, said, at, column)
    }
  }

  /** The table, once all columns came. */
  end(): ReceivedTable {
    const [first] = this.blocks
    if (first === undefined) throw new Error('a table without blocks')
    this.make()
    const held = this.blocks.flatMap(({ at, held: own }) => [...own].map(([row, why]) => [at + row, why] as const))
    const { fileId, file, sheet } = first
    const { count, links } = this
    const rows = (this.rows ?? new JoinedRows(count, 1)).end()
    const subjects = (this.subjects ?? new JoinedRows(count, 0)).end()
    return {
      ...{ fileId, file, sheet, count, rows, subjects },
      links: links === null ? null : Int32Array.from(links.codes, code => code - 1),
      linkKeys: (links?.texts.slice(1) ?? []) as readonly string[],
      held: new Map<number, Told>(held),
      columns: new Map(
        [...this.columns].map(
          ([name, { joined }]) => [name, { codes: joined.codes, cells: joined.texts.map(cellOf) }] as const,
        ),
      ),
    }
  }

  // All blocks are known before the first column comes.
  private make(): void {
    if (this.rows !== null) return
    this.rows = new JoinedRows(this.count, 1)
    this.subjects = new JoinedRows(this.count, 0)
  }

  private take(block: number, { linkKeys }: ReadBlock, at: number, stored: StoredColumn): void {
    this.make()
    switch (stored.of) {
      case 'rows':
        this.rows?.put(stored.numbers, at)
        return
      case 'subjects':
        this.subjects?.put(stored.numbers, at)
        return
      case 'links':
        this.links ??= new JoinedCodes(this.count)
        this.links.learn([null, ...linkKeys])
        this.links.put(
          Int32Array.from(stored.numbers, link => link + 1),
          at,
        )
        return
      case 'cells':
        this.open(stored.name, block).learn(stored.cells)
        return
      case 'codes': {
        const open = this.columns.get(stored.name)
        if (open?.dictionary !== stored.dictionary)
          throw new Error(`codes of block ${String(block)} without their cells`)
        open.joined.put(stored.codes, at)
      }
    }
  }

  private open(name: string, dictionary: number): JoinedCodes {
    const open = this.columns.get(name) ?? { joined: new JoinedCodes(this.count), dictionary }
    this.columns.set(name, open)
    open.dictionary = dictionary
    return open.joined
  }
}
