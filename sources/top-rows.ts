const mostRows = 16

/** The first rows of a table as texts: they tell where its header seems to stand. */
export const topRows = <Row>(
  rows: readonly Row[],
  texts: (row: Row) => readonly string[],
): readonly (readonly string[])[] => rows.slice(0, mostRows).map(texts)
