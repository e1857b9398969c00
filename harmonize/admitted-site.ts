import type { ReceivedSite, ReceivedTable } from './received-site.js'
import { type TextRun, textsOf } from './text-run.js'

/** Some subjects in the order of their keys: each key is the beginning with a text behind it, which is the received id where ids are open. */
export interface SomeSubjects {
  readonly beginning: string
  readonly ends: TextRun
  readonly open: boolean
}

/** One export's table as the door let it in: its rows are numbered and given their subjects some at a time. */
export interface AdmittedTable extends Omit<ReceivedTable, 'rows' | 'subjects'> {
  readonly rowsIn: (from: number, to: number) => Int32Array
  readonly subjectsIn: (from: number, to: number) => Int32Array
}

/** A site as the door let it in. What can be made of ids and codes is made when it is asked for: all at once would be the larger part. */
export interface AdmittedSite {
  readonly subjects: {
    readonly count: number
    readonly open: boolean
    readonly some: (from: number, to: number) => SomeSubjects
  }
  readonly tables: readonly AdmittedTable[]
}

/** The whole of a site that was let in. */
export const wholeSite = ({ subjects: { count, open, some }, tables }: AdmittedSite): ReceivedSite => {
  const { beginning, ends } = some(0, count)
  const texts = textsOf(ends)
  return {
    subjects: { keys: texts.map(end => beginning + end), openIds: open ? texts : null },
    tables: tables.map(({ rowsIn, subjectsIn, ...table }) => ({
      ...table,
      rows: rowsIn(0, table.count),
      subjects: subjectsIn(0, table.count),
    })),
  }
}
