import type { RowsHash } from '../../sql/shared-rows.js'

/** A hash of rows that is given, whatever they are. */
export const givenHash = (hash: string): RowsHash => ({ take: () => undefined, digest: () => hash })
