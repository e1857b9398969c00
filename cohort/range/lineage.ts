import type { RowFile } from '../input/subject-range.js'

/** The rows that one derived item of each subject rests on, as ragged columns: places of files, and rows in them. */
export interface Lineage {
  /** The places of subject s are `starts[s]` to before `starts[s + 1]`. */
  readonly starts: Int32Array
  readonly files: Int32Array
  readonly rows: Int32Array
}

/** Writes a lineage subject by subject. */
export interface LineageWriter {
  /** Adds a place of the current subject, in order and once. */
  readonly add: (file: number, row: number) => void
  /** Adds all places that another lineage has of a subject. */
  readonly addAll: (lineage: Lineage, subject: number) => void
  /** Ends the current subject. */
  readonly next: () => void
  readonly finish: () => Lineage
}

/** Ranks of files that are in order: files that differ by their id alone have one rank, as rows come before it. */
export const fileRanks = (files: readonly RowFile[]): Int32Array => {
  const ranks = new Int32Array(files.length)
  for (let at = 1; at < files.length; at += 1) {
    const [one, other] = [files[at - 1]!, files[at]!]
    const same = one.site === other.site && one.file === other.file && one.sheet === other.sheet
    ranks[at] = ranks[at - 1]! + (same ? 0 : 1)
  }
  return ranks
}

// A copy: what is kept of a lineage holds no more than its places.
const firstOf = (numbers: Int32Array, length: number): Int32Array =>
  numbers.length === length ? numbers : numbers.slice(0, length)

/** Starts the lineage of an item of so many subjects. */
export const lineageWriter = (subjects: number, ranks: Int32Array): LineageWriter => {
  const starts = new Int32Array(subjects + 1)
  let files = new Int32Array(subjects)
  let rows = new Int32Array(subjects)
  let subject = 0
  let start = 0
  let length = 0
  const grow = (): void => {
    const [oldFiles, oldRows] = [files, rows]
    files = new Int32Array(2 * length + 16)
    rows = new Int32Array(2 * length + 16)
    files.set(oldFiles)
    rows.set(oldRows)
  }
  const order = (file: number, row: number, at: number): number =>
    ranks[file]! - ranks[files[at]!]! || row - rows[at]! || file - files[at]!
  const add = (file: number, row: number): void => {
    let at = length
    while (at > start && order(file, row, at - 1) < 0) at -= 1
    if (at > start && files[at - 1] === file && rows[at - 1] === row) return
    if (length === rows.length) grow()
    if (at < length) {
      files.copyWithin(at + 1, at, length)
      rows.copyWithin(at + 1, at, length)
    }
    files[at] = file
    rows[at] = row
    length += 1
  }
  return {
    add,
    addAll: (lineage, of) => {
      const end = lineage.starts[of + 1]!
      for (let at = lineage.starts[of]!; at < end; at += 1) add(lineage.files[at]!, lineage.rows[at]!)
    },
    next: () => {
      subject += 1
      starts[subject] = length
      start = length
    },
    finish: () => ({ starts, files: firstOf(files, length), rows: firstOf(rows, length) }),
  }
}
