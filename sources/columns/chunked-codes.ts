import type { NarrowCodes } from '../column-table.js'
import { CodeRuns } from './code-runs.js'
import { giveRoomBack, roomFor } from './room-given-back.js'

/** So many codes are a chunk. */
export const usualChunk = 1 << 17

/** So many codes take two bytes each at most: there runs are hardly less. */
const mostNarrow = 1 << 16
// Runs of fewer rows are asked more slowly than they are worth.
const rowsOfRun = 16

const narrow = (distinct: number, count: number, room = (bytes: number) => new ArrayBuffer(bytes)): NarrowCodes => {
  if (distinct <= 2 ** 8) return new Uint8Array(room(count))
  return distinct <= 2 ** 16 ? new Uint16Array(room(2 * count)) : new Int32Array(room(4 * count))
}

/** Codes of rows of which nobody knows how many will come, in the narrowest arrays that hold them. */
export class ChunkedCodes {
  private chunks: NarrowCodes[] = []
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

  /** All codes in one array, or as runs where these are less by far; nothing is taken after it. */
  end(rows: number, distinct: number): NarrowCodes | CodeRuns {
    const runs = distinct > mostNarrow ? this.countRuns(rows) : Infinity
    return runs * rowsOfRun <= rows ? this.joinRuns(rows, runs) : this.join(rows, distinct)
  }

  private join(rows: number, distinct: number): NarrowCodes {
    const codes = narrow(distinct, rows)
    this.eachChunk(rows, (chunk, from) => {
      codes.set(chunk, from)
      // Chunks that wait for a collection would stand beside the whole.
      giveRoomBack(chunk.buffer)
    })
    return codes
  }

  private joinRuns(rows: number, runs: number): CodeRuns {
    const [starts, codes] = [new Int32Array(runs), new Int32Array(runs)]
    let [run, last] = [0, -1]
    this.eachChunk(rows, (chunk, from) => {
      for (let at = 0; at < chunk.length; at += 1) {
        const code = chunk[at]!
        if (code === last) continue
        starts[run] = from + at
        codes[run] = last = code
        run += 1
      }
      giveRoomBack(chunk.buffer)
    })
    return new CodeRuns(starts, codes, rows)
  }

  private countRuns(rows: number): number {
    let [count, last] = [0, -1]
    this.eachChunk(rows, chunk => {
      for (let at = 0; at < chunk.length; at += 1) {
        if (chunk[at] !== last) count += 1
        last = chunk[at]!
      }
    })
    return count
  }

  private eachChunk(rows: number, take: (chunk: NarrowCodes, from: number) => void): void {
    const { chunkRows } = this
    for (let at = 0; at < rows; at += chunkRows) {
      take(this.chunks[at / chunkRows]!.subarray(0, Math.min(chunkRows, rows - at)), at)
    }
  }

  /** The chunk that is being filled, of a kind that holds all codes. */
  private roomyChunk(distinct: number): NarrowCodes {
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
