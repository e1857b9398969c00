import type { DomainName } from '../../protocol/schema/domains.js'
import { fileOfPart } from '../../protocol/facts/part-files.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { blockPlans, type FieldPlan } from './block-plan.js'
import { valueText } from './natural-key.js'
import { type Told, toldAll, toldId } from '../../words/told.js'
import type { FieldOrigin, RowSource, SharedRow } from '../shared-row.js'
import type { FindingKind } from '../../words/finding-kinds.js'

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

/** Which column each field of a mapping's rows comes from: a mapping that says the same in other words has the same. */
export const fieldColumns = (mapping: SiteMapping): readonly unknown[] =>
  layoutsOf(mapping).map(({ domain, fileId, fields }) => [
    domain,
    fileId,
    [...fields].map(([field, plan]) => [field, plan.kind === 'column' ? plan.rule.shown : plan.value]),
  ])

/** Fields that are filled from the cell of another one where no column of theirs is mapped. */
const fromCellOf: Readonly<Record<string, string>> = { flag: 'result' }

const isFilled = (fields: RowLayout['fields'], field: string): boolean =>
  fields.has(field) || fields.has(fromCellOf[field] ?? '')

const fits = ({ domain, fields }: RowLayout, row: SharedRow): boolean =>
  domain === row.domain &&
  Object.keys(row.values).every(field => isFilled(fields, field)) &&
  [...fields].every(([field, plan]) => {
    const value = row.values[field]
    if (value === undefined) return false
    return plan.kind === 'column' || plan.value.kind !== 'code' || valueText(plan.value) === valueText(value)
  })

/** A cell that is held, and the kind of issue that holds it. */
export interface TroubledCell {
  readonly fileId: string
  readonly row: number
  readonly column: string | null
  readonly kind: FindingKind
}

const cellKey = ({ fileId, row }: Pick<RowSource, 'fileId' | 'row'>, column: string | null): string =>
  JSON.stringify([fileId, row, column])

/**
 * Adds to a site's rows which column each field came from, and why a held one is held: the column follows from the
 * mapping, the kind from the issue on that cell. Where two blocks of a mapping make the same kind of row, both columns
 * are named, unless an issue says which.
 */
export const withOrigins = (
  mapping: SiteMapping,
  troubled: readonly TroubledCell[],
): ((row: SharedRow) => SharedRow) => {
  const layouts = layoutsOf(mapping)
  const troubles = new Map(troubled.map(cell => [cellKey(cell, cell.column), toldId(cell.kind)] as const))
  const layoutsFor = new Map<string, readonly RowLayout[]>()
  const candidates = ({ domain, source }: SharedRow): readonly RowLayout[] => {
    const key = JSON.stringify([source.fileId, domain])
    const known = layoutsFor.get(key)
    if (known !== undefined) return known
    const found = layouts.filter(layout => layout.domain === domain && layout.fileId === fileOfPart(source.fileId))
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
        const plan = fields.get(field) ?? fields.get(fromCellOf[field] ?? '')
        return plan?.kind === 'column' ? [plan.rule.shown] : []
      })
      return columns.length === 0 ? [] : [[field, originOf(row, field, [...new Set(columns)])] as const]
    })
    return origins.length === 0 ? row : { ...row, origins: Object.fromEntries(origins) }
  }
}
