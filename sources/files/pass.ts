/** Something that goes once over all bytes of a file, piece by piece; a piece may be written over as soon as it is taken. */
export interface Pass {
  /** Takes the next bytes; whether it needs more. */
  readonly take: (bytes: Uint8Array) => boolean
  /** There are no more bytes. */
  readonly end: () => void
}

/** Work that needs some passes over one file, one after the other, however its bytes come. */
export type Passes<Result> = Generator<Pass, Result, undefined>

/** The size of the pieces that a file is read in. */
export const pieceBytes = 1 << 18

/** Bytes in memory by pieces. */
export const piecesOf = function* (bytes: Uint8Array, piece = pieceBytes): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
}

/** Does work over bytes that are in memory. */
export const passOver = <Result>(passes: Passes<Result>, bytes: Uint8Array, piece = pieceBytes): Result => {
  for (;;) {
    const step = passes.next()
    if (step.done === true) return step.value
    for (const one of piecesOf(bytes, piece)) if (!step.value.take(one)) break
    step.value.end()
  }
}

/** Bytes that can be gone over again and again. */
export interface Pieces {
  readonly pieces: () => AsyncIterable<Uint8Array>
}

/** Does work over the bytes of a file. */
export const passOverFile = async <Result>(passes: Passes<Result>, { pieces }: Pieces): Promise<Result> => {
  for (;;) {
    const step = passes.next()
    if (step.done === true) return step.value
    for await (const one of pieces()) if (!step.value.take(one)) break
    step.value.end()
  }
}
