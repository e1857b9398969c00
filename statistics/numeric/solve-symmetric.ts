/**
 * Factors the symmetric positive definite p x p matrix in place as L D L' (unit lower triangle below, pivots on the
 * diagonal) and says which rows are aliased: their pivot falls below `tolerance` times their own diagonal, or below
 * their `floor`, and they are left out of every solution.
 */
export const factorSymmetric = (
  matrix: Float64Array,
  p: number,
  aliased: Uint8Array,
  tolerance: number,
  floor?: Float64Array,
): void => {
  for (let j = 0; j < p; j++) {
    const whole = at(matrix, j * p + j)
    let pivot = whole
    for (let k = 0; k < j; k++) {
      const l = at(matrix, j * p + k)
      pivot -= l * l * at(matrix, k * p + k)
    }
    if (aliased[j] === 1 || !(pivot > tolerance * whole && pivot > (floor === undefined ? 0 : floor[j]!))) {
      aliased[j] = 1
      for (let k = 0; k < j; k++) matrix[j * p + k] = 0
      for (let i = j + 1; i < p; i++) matrix[i * p + j] = 0
      matrix[j * p + j] = 1
      continue
    }
    matrix[j * p + j] = pivot
    for (let i = j + 1; i < p; i++) {
      let value = at(matrix, i * p + j)
      for (let k = 0; k < j; k++) value -= at(matrix, i * p + k) * at(matrix, j * p + k) * at(matrix, k * p + k)
      matrix[i * p + j] = value / pivot
    }
  }
}

/** Solves (L D L') x = b in place for a factor of factorSymmetric; aliased entries come out as 0. */
export const solveFactored = (factor: Float64Array, p: number, aliased: Uint8Array, b: Float64Array): void => {
  for (let i = 0; i < p; i++) {
    if (aliased[i] === 1) {
      b[i] = 0
      continue
    }
    let value = at(b, i)
    for (let k = 0; k < i; k++) value -= at(factor, i * p + k) * at(b, k)
    b[i] = value
  }
  for (let i = p - 1; i >= 0; i--) {
    if (aliased[i] === 1) continue
    let value = at(b, i) / at(factor, i * p + i)
    for (let k = i + 1; k < p; k++) value -= at(factor, k * p + i) * at(b, k)
    b[i] = value
  }
}

/** The inverse (row-major, symmetric) of a factored matrix; rows and columns of aliased entries are 0. */
export const invertFactored = (factor: Float64Array, p: number, aliased: Uint8Array): Float64Array => {
  const inverse = new Float64Array(p * p)
  const column = new Float64Array(p)
  for (let j = 0; j < p; j++) {
    if (aliased[j] === 1) continue
    column.fill(0)
    column[j] = 1
    solveFactored(factor, p, aliased, column)
    for (let i = 0; i < p; i++) inverse[i * p + j] = at(column, i)
  }
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (at(inverse, i * p + j) + at(inverse, j * p + i)) / 2
      inverse[i * p + j] = mean
      inverse[j * p + i] = mean
    }
  }
  return inverse
}

/**
 * The reciprocal condition number of a p x p matrix in the 1-norm, of its inverse and itself: below 2^-52 a solver that
 * takes the matrix as it stands calls it singular. Agrees with R `rcond(matrix)` where that finds the inverse's norm.
 */
export const reciprocalCondition = (matrix: Float64Array, inverse: Float64Array, p: number): number =>
  1 / (largestColumnSum(matrix, p) * largestColumnSum(inverse, p))

const largestColumnSum = (matrix: Float64Array, p: number): number => {
  let largest = 0
  for (let j = 0; j < p; j++) {
    let sum = 0
    for (let i = 0; i < p; i++) sum += Math.abs(at(matrix, i * p + j))
    largest = Math.max(largest, sum)
  }
  return largest
}

/** The log determinant of a factored matrix, its aliased entries left out. */
export const logDeterminant = (factor: Float64Array, p: number, aliased: Uint8Array): number => {
  let sum = 0
  for (let j = 0; j < p; j++) if (aliased[j] === 0) sum += Math.log(factor[j * p + j]!)
  return sum
}

/** x' M y for a row-major p x p matrix. */
export const quadraticForm = (x: Float64Array, matrix: Float64Array, y: Float64Array): number => {
  const p = x.length
  let total = 0
  for (let i = 0; i < p; i++) {
    let row = 0
    for (let j = 0; j < p; j++) row += at(matrix, i * p + j) * at(y, j)
    total += at(x, i) * row
  }
  return total
}

const at = (array: Float64Array, index: number): number => array[index]!
