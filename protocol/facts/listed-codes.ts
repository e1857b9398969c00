type Codes = Readonly<Record<string, string | number>>

/** The received texts of a column with their codes, words and patterns; undefined where it has no list. */
export const listedCodes = ({
  codes,
  patterns,
}: {
  readonly codes?: Codes | undefined
  readonly patterns?: Codes | undefined
}): Codes | undefined => (codes === undefined && patterns === undefined ? undefined : { ...patterns, ...codes })
