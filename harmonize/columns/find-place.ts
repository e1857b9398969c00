/** The place that a row of a table has among some of its rows; -1 for a row that is not among them. */
export type FindPlace = (row: number) => number

const bitsOf = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Finds the places of rows that stand at ascending places of a table: two bits for each row of it, not a number. */
export const findPlace = (at: Int32Array, count: number): FindPlace => {
  const marks = new Int32Array((count >>> 5) + 1)
  for (let place = 0; place < at.length; place += 1) marks[at[place]! >>> 5]! |= 1 << (at[place]! & 31)
  const before = new Int32Array(marks.length)
  for (let word = 1; word < marks.length; word += 1) before[word] = before[word - 1]! + bitsOf(marks[word - 1]!)
  return row => {
    const word = marks[row >>> 5]!
    const bit = 1 << (row & 31)
    return (word & bit) === 0 ? -1 : before[row >>> 5]! + bitsOf(word & (bit - 1))
  }
}
