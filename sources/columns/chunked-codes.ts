import type { TableColumn } from '../column-table.js'
import { giveRoomBack, roomFor } from './room-given-back.js'

type Codes = TableColumn['codes']

/** So many codes are a chunk. */
export const usualChunk = 1 << 17

const narrow = (distinct: number, count: number, room = (bytes: number) => new ArrayBuffer(bytes)): Codes => {
  if (distinct <= 2 ** 8) return new Uint8Array(room(count))
  return distinct <= 2 ** 16 ? new Uint16Array(room(2 * count)) : new Int32Array(room(4 * count))
}

/** Codes of rows of which nobody knows how many will come, in the narrowest arrays that hold them. */
export class ChunkedCodes {
  private chunks: Codes[] = []
  /** How much of the last chunk is filled. */
  private filled = 0

  constructor(private readonly chunkRows: number) {}

  /** Takes the codes of the next rows; all so far are below `distinct`. */
  put(codes: Int32Array, distinct: number): void {
    for (let at = 0; at < codes.length;) {
      const chunk = this.roomyChunk(distinct)
      const some = Math.min(codes.length - at, this.chunkRows - this.filled)
      chunk.set(codes.subarray(at, at + some), this.filled)
      this.filled += some
      at += some
    }
  }

  /** All codes in one array; nothing is taken after it. */
  end(rows: number, distinct: number): Codes {
    const { chunkRows } = this
    const codes = narrow(distinct, rows)
    for (let at = 0; at < rows; at += chunkRows) {
      const chunk = this.chunks[at / chunkRows]!
      codes.set(chunk.subarray(0, Math.min(chunkRows, rows - at)), at)
      // Chunks that wait for a collection would stand beside the whole.
      giveRoomBack(chunk.buffer)
    }
    this.chunks = []
    return codes
  }

  /** The chunk that is being filled, of a kind that holds all codes. */
  private roomyChunk(distinct: number): Codes {
    const { chunkRows } = this
    const last = this.chunks.at(-1)
    if (last === undefined || this.filled === chunkRows) {
      const chunk = narrow(distinct, chunkRows, roomFor)
      this.chunks.push(chunk)
      this.filled = 0
      return chunk
    }
    if (distinct <= 2 ** (8 * last.BYTES_PER_ELEMENT)) return last
    const wider = narrow(distinct, chunkRows, roomFor)
    wider.set(last)
    giveRoomBack(last.buffer)
    this.chunks[this.chunks.length - 1] = wider
    return wider
  }
}
