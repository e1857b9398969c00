/** A gradient, and minus the second derivatives. */
export interface Slopes {
  readonly score: readonly number[]
  readonly information: readonly (readonly number[])[]
}

/** x with A x = b, by Gauss and Jordan with the largest pivot. */
export const solve = (A: readonly (readonly number[])[], b: readonly number[]): readonly number[] => {
  const rows = A.map((row, i) => [...row, b[i]!])
  for (const j of b.keys()) {
    const largest = rows.slice(j).reduce((best, row) => (Math.abs(row[j]!) > Math.abs(best[j]!) ? row : best))
    rows.splice(rows.indexOf(largest), 1)
    rows.splice(j, 0, largest)
    rows.forEach((row, i) => {
      const times = row[j]! / largest[j]!
      if (i !== j) row.forEach((_, k) => (row[k]! -= times * largest[k]!))
    })
  }
  return rows.map((row, i) => row[b.length]! / row[i]!)
}

/** The maximum of a concave function: 40 of Newton's steps from 0, none of them halved, tested or left out. */
export const plainNewton = (p: number, slopesAt: (beta: readonly number[]) => Slopes): readonly number[] => {
  let beta: readonly number[] = new Array<number>(p).fill(0)
  for (let k = 0; k < 40; k++) {
    const { score, information } = slopesAt(beta)
    const step = solve(information, score)
    beta = beta.map((value, j) => value + step[j]!)
  }
  return beta
}
