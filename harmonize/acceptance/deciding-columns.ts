import { type DecidingField, decidesBy } from '../../protocol/facts/deciding-fields.js'
import { fileOfPart } from '../../protocol/facts/part-files.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { type BlockPlan, blockPlans, type FieldPlan } from '../blocks/block-plan.js'

const codesOf = (plans: readonly FieldPlan[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    plans.flatMap(plan =>
      plan.kind === 'constant' && plan.value.kind === 'code' ? [[plan.field, plan.value.code]] : [],
    ),
  )

const columnsOf = (deciding: readonly DecidingField[], plan: BlockPlan): readonly string[] => {
  const columns = plan.rows.flatMap(own => {
    const plans = [...plan.shared, ...own]
    const known = codesOf(plans)
    return plans.flatMap(field => {
      if (field.kind === 'constant' || !decidesBy(deciding, plan.domain, field.field, known)) return []
      const { column, unit } = field.rule
      return unit.kind === 'column' ? [column, unit.column] : [column]
    })
  })
  // What decides whether there is a row decides as much as what stands in it.
  return columns.length === 0 ? [] : [...columns, ...plan.when.map(({ column }) => column)]
}

/** Whether a column of a site's file is one by which the study decides index date, arm, criterion or endpoint. */
export const decidingColumns = (
  deciding: readonly DecidingField[],
  mapping: SiteMapping,
): ((fileId: string, column: string) => boolean) => {
  const columns = new Set(
    blockPlans(mapping).flatMap(plan => columnsOf(deciding, plan).map(column => `${plan.fileId} ${column}`)),
  )
  return (fileId, column) => columns.has(`${fileOfPart(fileId)} ${column}`)
}
