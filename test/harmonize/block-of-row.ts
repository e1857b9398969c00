import type { BlockRows } from '../../harmonize/blocks/block-rows.js'
import { allRows } from '../../harmonize/columns/table-rows.js'
import type { SharedRow } from '../../harmonize/shared-row.js'

/** A single row of the shared schema as a block of a file makes it. */
export const blockOfRow = ({ domain, values, source }: SharedRow, subject: number, block = 0): BlockRows => ({
  ...{ domain, block, place: 0, made: null },
  source: allRows({
    ...{ fileId: source.fileId, file: source.file, sheet: source.sheet, count: 1 },
    ...{ links: null, linkKeys: [], held: new Map(), columns: new Map() },
    rows: Int32Array.of(source.row),
    subjects: Int32Array.of(subject),
  }),
  fields: Object.entries(values).map(([field, value]) => ({ field, codes: Uint8Array.of(0), values: [value] })),
})
