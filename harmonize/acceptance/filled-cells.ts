import type { SiteMapping } from '../../protocol/language/site.js'
import { blockPlans } from '../blocks/block-plan.js'
import type { ColumnRule } from '../read/column-rule.js'
import type { DoorRecord } from '../door/door-record.js'
import { plainCell } from '../read/plain-text.js'

const rulesOf = (mapping: SiteMapping, fileId: string): ReadonlyMap<string, readonly ColumnRule[]> => {
  const rules = new Map<string, ColumnRule[]>()
  for (const plan of blockPlans(mapping)) {
    if (plan.fileId !== fileId) continue
    for (const field of [...plan.shared, ...plan.rows.flat()]) {
      if (field.kind === 'column') rules.set(field.rule.column, [...(rules.get(field.rule.column) ?? []), field.rule])
    }
  }
  return rules
}

/** How many cells of each column say something: a word that the mapping knows for missing says nothing. */
export const filledCells = (
  mapping: SiteMapping,
  fileId: string,
  columns: readonly string[],
  records: readonly DoorRecord[],
): ReadonlyMap<string, number> => {
  const rules = rulesOf(mapping, fileId)
  const counts = new Map<string, number>()
  for (const column of columns) {
    const missing = rules.get(column) ?? []
    const saysNothing = new Map<string, boolean>([['', true]])
    let filled = 0
    for (const { cells } of records) {
      const text = plainCell(cells[column])
      let nothing = saysNothing.get(text)
      if (nothing === undefined) {
        nothing = missing.length > 0 && missing.every(rule => rule.missing.find(text) !== undefined)
        saysNothing.set(text, nothing)
      }
      if (!nothing) filled += 1
    }
    counts.set(column, filled)
  }
  return counts
}
