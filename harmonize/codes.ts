/** Codes of a column, in the narrowest array that holds them. */
export type Codes = Uint8Array | Uint16Array | Int32Array

/** Codes in the widest array: loops that meet one kind of array alone are several times as fast. */
export const wideCodes = (codes: Codes): Int32Array => (codes instanceof Int32Array ? codes : new Int32Array(codes))

/** An array for codes from zero to before `distinct`. */
export const codesFor = (distinct: number, count: number): Codes => {
  if (distinct <= 2 ** 8) return new Uint8Array(count)
  return distinct <= 2 ** 16 ? new Uint16Array(count) : new Int32Array(count)
}
