import type { SiteMapping } from '../../protocol/language/site.js'
import { blockPlans, type FieldPlan } from '../blocks/block-plan.js'
import type { PlaceOfNumbers } from './rescaled-numbers.js'

const fits = (plans: readonly FieldPlan[], codes: readonly string[]): boolean =>
  plans.every(plan => plan.kind !== 'constant' || plan.value.kind !== 'code' || codes.includes(plan.value.code))

/** Where a mapping takes numbers of a kind from: the column is named where there is one alone. */
export const placesOfNumbers = (mapping: SiteMapping): PlaceOfNumbers => {
  const plans = blockPlans(mapping)
  return ({ domain, field, codes }) => {
    const columns = plans
      .filter(plan => plan.domain === domain)
      .flatMap(({ fileId, shared, rows }) =>
        rows.flatMap(own => {
          const all = [...shared, ...own]
          return fits(all, codes)
            ? all.flatMap(one =>
                one.kind === 'column' && one.field === field ? [{ fileId, column: one.rule.shown }] : [],
              )
            : []
        }),
      )
    const [first, ...others] = columns
    if (first === undefined) return null
    return others.every(({ fileId, column }) => fileId === first.fileId && column === first.column)
      ? first
      : { fileId: first.fileId, column: null }
  }
}
