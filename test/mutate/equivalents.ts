/** A change that cannot be noticed, because the product does the same with it; named, with the reason. */
export interface Equivalent {
  readonly file: string
  /** The text before and after, as the report prints them. */
  readonly change: string
  readonly because: string
}

/** Changes that were looked at and found to change nothing. */
export const equivalents: readonly Equivalent[] = [
  {
    file: 'sources/join-header.ts',
    change: '- -> +',
    because: 'of a part that repeats itself the last is kept instead of the first',
  },
  {
    file: 'harmonize/read/read-quantity.ts',
    change: 'factors.set(test, known) -> nothing',
    because: 'what was read is remembered for speed alone',
  },
  {
    file: 'harmonize/read/read-quantity.ts',
    change: 'if (known.size < 10_000) known.set(unit, factor) -> nothing',
    because: 'what was read is remembered for speed alone',
  },
  {
    file: 'harmonize/read/read-field.ts',
    change: 'remembered.set(rule, known) -> nothing',
    because: 'what was read is remembered for speed alone',
  },
  {
    file: 'harmonize/read/read-field.ts',
    change: 'if (known.size < mostRemembered) known.set(cell.text, reading) -> nothing',
    because: 'what was read is remembered for speed alone',
  },
  {
    file: 'harmonize/door/equal-rows.ts',
    change: '0x811c9dc5 -> 2166136262',
    because: 'another hash spreads the rows otherwise; in each bucket they are compared whole',
  },
  {
    file: 'harmonize/door/equal-rows.ts',
    change: '0x01000193 -> 16777620',
    because: 'another hash spreads the rows otherwise; in each bucket they are compared whole',
  },
  {
    file: 'harmonize/door/equal-rows.ts',
    change: '0x1f -> 32',
    because: 'another hash spreads the rows otherwise; in each bucket they are compared whole',
  },
]
