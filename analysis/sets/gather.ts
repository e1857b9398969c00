/** The numbers of a column at some rows. */
export const gatherReals = (column: Float64Array, rows: Int32Array): Float64Array => {
  const gathered = new Float64Array(rows.length)
  for (let k = 0; k < rows.length; k++) gathered[k] = column[rows[k]!]!
  return gathered
}

/** The codes of a column at some rows. */
export const gatherCodes = (column: Codes, rows: Int32Array): Int32Array => {
  const codes = inWords(column)
  const gathered = new Int32Array(rows.length)
  for (let k = 0; k < rows.length; k++) gathered[k] = codes[rows[k]!]!
  return gathered
}

/** Where a column has a code at some rows, as 1 a row. */
export const gatherWhether = (column: Codes, code: number, rows: Int32Array): Uint8Array => {
  const codes = inWords(column)
  const gathered = new Uint8Array(rows.length)
  for (let k = 0; k < rows.length; k++) if (codes[rows[k]!] === code) gathered[k] = 1
  return gathered
}

/** A column of whole numbers, in whatever width. */
export type Codes = Int32Array | Int16Array | Int8Array | Uint8Array

/** The same codes in one width: a loop that meets several is some five times as slow as the copy and the loop. */
export const inWords = (codes: Codes): Int32Array => (codes instanceof Int32Array ? codes : new Int32Array(codes))
