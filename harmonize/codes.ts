/** Codes of a column, in the narrowest array that holds them. */
export type Codes = Uint8Array | Uint16Array | Int32Array

/** An array for codes from zero to before `distinct`. */
export const codesFor = (distinct: number, count: number): Codes => {
  if (distinct <= 2 ** 8) return new Uint8Array(count)
  return distinct <= 2 ** 16 ? new Uint16Array(count) : new Int32Array(count)
}
