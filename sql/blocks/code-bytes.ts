import type { Codes } from '../../harmonize/codes.js'

/** Codes that fit into a byte each, or into two. */
export type NarrowCodes = Uint8Array | Uint16Array

/** So many distinct cells have codes of two bytes. */
export const mostNarrow = 2 ** 16

/** Codes as they are stored: a byte for each, or two of which the first says more; those of one row where all are alike. */
export interface CodeBytes {
  readonly kind: 'u1' | 'u2'
  readonly bytes: Buffer
}

/** The codes of cells of which there are so many, at most `mostNarrow`. */
export const narrowCodes = (codes: Codes, distinct: number): NarrowCodes => {
  if (distinct <= 2 ** 8) return codes instanceof Uint8Array ? codes : new Uint8Array(codes)
  return codes instanceof Uint16Array ? codes : new Uint16Array(codes)
}

const areAlike = (codes: NarrowCodes): boolean => {
  const first = codes[0]
  for (let at = 1; at < codes.length; at += 1) if (codes[at] !== first) return false
  return codes.length > 1
}

/** Codes as bytes. */
export const codeBytes = (codes: NarrowCodes): CodeBytes => {
  const own = areAlike(codes) ? codes.subarray(0, 1) : codes
  if (own instanceof Uint8Array) return { kind: 'u1', bytes: Buffer.from(own) }
  return { kind: 'u2', bytes: Buffer.from(new Uint16Array(own).buffer).swap16() }
}

/** The codes of so many rows, from their bytes. */
export const codesIn = ({ kind, bytes }: CodeBytes, count: number): NarrowCodes => {
  const own = new Uint8Array(bytes)
  if (kind === 'u2') Buffer.from(own.buffer).swap16()
  const codes = kind === 'u1' ? own : new Uint16Array(own.buffer)
  if (codes.length === count) return codes
  if (codes.length !== 1) throw new Error(`${String(codes.length)} codes of ${String(count)} rows`)
  return (kind === 'u1' ? new Uint8Array(count) : new Uint16Array(count)).fill(codes[0]!)
}
