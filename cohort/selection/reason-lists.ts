/**
 * Lists of reasons, each distinct one once: a list is known by a number, 0 for the empty one, and made by adding a reason
 * to a shorter list. Most subjects share a few lists.
 */
export interface ReasonLists {
  /** The list that one list with one more reason is. */
  readonly add: (list: number, reason: string) => number
  readonly lists: readonly (readonly string[])[]
}

/** Starts with the empty list. */
export const reasonLists = (): ReasonLists => {
  const lists: (readonly string[])[] = [[]]
  const longer: Map<string, number>[] = [new Map<string, number>()]
  const add = (list: number, reason: string): number => {
    const known = longer[list]!.get(reason)
    if (known !== undefined) return known
    const number = lists.push([...lists[list]!, reason]) - 1
    longer.push(new Map<string, number>())
    longer[list]!.set(reason, number)
    return number
  }
  return { add, lists }
}
