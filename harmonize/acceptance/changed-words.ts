/** How many rows have each word of a column. */
export type WordCounts<Word extends string = string> = ReadonlyMap<Word, number>

/** Words of a column that one of two exports lacks; each as often as chance does not leave out. */
export interface ChangedWords<Word extends string = string> {
  readonly came: readonly Word[]
  /** How many rows have those that came. */
  readonly rows: number
  readonly gone: readonly Word[]
}

// A word that was to be expected so often is left out by chance once in four hundred times, and in two hundred thousand.
const [expectedBefore, expectedAfter] = [6, 12]

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0)

const notIn = <Word extends string>(
  words: WordCounts<Word>,
  others: WordCounts<Word>,
): readonly (readonly [Word, number])[] => [...words].filter(([word]) => !others.has(word))

/** What came and what is gone among the words of a column between two exports; null where rare words explain it. */
export const changedWords = <Word extends string>(
  before: WordCounts<Word>,
  after: WordCounts<Word>,
): ChangedWords<Word> | null => {
  const [was, is] = [sum(before.values()), sum(after.values())]
  const [came, gone] = [notIn(after, before), notIn(before, after)]
  const rows = sum(came.map(([, count]) => count))
  const isNew = rows * 5 >= is && rows * was >= expectedBefore * is
  // Where words came in place of others, the others are gone for it, however rare they were.
  const lost = isNew ? gone : gone.filter(([, count]) => count * is >= expectedAfter * was)
  if (is === 0 || (!isNew && lost.length === 0)) return null
  return { came: isNew ? came.map(([word]) => word) : [], rows: isNew ? rows : 0, gone: lost.map(([word]) => word) }
}
