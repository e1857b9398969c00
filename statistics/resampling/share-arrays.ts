/** The same value with its arrays copied to memory that threads see without a copy. */
export const shareArrays = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value
  if (isArray(value)) return sharedCopy(value)
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shareArrays(part)])) as T
}

interface TypedArray {
  readonly byteLength: number
  set(values: ArrayLike<number>): void
}

const isArray = (value: object): value is object & TypedArray & ArrayLike<number> =>
  ArrayBuffer.isView(value) && !(value instanceof DataView)

const sharedCopy = <T extends TypedArray & ArrayLike<number>>(values: T): T => {
  const kind = values.constructor as new (buffer: SharedArrayBuffer) => T
  const copy = new kind(new SharedArrayBuffer(values.byteLength))
  copy.set(values)
  return copy
}
