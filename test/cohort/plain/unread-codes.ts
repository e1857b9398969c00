import { codesReadOf, isRead } from '../../../protocol/facts/code-readers.js'
import type { Study } from '../../../protocol/language/study.js'
import { isMeasured, valueField } from '../../../protocol/facts/variable-facts.js'
import type { SharedRow } from '../../../harmonize/shared-row.js'
import { told, toldId } from '../../../words/told.js'
import type { CohortQuery } from '../../../cohort/cohort.js'
import { codeOf, compareTexts, judgeRow, rowsOf, sourcesOf, type SubjectChart } from './subject-chart.js'

/** The kind of question that counts values of a column whose code nothing reads; it is about no single subject. */
export const unreadCode = 'code-unread'

interface UnreadValue {
  readonly row: SharedRow
  readonly field: string
}

/**
 * Counts, per column, the values that carry a code which levels or groups would have to name and do not: each counts as
 * unknown, although something was recorded. The code itself may be a hospital's own text and is not repeated.
 */
export const unreadCodes = (study: Study, charts: readonly SubjectChart[]): readonly CohortQuery[] => {
  const columns = new Map<string, UnreadValue[]>()
  for (const { row, field } of unreadValues(study, charts)) {
    const { site, file, sheet } = row.source
    const key = JSON.stringify([site, file, sheet, row.domain, field, row.origins?.[field]?.column ?? null])
    columns.set(key, [...(columns.get(key) ?? []), { row, field }])
  }
  return [...columns].sort(([left], [right]) => compareTexts(left, right)).flatMap(([, values]) => asked(values))
}

const asked = (values: readonly UnreadValue[]): readonly CohortQuery[] => {
  const [first] = values
  if (first === undefined) return []
  const { row, field } = first
  const column = row.origins?.[field]?.column
  const where = column === undefined ? row.source.file : told`${row.source.file}, column ${column}`
  const found = values.length === 1 ? told`1 value carries a code` : told`${values.length} values carry a code`
  return [
    {
      site: row.source.site,
      displayId: '-',
      kind: unreadCode,
      severity: 'info',
      message: told`${found} of ${row.domain}.${toldId(field)} that no level, group or criterion of the study reads: ${where}; probably the mapping`,
      sources: sourcesOf(values.map(each => each.row)),
    },
  ]
}

const unreadValues = (study: Study, charts: readonly SubjectChart[]): readonly UnreadValue[] => {
  const seen = new Map<string, Set<SharedRow>>()
  const values: UnreadValue[] = []
  for (const [name, definition] of Object.entries(study.variables)) {
    const field = isMeasured(definition) ? valueField(definition) : null
    const read = codesReadOf(study, name)
    if (!isMeasured(definition) || field === null || !read.closed) continue
    const counted = seen.get(field) ?? new Set()
    seen.set(field, counted)
    for (const chart of charts) {
      for (const row of rowsOf(chart, definition.from)) {
        const code = codeOf(row, field)
        if (code === null || isRead(read, code) || counted.has(row)) continue
        if (judgeRow(chart, row, definition.where) !== 'true') continue
        counted.add(row)
        values.push({ row, field })
      }
    }
  }
  return values
}
