import type { SiteMapping } from '../../protocol/language/site.js'
import { blockPlans } from '../blocks/block-plan.js'
import { countCodes } from '../columns/table-rows.js'
import type { ColumnRule } from '../read/column-rule.js'
import { plainCell } from '../read/plain-text.js'
import type { ReceivedTable } from '../received-site.js'

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
  table: ReceivedTable,
  columns: readonly string[],
): ReadonlyMap<string, number> => {
  const rules = rulesOf(mapping, table.fileId)
  return new Map(
    columns.map(name => {
      const received = table.columns.get(name)
      if (received === undefined) return [name, 0]
      const missing = rules.get(name) ?? []
      const { cells, order, counts } = countCodes(received.codes, received.cells)
      let filled = 0
      for (const code of order) {
        const text = plainCell(cells[code])
        const nothing =
          text === '' || (missing.length > 0 && missing.every(rule => rule.missing.find(text) !== undefined))
        if (!nothing) filled += counts[code]!
      }
      return [name, filled]
    }),
  )
}
