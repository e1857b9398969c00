import { type Told, told } from './told.js'

/** What becomes of a received row: it is shared, held, out of scope of the mapping, or dropped by a rule. */
export type RowOutcome = 'shared' | 'held' | 'out of scope' | 'dropped'

interface Fate {
  readonly is: RowOutcome
  /** Why, in words that follow a number of rows. */
  readonly because: Told
}

const of = (is: RowOutcome, because: Told): Fate => ({ is, because })

/**
 * All fates of received rows. Of several that a row could have the later one counts: a row that one block leaves out and
 * another shares is shared.
 */
export const rowFates = {
  'no-block': of('out of scope', told`no block of the mapping takes the row`),
  'left-out': of('out of scope', told`left out, as 'only' or 'except' of the file says`),
  'passed-over': of('out of scope', told`passed over, as 'passOver' of the file says`),
  'says-nothing': of('dropped', told`nothing in the cells that its blocks read`),
  repeated: of('dropped', told`repeats another row; counted once`),
  'unlisted-when': of('held', told`a word that no 'when' lists`),
  'duplicate-differs': of('held', told`says other things than another row of the same subject`),
  'subject-held': of('held', told`its subject is held`),
  shared: of('shared', told`made rows of the shared schema`),
  'id-held': of('held', told`its id, its link id, or whether the mapping leaves it out, is in doubt`),
  'equal-row': of('dropped', told`equal to an earlier row; counted once`),
  'repeated-header': of('dropped', told`the header again`),
  'not-a-subject': of('dropped', told`a total, a note or a signature, which is nobody's`),
  'no-id': of('held', told`no id of a subject that can be used`),
  'ragged-row': of('held', told`more or fewer cells than the header`),
  'not-let-in': of('held', told`the site's files were not let in`),
} as const satisfies Readonly<Record<string, Fate>>

/** What became of a received row, and by which rule. */
export type RowFate = keyof typeof rowFates

/** How many rows of a file have each fate. */
export type FateCounts = Readonly<Partial<Record<RowFate, number>>>

/** The fates of each file's rows, by the file's id in the mapping. */
export type FatesOfFiles = Readonly<Record<string, FateCounts>>

/** All fates in the order in which one counts before another, the last first. */
export const fateNames: readonly RowFate[] = Object.keys(rowFates) as RowFate[]

/** The sum of counts of fates, file by file. */
export const addedByFile = (all: readonly (readonly [fileId: string, counts: FateCounts])[]): FatesOfFiles => {
  const files: Record<string, Partial<Record<RowFate, number>>> = {}
  for (const [fileId, counts] of all) {
    const sums = (files[fileId] ??= {})
    for (const name of fateNames) if (counts[name] !== undefined) sums[name] = (sums[name] ?? 0) + counts[name]
  }
  return files
}

/** How many rows came to each outcome. */
export const outcomesOf = (counts: FateCounts): Readonly<Record<RowOutcome, number>> => {
  const sums = { shared: 0, held: 0, 'out of scope': 0, dropped: 0 }
  for (const name of fateNames) sums[rowFates[name].is] += counts[name] ?? 0
  return sums
}

/** A rule by which rows of a file were not shared, with their number. */
export interface CountedRule extends Fate {
  readonly rows: number
  readonly fate: RowFate
}

const unshared = ['held', 'out of scope', 'dropped'] as const

/** The rules by which rows were not shared, outcome by outcome. */
export const rulesOf = (counts: FateCounts): readonly CountedRule[] =>
  unshared.flatMap(outcome =>
    fateNames.flatMap(name => {
      const rows = counts[name]
      return rowFates[name].is === outcome && rows !== undefined ? [{ ...rowFates[name], fate: name, rows }] : []
    }),
  )
