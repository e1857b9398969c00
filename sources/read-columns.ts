import type { ColumnTable } from './column-table.js'
import { type ExportToOpen, openTable } from './open-table.js'

/** A table that was read from a file, with the file's size and the hash of its bytes. */
export interface ReadColumns {
  readonly table: ColumnTable
  readonly bytes: number
  readonly sha256: string
}

/** Reads one whole table of an export, column by column, and closes the file; every row that cannot be read is an issue. */
export const readColumns = async (asked: ExportToOpen): Promise<ReadColumns> => {
  const { read, close, bytes, sha256, ...head } = await openTable(asked)
  try {
    return { table: { ...head, ...(await read()) }, bytes, sha256 }
  } finally {
    await close()
  }
}
