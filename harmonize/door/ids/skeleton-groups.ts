/** Ids that share what is left of them without zeros and separators. */
export interface SkeletonGroups {
  /** The first id of a number's group. */
  readonly firstOf: (number: number) => number
  /** The first id of a number's group besides itself, -1 where it is alone. */
  readonly otherOf: (number: number) => number
}

/** Ids of which none is like another. */
export const noGroups: SkeletonGroups = { firstOf: number => number, otherOf: () => -1 }

const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash ^ (hash >>> 15)
}

/** Groups ids by their skeletons, which are made again where two hashes are equal: none is kept in memory. */
export const skeletonGroups = (
  ids: readonly string[],
  counts: (number: number) => boolean,
  skeletonOf: (id: string) => string,
): SkeletonGroups => {
  const mask = 2 ** Math.ceil(Math.log2(Math.max(16, ids.length * 2))) - 1
  // A slot holds the first id of a group and 1 more.
  const slots = new Int32Array(mask + 1)
  const hashes = new Int32Array(ids.length)
  const second = new Int32Array(ids.length).fill(-1)
  const first = new Int32Array(ids.length).fill(-1)
  for (let number = 0; number < ids.length; number += 1) {
    if (!counts(number)) continue
    const skeleton = skeletonOf(ids[number]!)
    const hash = hashOf(skeleton)
    hashes[number] = hash
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const head = slots[slot]! - 1
      if (head < 0) {
        slots[slot] = number + 1
        first[number] = number
        break
      }
      if (hashes[head] !== hash || skeletonOf(ids[head]!) !== skeleton) continue
      first[number] = head
      if (second[head] === -1) second[head] = number
      break
    }
  }
  return {
    firstOf: number => first[number]!,
    otherOf: number => (first[number] === number ? second[number]! : first[number]!),
  }
}
