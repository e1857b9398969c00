import type { RowSource } from '../../harmonize/shared-row.js'
import type { RowFile } from '../input/subject-range.js'
import { sourceAt } from '../range/places.js'
import type { Lineage } from '../range/lineage.js'
import { narrowed, type NumberColumn } from './narrow.js'

/** The lineage of one derived item, kept small. Items that rest on the same rows share one. */
export interface PackedLineage {
  /** The places of subject s are `starts[s]` to before `starts[s + 1]`; null where each subject has one place at most. */
  readonly starts: NumberColumn | null
  /** Each place's file; null where all are of one. */
  readonly files: NumberColumn | null
  /** The one file. */
  readonly file: number
  /** Each place's row; 0 for a subject without a place, where each has one at most. */
  readonly rows: NumberColumn
}

/** Packs lineages of one range after another. */
export type LineagePacker = (lineage: Lineage) => PackedLineage

// Items that share their rows mostly come one after the other.
const mostRemembered = 8

/** Starts packing. */
export const lineagePacker = (): LineagePacker => {
  const known: { readonly lineage: Lineage; readonly packed: PackedLineage }[] = []
  return lineage => {
    const same = known.find(each => areEqual(each.lineage, lineage))
    if (same !== undefined) return same.packed
    const packed = pack(lineage)
    known.unshift({ lineage, packed })
    if (known.length > mostRemembered) known.pop()
    return packed
  }
}

const equalNumbers = (one: Int32Array, other: Int32Array): boolean => {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false
  return true
}

const areEqual = (one: Lineage, other: Lineage): boolean =>
  one.rows.length === other.rows.length &&
  equalNumbers(one.rows, other.rows) &&
  equalNumbers(one.starts, other.starts) &&
  equalNumbers(one.files, other.files)

const areAll = (numbers: Int32Array, number: number): boolean => {
  for (let at = 0; at < numbers.length; at += 1) if (numbers[at] !== number) return false
  return true
}

/** Whether some subject has more places than one. */
const hasSeveral = (starts: Int32Array): boolean => {
  for (let subject = 0; subject + 1 < starts.length; subject += 1)
    if (starts[subject + 1]! - starts[subject]! > 1) return true
  return false
}

const pack = ({ starts, files, rows }: Lineage): PackedLineage => {
  const subjects = starts.length - 1
  const file = files[0] ?? 0
  const oneFile = areAll(files, file)
  if (!oneFile || hasSeveral(starts)) {
    return { starts: narrowed(starts), files: oneFile ? null : narrowed(files), file, rows: narrowed(rows) }
  }
  // One place at most, and as many as subjects: each has one.
  if (rows.length === subjects) return { starts: null, files: null, file, rows: narrowed(rows) }
  const spread = new Int32Array(subjects)
  for (let subject = 0; subject < subjects; subject += 1) {
    if (starts[subject + 1]! > starts[subject]!) spread[subject] = rows[starts[subject]!]!
  }
  return { starts: null, files: null, file, rows: narrowed(spread) }
}

/** The places that a subject's item rests on. */
export const placesAt = (
  { starts, files, file, rows }: PackedLineage,
  of: readonly RowFile[],
  subject: number,
): readonly RowSource[] => {
  if (starts === null) return rows[subject] === 0 ? [] : [sourceAt({ files: of }, file, rows[subject]!)]
  const places: RowSource[] = []
  for (let at = starts[subject]!; at < starts[subject + 1]!; at += 1) {
    places.push(sourceAt({ files: of }, files === null ? file : files[at]!, rows[at]!))
  }
  return places
}
