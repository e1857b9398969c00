import { type Told, toldLiteral } from '../../words/told.js'
import type { BlockPlan, FieldPlan } from '../blocks/block-plan.js'

/** A column by whose words the blocks of a file take their rows. */
export interface AskedColumn {
  readonly column: string
  /** The column as it is named in reports. */
  readonly shown: Told
  /** Blocks that make rows only where the column holds one of their words. */
  readonly asking: readonly BlockPlan[]
  /** All words that they list, or know as codes. */
  readonly words: readonly string[]
  /** Whether blocks list different words: then the column says what kind of row each is. */
  readonly parts: boolean
}

/** All field plans of a block. */
export const plansOf = ({ shared, rows }: BlockPlan): readonly FieldPlan[] => [...shared, ...rows.flat()]

const readsColumn = (plan: BlockPlan, column: string): readonly FieldPlan[] =>
  plansOf(plan).filter(one => one.kind === 'column' && one.rule.column === column)

const codesOf = (plan: BlockPlan, column: string): readonly string[] =>
  readsColumn(plan, column).flatMap(one => (one.kind === 'column' ? (one.rule.codes?.words ?? []) : []))

/**
 * The columns by whose words the blocks of a file take rows; not those of which some block takes any word, or all but
 * some.
 */
export const askedColumns = (plans: readonly BlockPlan[]): readonly AskedColumn[] => {
  const columns = new Set(plans.flatMap(({ when }) => when.map(({ column }) => column)))
  return [...columns].flatMap((column): readonly AskedColumn[] => {
    const conditions = plans.map(plan => ({ plan, own: plan.when.filter(one => one.column === column) }))
    const open = conditions.some(({ plan, own }) =>
      own.length === 0 ? readsColumn(plan, column).length > 0 : own.some(({ among }) => !among),
    )
    const asking = conditions.filter(({ own }) => own.length > 0)
    if (open) return []
    const lists = asking.map(({ own }) => own.flatMap(({ words }) => words.words))
    const words = [...new Set([...lists.flat(), ...asking.flatMap(({ plan }) => codesOf(plan, column))])]
    const parts = new Set(lists.map(list => [...list].sort().join('\u0001'))).size > 1
    return [{ column, shown: toldLiteral(column, [...columns]), asking: asking.map(({ plan }) => plan), words, parts }]
  })
}
