/** The most frequent things, the most frequent first; equal ones in the order of their texts. */
export const mostFrequent = <Thing extends { readonly count: number }>(
  things: Iterable<Thing>,
  most: number,
  textOf: (thing: Thing) => string,
): readonly Thing[] => {
  const best: Thing[] = []
  const before = (one: Thing, two: Thing): boolean =>
    one.count > two.count || (one.count === two.count && textOf(one) < textOf(two))
  for (const thing of things) {
    const last = best[most - 1]
    if (last !== undefined && !before(thing, last)) continue
    const at = best.findIndex(one => before(thing, one))
    best.splice(at < 0 ? best.length : at, 0, thing)
    best.length = Math.min(best.length, most)
  }
  return best
}
