/** Counts the items for which a statement holds. */
export const count = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.reduce((sum, item) => sum + Number(holds(item)), 0)

/** A count as a percentage, or null of nobody. */
export const percentOf = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole)

/** The column of yes and no that statistics take. */
export const indicator = <T>(items: readonly T[], holds: (item: T) => boolean): Uint8Array =>
  Uint8Array.from(items, item => Number(holds(item)))
