import type { ColumnTable } from '../column-table.js'
import { ColumnCollector } from './column-collector.js'
import type { OpenTable } from './table-batch.js'

/** Reads all batches of an open table into one whole table of columns. */
export const collectTable = async (open: OpenTable): Promise<ColumnTable> => {
  const collectors = open.header.map(() => new ColumnCollector())
  const numbers: Int32Array[] = []
  const batches = open.batches()
  for (;;) {
    const next = await batches.next()
    if (next.done !== true) {
      numbers.push(next.value.rows)
      for (const [column, collector] of collectors.entries()) collector.take(next.value.columns[column]!)
      continue
    }
    const { rows: count, notes, issues, ragged } = next.value
    const rows = new Int32Array(count)
    let at = 0
    for (const chunk of numbers) {
      rows.set(chunk, at)
      at += chunk.length
    }
    const { sheet, header, top, sheets, encoding } = open
    return {
      sheet,
      header,
      top,
      ...(sheets === undefined ? {} : { sheets }),
      ...(encoding === undefined ? {} : { encoding }),
      notes,
      issues,
      ragged,
      rows,
      columns: collectors.map(collector => collector.end(count)),
    }
  }
}
