import type { SiteMapping } from '../../protocol/language/site.js'
import { fileOfPart } from '../../protocol/facts/part-files.js'
import { commonUnit } from '../../protocol/schema/unit-names.js'
import { blockPlans } from '../blocks/block-plan.js'
import { countCodes } from '../columns/table-rows.js'
import type { ColumnRule, UnitRule } from '../read/column-rule.js'
import { plainCell } from '../read/plain-text.js'
import type { ReceivedTable } from '../received-site.js'
import { literalsOf, type Told, toldLiteral } from '../../words/told.js'

/** The words of a column that the mapping reads, each with its rows, and whether they are units. */
export interface ReadWords {
  readonly units: boolean
  readonly counts: ReadonlyMap<Told, number>
}

type Understood = (plain: string) => Told | null

const mostWords = 60

/** The columns in which a file's words stand, codes and units, with what of them is understood: what is not is held by itself. */
const understoodIn = (
  mapping: SiteMapping,
  fileId: string,
): ReadonlyMap<string, { units: boolean; find: Understood }> => {
  const literals = literalsOf(mapping)
  const columns = new Map<string, { units: boolean; find: Understood }>()
  const ofCodes = ({ codes, missing }: Pick<ColumnRule, 'codes' | 'missing'>): Understood => {
    return plain =>
      codes?.find(plain) === undefined || missing.find(plain) !== undefined ? null : toldLiteral(plain, literals)
  }
  const ofUnits = ({ codes }: Extract<UnitRule, { kind: 'column' }>): Understood => {
    return plain => (codes?.find(plain) === undefined ? commonUnit(plain) : toldLiteral(plain, literals))
  }
  for (const plan of blockPlans(mapping)) {
    if (plan.fileId !== fileOfPart(fileId)) continue
    for (const field of [...plan.shared, ...plan.rows.flat()]) {
      if (field.kind === 'constant') continue
      const { rule } = field
      if (rule.kind === 'code' && rule.codes !== null) columns.set(rule.column, { units: false, find: ofCodes(rule) })
      if (rule.unit.kind === 'column') columns.set(rule.unit.column, { units: true, find: ofUnits(rule.unit) })
    }
  }
  return columns
}

/** How many rows of a table have each word of its columns of codes and units. */
export const wordsOfColumns = (mapping: SiteMapping, table: ReceivedTable): ReadonlyMap<string, ReadWords> => {
  const words = new Map<string, ReadWords>()
  for (const [column, { units, find }] of understoodIn(mapping, table.fileId)) {
    const received = table.columns.get(column)
    if (received === undefined) continue
    const { cells, order, counts } = countCodes(received.codes, received.cells)
    const own = new Map<Told, number>()
    for (const code of order) {
      const plain = plainCell(cells[code])
      const word = plain === '' ? null : find(plain)
      if (word !== null) own.set(word, (own.get(word) ?? 0) + counts[code]!)
    }
    if (own.size <= mostWords) words.set(column, { units, counts: own })
  }
  return words
}
