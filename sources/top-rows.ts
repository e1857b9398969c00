/** So many of a table's first rows are kept as texts: they tell where its header seems to stand. */
export const mostTopRows = 16

/** The first rows of a table as texts. */
export const topRows = <Row>(
  rows: readonly Row[],
  texts: (row: Row) => readonly string[],
): readonly (readonly string[])[] => rows.slice(0, mostTopRows).map(texts)
