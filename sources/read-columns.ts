import { collectTable } from './batches/collect-table.js'
import type { ColumnTable } from './column-table.js'
import { type ExportToOpen, namingFile, openTable } from './open-table.js'

/** A table that was read from a file, with the file's size and the hash of its bytes. */
export interface ReadColumns {
  readonly table: ColumnTable
  readonly bytes: number
  readonly sha256: string
}

/** Reads one whole table of an export, column by column, and closes the file; every row that cannot be read is an issue. */
export const readColumns = async (asked: ExportToOpen): Promise<ReadColumns> => {
  const opened = await openTable({ ...asked, mostIssues: Infinity })
  try {
    const table = await namingFile(asked, () => collectTable(opened))
    return { table, bytes: opened.bytes, sha256: opened.sha256 }
  } finally {
    await opened.close()
  }
}
