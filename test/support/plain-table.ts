import type { SubjectTable } from '../../analysis/sets/subject-table.js'
import type { TextColumn } from '../../analysis/sets/text-column.js'

const textsOf = (texts: TextColumn): readonly string[] =>
  Array.from({ length: texts.length }, (_, subject) => texts.at(subject))

/** A table of subjects as plain data that can be compared: its texts, and the reasons of each subject. */
export const plainTable = ({ keys, displayIds, reason, reasons, ...rest }: SubjectTable) => ({
  ...rest,
  keys: textsOf(keys),
  displayIds: textsOf(displayIds),
  reasons: Array.from(reason, list => reasons[list]),
})
