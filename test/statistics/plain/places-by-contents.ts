import { compareRows, hashRows } from '../../../statistics/numeric/row-hash.js'

/**
 * The place of each row: rows sorted by their hash, then by their values; of these first every 64th, then the rest of
 * every 8th (those at 8, 72, .., then at 16, 80, .., up to 56), then all others in the same way from 1 on, up to 7.
 */
export const plainPlaces = (n: number, columns: readonly (Uint8Array | Float64Array)[]): readonly number[] => {
  const hash = hashRows(n, columns)
  const sorted = Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => hash[a]! - hash[b]! || compareRows(columns, a, b),
  )
  const residues = [0, 1, 2, 3, 4, 5, 6, 7].flatMap(b => [0, 1, 2, 3, 4, 5, 6, 7].map(m => b + 8 * m))
  const dealt = residues.flatMap(residue => sorted.filter((_, k) => k % 64 === residue))
  const place = new Array<number>(n)
  dealt.forEach((row, k) => (place[row] = k))
  return place
}
