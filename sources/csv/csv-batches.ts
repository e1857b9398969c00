import type { Pass } from '../batches/pass.js'
import type { TableBatch, TableEnd } from '../batches/table-batch.js'
import { utf8Pieces } from '../encoding/utf8-pieces.js'
import type { CsvPlan } from './csv-plan.js'
import { CsvRows } from './csv-rows.js'
import { recordPass } from './record-pass.js'

/** A pass over a text export that makes batches; those that are ready are taken between two pieces. */
export interface BatchPass extends Pass {
  readonly ready: () => readonly TableBatch[]
  /** What is known once all pieces came and all batches were taken. */
  readonly found: () => TableEnd
}

/** The pass that reads the rows of a text export. */
export const csvBatches = (plan: CsvPlan, asked: ReadonlySet<number> | undefined, mostIssues: number): BatchPass => {
  const { header, headerRow, delimiter, skip, endsLine, records } = plan
  const rows = new CsvRows({ width: header.length, headerRow, delimiter, asked, mostIssues })
  let ready: TableBatch[] = []
  const taken = (): void => {
    const batch = rows.takeBatch()
    if (batch !== null) ready.push(batch)
  }
  const pass = utf8Pieces(
    plan.encoding,
    recordPass(skip, records(), record => {
      if (rows.take(record)) taken()
      return true
    }),
  )
  return {
    take: pass.take,
    end: () => {
      pass.end()
      taken()
    },
    ready: () => {
      const batches = ready
      ready = []
      return batches
    },
    found: () => {
      const end = rows.end(endsLine)
      return { ...end, notes: [...plan.notes, ...end.notes] }
    },
  }
}
