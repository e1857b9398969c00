import type { AdmittedSite } from '../../harmonize/admitted-site.js'
import type { ReceivedSite } from '../../harmonize/received-site.js'
import { textRun } from '../../harmonize/text-run.js'

/** A whole site as the door lets it in; where ids are open each key ends in its own. */
export const admitted = ({ subjects: { keys, openIds }, tables }: ReceivedSite): AdmittedSite => {
  const [key = ''] = keys
  const beginning = openIds === null ? '' : key.slice(0, key.length - (openIds[0] ?? '').length)
  const ends = openIds ?? keys
  return {
    subjects: {
      count: keys.length,
      open: openIds !== null,
      some: (from, to) => ({ beginning, ends: textRun(ends.slice(from, to)), open: openIds !== null }),
    },
    tables: tables.map(({ rows, subjects, ...table }) => ({
      ...table,
      rowsIn: (from, to) => Int32Array.from({ length: to - from }, (_, at) => rows.at(from + at)!),
      subjectsIn: (from, to) => Int32Array.from({ length: to - from }, (_, at) => subjects.at(from + at)!),
    })),
  }
}
