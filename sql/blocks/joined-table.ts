import type { Codes } from '../../harmonize/codes.js'
import type { ReceivedTable } from '../../harmonize/received-site.js'
import type { Told } from '../../words/told.js'
import { cellOf } from './cell-text.js'
import type { ReadBlock } from './received-block.js'
import type { TreeColumn } from './tree-columns.js'

type Texts = readonly (string | null)[]

/** Joins the codes of blocks, one after the other, into one column of so many rows; each distinct value is kept once. */
class JoinedCodes {
  /** The first stands for nothing. */
  readonly texts: (string | null)[] = [null]
  codes: Codes
  private readonly places = new Map<string, number>()
  /** The codes of a block: arrays of one kind are gone over fast, and copied into a narrower one at once. */
  private wide = new Int32Array()

  constructor(count: number) {
    this.codes = new Uint8Array(count)
  }

  take(codes: ArrayLike<number>, texts: Texts, at: number): void {
    const places = Int32Array.from(texts, text => this.placeOf(text))
    if (codes.length > this.wide.length) this.wide = new Int32Array(codes.length)
    const { wide } = this
    for (let row = 0; row < codes.length; row += 1) wide[row] = places[codes[row]!]!
    this.widen()
    this.codes.set(wide.subarray(0, codes.length), at)
  }

  private widen(): void {
    if (this.texts.length <= 2 ** (8 * this.codes.BYTES_PER_ELEMENT)) return
    this.codes = this.texts.length <= 2 ** 16 ? new Uint16Array(this.codes) : new Int32Array(this.codes)
  }

  private placeOf(text: string | null): number {
    if (text === null) return 0
    const known = this.places.get(text)
    if (known !== undefined) return known
    const place = this.texts.push(text) - 1
    this.places.set(text, place)
    return place
  }
}

/** A block that is being put into its table: what is said of it, where its rows begin, and halves of columns that wait. */
interface PlacedBlock extends ReadBlock {
  readonly at: number
  readonly waiting: Map<string, TreeColumn>
}

const [start, ofCodes, ofCells] = ['columns.', '.codes', '.cells'] as const

/**
 * Puts the columns of a table's stored blocks together while they come, block by block: what has been taken of a block is
 * not kept beside the whole.
 */
export class JoinedTable {
  private readonly blocks: PlacedBlock[] = []
  private count = 0
  private rows = new Int32Array()
  private subjects = new Int32Array()
  private links: JoinedCodes | null = null
  private readonly columns = new Map<string, JoinedCodes>()

  /** Takes what is said of the table's next block, before any column; gives back how its columns are put in. */
  begin(block: ReadBlock): (path: string, column: TreeColumn) => void {
    const placed: PlacedBlock = { ...block, at: this.count, waiting: new Map() }
    this.blocks.push(placed)
    this.count += block.count
    return (path, column) => {
      this.take(placed, path, column)
    }
  }

  /** The table, once all columns came. */
  end(): ReceivedTable {
    const [first] = this.blocks
    if (first === undefined) throw new Error('a table without blocks')
    this.make()
    const held = this.blocks.flatMap(({ at, held: own }) => [...own].map(([row, why]) => [at + row, why] as const))
    const { fileId, file, sheet } = first
    const { count, rows, subjects, links } = this
    return {
      ...{ fileId, file, sheet, count, rows, subjects },
      links: links === null ? null : Int32Array.from(links.codes, code => code - 1),
      linkKeys: (links?.texts.slice(1) ?? []) as readonly string[],
      held: new Map<number, Told>(held),
      columns: new Map(
        [...this.columns].map(([name, { codes, texts }]) => [name, { codes, cells: texts.map(cellOf) }] as const),
      ),
    }
  }

  // All blocks are known before the first column comes.
  private make(): void {
    if (this.rows.length === this.count) return
    this.rows = new Int32Array(this.count)
    this.subjects = new Int32Array(this.count)
  }

  private take({ at, linkKeys, waiting }: PlacedBlock, path: string, column: TreeColumn): void {
    this.make()
    if (path === 'rows') this.rows.set(column as Int32Array, at)
    else if (path === 'subjects') this.subjects.set(column as Int32Array, at)
    else if (path === 'links') {
      this.links ??= new JoinedCodes(this.count)
      const links = (column as Int32Array).map(link => link + 1)
      this.links.take(links, [null, ...linkKeys], at)
    } else {
      const name = path.slice(start.length, -ofCodes.length)
      const other = waiting.get(name)
      if (other === undefined) {
        waiting.set(name, column)
        return
      }
      waiting.delete(name)
      const [codes, cells] = path.endsWith(ofCells) ? [other, column] : [column, other]
      const joined = this.columns.get(name) ?? new JoinedCodes(this.count)
      this.columns.set(name, joined)
      joined.take(codes as Int32Array, cells as Texts, at)
    }
  }
}
