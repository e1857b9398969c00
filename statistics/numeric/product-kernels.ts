/**
 * Where the kernels below leave their sums, row by row of the small matrix that each one draws in its comment. The
 * caller reads them at once. A kernel that returned its sums would allocate an object for every block.
 */
export const blockSums = {
  totals: new Float64Array(3),
  triangle: new Float64Array(6),
  rectangle: new Float64Array(9),
}

// Constants of this module for compiled code: a property of an imported object would be read in every call.
const { totals, triangle, rectangle } = blockSums

// In all kernels column a is the n values from place a on, b and c lie n and 2 n places behind it, and rows go from
// `from` up to, and without, `to`. `| 0` says that an index fits into 32 bits, so that no round checks it for overflow.

/**
 * Columns a and b with themselves and each other: leaves sum w a, sum w b in `totals` and the triangle
 *   sum w a a
 *   sum w b a   sum w b b
 * row by row in `triangle`.
 */
export const multiplyTwo = (x: Float64Array, w: Float64Array, a: number, b: number, from: number, to: number): void => {
  let sa = 0
  let sb = 0
  let aa = 0
  let ba = 0
  let bb = 0
  for (let k = from; k < to; k++) {
    const weight = w[k]!
    const xa = x[(a + k) | 0]!
    const xb = x[(b + k) | 0]!
    const wa = weight * xa
    const wb = weight * xb
    sa += wa
    sb += wb
    aa += wa * xa
    ba += wb * xa
    bb += wb * xb
  }
  totals[0] = sa
  totals[1] = sb
  triangle[0] = aa
  triangle[1] = ba
  triangle[2] = bb
}

/**
 * Columns a, b and c with themselves and each other: leaves sum w a, sum w b, sum w c in `totals` and the triangle
 *   sum w a a
 *   sum w b a   sum w b b
 *   sum w c a   sum w c b   sum w c c
 * row by row in `triangle`.
 */
export const multiplyThree = (
  x: Float64Array,
  w: Float64Array,
  a: number,
  from: number,
  to: number,
  n: number,
): void => {
  const b = a + n
  const c = b + n
  let sa = 0
  let sb = 0
  let sc = 0
  let aa = 0
  let ba = 0
  let bb = 0
  let ca = 0
  let cb = 0
  let cc = 0
  for (let k = from; k < to; k++) {
    const weight = w[k]!
    const xa = x[(a + k) | 0]!
    const xb = x[(b + k) | 0]!
    const xc = x[(c + k) | 0]!
    const wa = weight * xa
    const wb = weight * xb
    const wc = weight * xc
    sa += wa
    sb += wb
    sc += wc
    aa += wa * xa
    ba += wb * xa
    bb += wb * xb
    ca += wc * xa
    cb += wc * xb
    cc += wc * xc
  }
  totals[0] = sa
  totals[1] = sb
  totals[2] = sc
  triangle[0] = aa
  triangle[1] = ba
  triangle[2] = bb
  triangle[3] = ca
  triangle[4] = cb
  triangle[5] = cc
}

/**
 * Columns a and b with three others, 1 2 3, from place j on: leaves
 *   sum w a 1   sum w a 2   sum w a 3
 *   sum w b 1   sum w b 2   sum w b 3
 * row by row in `rectangle`.
 */
export const multiplyTwoByThree = (
  x: Float64Array,
  w: Float64Array,
  a: number,
  b: number,
  j: number,
  from: number,
  to: number,
  n: number,
): void => {
  const second = j + n
  const third = second + n
  let a1 = 0
  let a2 = 0
  let a3 = 0
  let b1 = 0
  let b2 = 0
  let b3 = 0
  for (let k = from; k < to; k++) {
    const weight = w[k]!
    const wa = weight * x[(a + k) | 0]!
    const wb = weight * x[(b + k) | 0]!
    const x1 = x[(j + k) | 0]!
    const x2 = x[(second + k) | 0]!
    const x3 = x[(third + k) | 0]!
    a1 += wa * x1
    a2 += wa * x2
    a3 += wa * x3
    b1 += wb * x1
    b2 += wb * x2
    b3 += wb * x3
  }
  rectangle[0] = a1
  rectangle[1] = a2
  rectangle[2] = a3
  rectangle[3] = b1
  rectangle[4] = b2
  rectangle[5] = b3
}

/**
 * Columns a, b and c with three others, 1 2 3, from place j on: leaves
 *   sum w a 1   sum w a 2   sum w a 3
 *   sum w b 1   sum w b 2   sum w b 3
 *   sum w c 1   sum w c 2   sum w c 3
 * row by row in `rectangle`.
 */
export const multiplyThreeByThree = (
  x: Float64Array,
  w: Float64Array,
  a: number,
  j: number,
  from: number,
  to: number,
  n: number,
): void => {
  const b = a + n
  const c = b + n
  const second = j + n
  const third = second + n
  let a1 = 0
  let a2 = 0
  let a3 = 0
  let b1 = 0
  let b2 = 0
  let b3 = 0
  let c1 = 0
  let c2 = 0
  let c3 = 0
  for (let k = from; k < to; k++) {
    const weight = w[k]!
    const wa = weight * x[(a + k) | 0]!
    const wb = weight * x[(b + k) | 0]!
    const wc = weight * x[(c + k) | 0]!
    const x1 = x[(j + k) | 0]!
    const x2 = x[(second + k) | 0]!
    const x3 = x[(third + k) | 0]!
    a1 += wa * x1
    a2 += wa * x2
    a3 += wa * x3
    b1 += wb * x1
    b2 += wb * x2
    b3 += wb * x3
    c1 += wc * x1
    c2 += wc * x2
    c3 += wc * x3
  }
  rectangle[0] = a1
  rectangle[1] = a2
  rectangle[2] = a3
  rectangle[3] = b1
  rectangle[4] = b2
  rectangle[5] = b3
  rectangle[6] = c1
  rectangle[7] = c2
  rectangle[8] = c3
}
