import type { SharedColumns } from './shared-columns.js'
import type { SharedValue } from './shared-row.js'

/**
 * The rows of one domain of a site in the shared schema, put in place for some subjects at a time: the columns of a whole
 * site need not stand at once.
 */
export interface SharedDomain {
  /** The rows of the site's subject s are `starts[s]` to before `starts[s + 1]`. */
  readonly starts: Int32Array
  /** The files that have rows, by their places among the site's file ids, ascending. */
  readonly files: readonly number[]
  /** By field, its distinct values as columns have them: of each but the first there is a row. */
  readonly values: Readonly<Record<string, readonly (SharedValue | null)[]>>
  /** The rows of the subjects from one to before another, of which the first is subject 0 of the columns. */
  readonly between: (from: number, to: number) => SharedColumns
}
