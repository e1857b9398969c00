import { codesReadOf, isRead, type CodesRead } from '../../protocol/facts/code-readers.js'
import { isMeasured, valueField } from '../../protocol/facts/variable-facts.js'
import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import type { MeasuredVariable } from '../../protocol/language/variables.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import { type Told, told, toldId } from '../../words/told.js'
import type { CohortQuery } from '../cohort.js'
import { compareTexts } from '../input/row-order.js'
import type { RowFile } from '../input/subject-range.js'
import type { OpenRange } from '../range/open-range.js'
import { originOf } from '../range/places.js'
import { yes } from '../truth-codes.js'
import { counted } from '../../words/counted.js'
import type { FindingKind } from '../../words/finding-kinds.js'

/** The kind of question that counts values of a column whose code nothing reads; it is about no single subject. */
export const unreadCode = 'code-unread' satisfies FindingKind

/** The values of one column that carry a code which nothing reads. */
export interface UnreadColumn {
  readonly domain: DomainName
  readonly field: string
  readonly column: Told | null
  readonly file: RowFile
  /** The row of each value. */
  readonly rows: readonly number[]
}

interface CodedVariable {
  readonly definition: MeasuredVariable
  readonly field: string
  readonly read: CodesRead
}

/**
 * Compiles the search for values whose code levels or groups would have to name and do not: each counts as unknown,
 * although something was recorded. The code itself may be a hospital's own text and is not repeated.
 */
export const compileUnreadCodes = (study: CohortPlan): ((open: OpenRange) => readonly UnreadColumn[]) => {
  const coded = Object.entries(study.variables).flatMap(([name, definition]): readonly CodedVariable[] => {
    const field = isMeasured(definition) ? valueField(definition) : null
    const read = codesReadOf(study, name)
    return !isMeasured(definition) || field === null || !read.closed ? [] : [{ definition, field, read }]
  })
  return open => {
    const found = new Map<string, { readonly column: Omit<UnreadColumn, 'rows'>; readonly rows: number[] }>()
    const counted = new Map<string, Uint8Array>()
    for (const { definition, field, read } of coded) {
      const { from } = definition
      const columns = open.domain(from).known
      const { codes, texts } = columns.fields[field] ?? { codes: null, texts: [] }
      const unread = texts.map(text => !isRead(read, text))
      if (codes === null || !unread.includes(true)) continue
      const truths = open.truths(from, definition.where)
      const marks = counted.get(`${from}.${field}`) ?? new Uint8Array(columns.count)
      counted.set(`${from}.${field}`, marks)
      for (let row = 0; row < columns.count; row += 1) {
        if (codes[row]! < 0 || unread[codes[row]!] !== true || marks[row] === 1 || truths[row] !== yes) continue
        marks[row] = 1
        const file = open.range.files[columns.file[row]!]!
        const column = originOf(open.range, { name: from, columns, row }, field)?.column ?? null
        const key = JSON.stringify([file, from, field, column])
        const ofColumn = found.get(key) ?? { column: { domain: from, field, column, file }, rows: [] }
        ofColumn.rows.push(columns.row[row]!)
        found.set(key, ofColumn)
      }
    }
    return [...found.values()].map(({ column, rows }) => ({ ...column, rows }))
  }
}

/** The questions about the unread codes of all ranges, one per column. It keeps one number per value. */
export const askUnreadCodes = (unread: readonly UnreadColumn[]): readonly CohortQuery[] => {
  const columns = new Map<string, UnreadColumn[]>()
  for (const each of unread) {
    const { site, file, sheet } = each.file
    const key = JSON.stringify([site, file, sheet, each.domain, each.field, each.column])
    const same = columns.get(key)
    if (same === undefined) columns.set(key, [each])
    else same.push(each)
  }
  return [...columns].sort(([left], [right]) => compareTexts(left, right)).flatMap(([, parts]) => asked(parts))
}

const asked = (parts: readonly UnreadColumn[]): readonly CohortQuery[] => {
  const [first] = parts
  if (first === undefined) return []
  const { domain, field, column, file } = first
  const where = column === null ? file.file : told`${file.file}, column ${column}`
  const count = parts.reduce((sum, { rows }) => sum + rows.length, 0)
  const found = told`${counted(count, told`value`)} ${count === 1 ? 'carries' : 'carry'} a code`
  return [
    {
      site: file.site,
      displayId: '-',
      kind: unreadCode,
      severity: 'info',
      message: told`${found} of ${domain}.${toldId(field)} that no level, group or criterion of the study reads: ${where}; probably the mapping`,
      sources: placesOf(parts),
    },
  ]
}

const placesOf = (parts: readonly UnreadColumn[]): CohortQuery['sources'] => {
  const places = new Map(
    parts.flatMap(({ file: { site, fileId, file, sheet }, rows }) =>
      rows.map(row => [JSON.stringify([fileId, row]), { site, fileId, file, sheet, row }] as const),
    ),
  )
  return [...places.values()].sort((left, right) => left.row - right.row || compareTexts(left.fileId, right.fileId))
}
