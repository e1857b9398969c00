import type { TableColumn } from '../sources/column-table.js'

/** Codes of a column, in the narrowest array that holds them. */
export type Codes = Uint8Array | Uint16Array | Int32Array

/** Codes of a column as it was read: in an array, or as runs of rows with equal cells. */
export type ReadCodes = TableColumn['codes']

/** The code of a row. */
export const codeAt = (codes: ReadCodes, row: number): number =>
  // An array is asked several times as fast by itself.
  ArrayBuffer.isView(codes) ? codes[row]! : codes.at(row)

/** Puts codes at the beginning of an array. */
export const putCodes = (codes: ReadCodes, into: Int32Array): void => {
  if (ArrayBuffer.isView(codes)) into.set(codes)
  else codes.put(into)
}

/** So many rows are a block. */
export const blockRows = 1 << 14

/** Some rows' codes, with the first of these rows. */
export interface CodeBlock {
  readonly codes: Int32Array
  readonly from: number
}

/** Room for the codes of a block, for who goes over some rows at a time: room of its own for each time would pile up. */
export const roomForBlock = (): Int32Array => new Int32Array(blockRows)

/**
 * Codes block by block in arrays of one kind, each of which may be written over by the next: loops that meet one kind of
 * array alone are several times as fast.
 */
export const codeBlocks = function* (codes: ReadCodes, room?: Int32Array): Generator<CodeBlock> {
  const wide = room ?? new Int32Array(codes instanceof Int32Array ? 0 : Math.min(blockRows, codes.length))
  for (let from = 0; from < codes.length; from += blockRows) {
    const block = codes.subarray(from, from + blockRows)
    if (block instanceof Int32Array) {
      yield { codes: block, from }
      continue
    }
    putCodes(block, wide)
    yield { codes: wide.subarray(0, block.length), from }
  }
}

/** How many rows of a column have each of its distinct cells. */
export const rowsOfCells = ({ codes, cells }: TableColumn): Int32Array => {
  const counts = new Int32Array(cells.length)
  for (const { codes: block } of codeBlocks(codes)) {
    for (let at = 0; at < block.length; at += 1) counts[block[at]!]! += 1
  }
  return counts
}

/** An array for codes from zero to before `distinct`. */
export const codesFor = (distinct: number, count: number): Codes => {
  if (distinct <= 2 ** 8) return new Uint8Array(count)
  return distinct <= 2 ** 16 ? new Uint16Array(count) : new Int32Array(count)
}

/** Codes that are put in block by block, in the narrowest array that holds those which came. */
export class GrowingCodes {
  /** The codes of all rows; those that did not come yet are zero. */
  codes: Codes

  constructor(count: number) {
    this.codes = codesFor(0, count)
  }

  /** Puts the codes of some rows in; all are below `distinct`. */
  put(codes: Int32Array, from: number, distinct: number): void {
    if (distinct > 2 ** (8 * this.codes.BYTES_PER_ELEMENT)) {
      const wider = codesFor(distinct, this.codes.length)
      wider.set(this.codes)
      this.codes = wider
    }
    this.codes.set(codes, from)
  }
}
