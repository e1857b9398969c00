/** The numbers of which each stands equally often one after the other, each once; all where they do not. */
export const runsOf = (numbers: Int32Array): Int32Array => {
  let length = 1
  while (length < numbers.length && numbers[length] === numbers[0]) length += 1
  if (length === 1 || numbers.length % length !== 0) return numbers
  const runs = new Int32Array(numbers.length / length)
  for (let at = 0; at < numbers.length; at += 1) {
    const run = Math.floor(at / length)
    if (at % length === 0) runs[run] = numbers[at]!
    else if (numbers[at] !== runs[run]) return numbers
  }
  return runs
}
