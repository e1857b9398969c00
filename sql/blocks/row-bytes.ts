/** Numbers of rows as they are stored: four bytes each, of which the first says most; of those that follow each other the first alone. */
export interface RowBytes {
  readonly kind: 'i4' | 'from'
  readonly bytes: Buffer
}

const follow = (numbers: Int32Array): boolean => {
  for (let at = 1; at < numbers.length; at += 1) if (numbers[at] !== numbers[at - 1]! + 1) return false
  return numbers.length > 0
}

/** Numbers of rows as bytes. */
export const rowBytes = (numbers: Int32Array): RowBytes => {
  const following = follow(numbers)
  const own = new Int32Array(following ? numbers.subarray(0, 1) : numbers)
  return { kind: following ? 'from' : 'i4', bytes: Buffer.from(own.buffer).swap32() }
}

/** The numbers of so many rows, from their bytes. */
export const numbersIn = ({ kind, bytes }: RowBytes, count: number): Int32Array => {
  const own = new Uint8Array(bytes)
  Buffer.from(own.buffer).swap32()
  const numbers = new Int32Array(own.buffer)
  if (numbers.length !== (kind === 'from' ? 1 : count))
    throw new Error(`${String(numbers.length)} numbers of ${String(count)} rows`)
  return kind === 'from' ? Int32Array.from({ length: count }, (_, at) => numbers[0]! + at) : numbers
}
