import type { DraftWhen } from './draft-model.js'
import { type SeenColumn, type SeenTable, textsWhere } from './seen-table.js'

/** Rows of a table that say one kind of thing: all of them, or those of one instrument of a flat export. */
export interface TablePart {
  readonly table: SeenTable
  readonly from: string
  readonly when: DraftWhen
  /** The column of the subject's id. */
  readonly subject: SeenColumn | null
  readonly columns: readonly SeenColumn[]
}

const instrumentHeader = /^redcap[_ ]repeat[_ ]instrument$/i
const instanceHeader = /^redcap[_ ]/i

/** The parts of a table: a flat export of repeating instruments has one for each, by the column that names them. */
export const partsOf = (table: SeenTable, from: string, subject: SeenColumn | null): readonly TablePart[] => {
  const instrument = table.columns.find(({ header }) => instrumentHeader.test(header))
  if (instrument === undefined) return [{ table, from, when: {}, subject, columns: table.columns }]
  const parts = new Map<string, SeenColumn[]>()
  for (const column of table.columns) {
    if (instanceHeader.test(column.header)) continue
    const instruments = textsWhere(table, instrument, column)
    // A column that several instruments fill, as the record's id, is no part's own.
    if (instruments.size !== 1) continue
    const [of] = instruments
    parts.set(of!, [...(parts.get(of!) ?? []), column])
  }
  return [...parts].map(([of, columns]) => ({ table, from, when: { [instrument.header]: [of] }, subject, columns }))
}
