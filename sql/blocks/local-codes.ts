/** Codes of some rows into values of their own, of which the first stands for nothing. */
export interface LocalCodes<Value> {
  readonly codes: Int32Array
  readonly values: readonly Value[]
}

/** Finds the codes of some rows, one range of them after another: each range has the values that it needs, in the order met. */
export const localCodes = <Value>(codes: ArrayLike<number>, values: readonly Value[]) => {
  const places = new Int32Array(values.length)
  return (order: Int32Array): LocalCodes<Value> => {
    const local = values.slice(0, 1)
    const met: number[] = []
    const found = new Int32Array(order.length)
    for (let at = 0; at < order.length; at += 1) {
      const code = codes[order[at]!]!
      if (code === 0) continue
      let place = places[code]!
      if (place === 0) {
        place = local.push(values[code]!) - 1
        places[code] = place
        met.push(code)
      }
      found[at] = place
    }
    for (const code of met) places[code] = 0
    return { codes: found, values: local }
  }
}
