import type { DomainName } from '../../protocol/schema/domains.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { blockPlans, type FieldPlan } from './block-plan.js'
import { valueText } from './natural-key.js'
import { type Told, toldAll, toldId } from '../../words/told.js'
import type { FieldOrigin, RecordIssue, RowSource, SharedRow } from '../shared-row.js'

/** Which file of the mapping an export was received as; a workbook may be several. */
export interface ReceivedAs {
  readonly fileId: string
  readonly exportId: string
}

/** The fields that one row of a block has, with their constants and columns. */
interface RowLayout {
  readonly domain: DomainName
  readonly fileId: string
  readonly fields: ReadonlyMap<string, FieldPlan>
}

const fieldOf = (plan: FieldPlan): string => (plan.kind === 'constant' ? plan.field : plan.rule.field)

const layoutsOf = (mapping: SiteMapping): readonly RowLayout[] =>
  blockPlans(mapping).flatMap(({ domain, fileId, shared, rows }) =>
    rows.map(own => ({ domain, fileId, fields: new Map([...shared, ...own].map(plan => [fieldOf(plan), plan])) })),
  )

const fits = ({ domain, fields }: RowLayout, row: SharedRow): boolean =>
  domain === row.domain &&
  fields.size === Object.keys(row.values).length &&
  [...fields].every(([field, plan]) => {
    const value = row.values[field]
    if (value === undefined) return false
    return plan.kind === 'column' || plan.value.kind !== 'code' || valueText(plan.value) === valueText(value)
  })

const cellKey = ({ file, sheet, row }: Omit<RowSource, 'site' | 'exportId'>, column: string | null): string =>
  JSON.stringify([file, sheet, row, column])

/**
 * Adds to a site's rows which column each field came from, and why a held one is held: the column follows from the
 * mapping, the kind from the issue on that cell. Where two blocks of a mapping make the same kind of row, both columns
 * are named, unless an issue says which.
 */
export const withOrigins = (
  mapping: SiteMapping,
  received: readonly ReceivedAs[],
  issues: readonly RecordIssue[],
): ((row: SharedRow) => SharedRow) => {
  const layouts = layoutsOf(mapping)
  const troubles = new Map(
    issues
      .filter(({ effect }) => effect === 'value held')
      .map(issue => [cellKey(issue, issue.column), toldId(issue.kind)] as const),
  )
  const layoutsFor = new Map<string, readonly RowLayout[]>()
  const candidates = ({ domain, source }: SharedRow): readonly RowLayout[] => {
    const key = JSON.stringify([source.exportId, domain])
    const known = layoutsFor.get(key)
    if (known !== undefined) return known
    const ids = received.filter(({ exportId }) => exportId === source.exportId).map(({ fileId }) => fileId)
    const found = layouts.filter(layout => layout.domain === domain && ids.includes(layout.fileId))
    layoutsFor.set(key, found)
    return found
  }
  const originOf = (row: SharedRow, field: string, columns: readonly Told[]): FieldOrigin => {
    const value = row.values[field]
    const isHeld = value?.kind === 'missing' && value.reason === 'held'
    const troubled = isHeld ? columns.find(column => troubles.has(cellKey(row.source, column))) : undefined
    if (troubled === undefined) return { column: toldAll(columns, ' or '), trouble: null }
    return { column: troubled, trouble: troubles.get(cellKey(row.source, troubled)) ?? null }
  }
  return row => {
    const fitting = candidates(row).filter(layout => fits(layout, row))
    const origins = Object.keys(row.values).flatMap(field => {
      const columns = fitting.flatMap(({ fields }) => {
        const plan = fields.get(field)
        return plan?.kind === 'column' ? [plan.rule.shown] : []
      })
      return columns.length === 0 ? [] : [[field, originOf(row, field, [...new Set(columns)])] as const]
    })
    return origins.length === 0 ? row : { ...row, origins: Object.fromEntries(origins) }
  }
}
