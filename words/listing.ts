/** How many rows of a listing stand in the workbook; of a longer one the whole is in a CSV file beside it. */
export const listedAtMost = 2000

/**
 * Rows that may be more than one process should hold: how many they are, the first ones, and one of each kind with how many
 * are alike. The whole is read again page by page.
 */
export interface Listing<Row> {
  readonly count: number
  /** As many as stand in the workbook. */
  readonly first: readonly Row[]
  readonly kinds: readonly (readonly [Row, number])[]
  readonly pages: () => AsyncIterable<readonly Row[]>
}

/** What rows that are counted together have in common. */
export type CommonOf<Row> = (row: Row) => readonly (string | null)[]

/** Rows counted by what they have in common, in the order of that. */
export class CountedRows<Row> {
  private readonly groups = new Map<string, [Row, number]>()

  constructor(private readonly commonOf: CommonOf<Row>) {}

  /** Counts a row, or several that are alike. */
  add(row: Row, count = 1): void {
    const key = JSON.stringify(this.commonOf(row))
    const group = this.groups.get(key)
    if (group === undefined) this.groups.set(key, [row, count])
    else group[1] += count
  }

  /** The first row of each group with the group's size. */
  list(): readonly (readonly [Row, number])[] {
    return [...this.groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
  }
}

/** A listing of rows that come page by page; they are read once here, and once more where a file takes them all. */
export const gatherListing = async <Row>(
  pages: () => AsyncIterable<readonly Row[]>,
  commonOf: CommonOf<Row>,
): Promise<Listing<Row>> => {
  const first: Row[] = []
  const kinds = new CountedRows(commonOf)
  let count = 0
  for await (const page of pages()) {
    count += page.length
    for (const row of page) {
      if (first.length < listedAtMost) first.push(row)
      kinds.add(row)
    }
  }
  return { count, first, kinds: kinds.list(), pages }
}

/** A listing of rows that are held already. */
export const listingOf = <Row>(rows: readonly Row[], commonOf: CommonOf<Row>): Listing<Row> => {
  const kinds = new CountedRows(commonOf)
  for (const row of rows) kinds.add(row)
  return {
    count: rows.length,
    first: rows.slice(0, listedAtMost),
    kinds: kinds.list(),
    // One page is ready at once; who reads pages waits for each.
    pages: async function* () {
      yield await Promise.resolve(rows)
    },
  }
}

interface Counted {
  readonly site: string
  readonly kind: string
}

interface CountedIssue extends Counted {
  readonly file: string
  readonly sheet: string
  readonly column: string | null
  readonly effect: string
}

/** What record issues that a report counts together have in common. */
export const commonOfIssue = ({
  site,
  file,
  sheet,
  column,
  kind,
  effect,
}: CountedIssue): readonly (string | null)[] => [site, file, sheet, column, kind, effect]

/** What questions that a report counts together have in common. */
export const commonOfQuery = ({ site, kind }: Counted): readonly string[] => [site, kind]

/** What notes that a report counts together have in common. */
export const commonOfNote = ({ site }: Pick<Counted, 'site'>): readonly string[] => [site]
