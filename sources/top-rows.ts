const mostRows = 16

/** The first rows of a table as texts: they tell where its header seems to stand. */
export const topRows = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] => rows.slice(0, mostRows)
