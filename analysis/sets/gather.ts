/** The numbers of a column at some rows. */
export const gatherReals = (column: Float64Array, rows: Int32Array): Float64Array => {
  const gathered = new Float64Array(rows.length)
  for (let k = 0; k < rows.length; k++) gathered[k] = column[rows[k]!]!
  return gathered
}

/** The codes of a column at some rows. */
export const gatherCodes = (column: Int32Array | Int16Array | Int8Array, rows: Int32Array): Int32Array => {
  const gathered = new Int32Array(rows.length)
  for (let k = 0; k < rows.length; k++) gathered[k] = column[rows[k]!]!
  return gathered
}

/** Where a column has a code at some rows, as 1 a row. */
export const gatherWhether = (column: ArrayLike<number>, code: number, rows: Int32Array): Uint8Array => {
  const gathered = new Uint8Array(rows.length)
  for (let k = 0; k < rows.length; k++) if (column[rows[k]!] === code) gathered[k] = 1
  return gathered
}
