import type { ColumnTable, TableColumn } from '../../sources/column-table.js'
import type { Cell } from '../../sources/source-record.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { blockPlans } from '../blocks/block-plan.js'
import { codeAt, codesFor } from '../codes.js'
import { countCodes } from '../columns/table-rows.js'
import { judgeDays, orderAsListed } from '../columns/judge-days.js'
import type { ColumnRule } from '../read/column-rule.js'
import { untold } from '../read/parse-number.js'
import { plainCell } from '../read/plain-text.js'
import { readField } from '../read/read-field.js'
import { missingWords } from '../read/received-words.js'
import type { ReceivedColumn } from '../received-site.js'
import { columnAt } from './column-at.js'
import type { KeyedHash } from './ids/keyed-hash.js'

/** The column in which a person's mark stands behind the door; no header of a file that is mapped is called so. */
export const markColumn = '(person mark)'

/** Initials as they are compared: letters alone, in capitals, without accents; nothing where there is none. */
export const plainInitials = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[^\p{L}]+/gu, '')
    .toUpperCase()

/** Birth date and sex are read here as they are read behind the door, because a mark is made of all three at once. */
const rulesOf = (
  mapping: SiteMapping,
  fileId: string,
): { readonly birth: ColumnRule; readonly sex: ColumnRule } | null => {
  const plans = blockPlans(mapping).filter(plan => plan.domain === 'subject' && plan.fileId === fileId)
  const ruleOf = (field: string): ColumnRule | undefined =>
    plans
      .flatMap(({ shared }) => shared)
      .flatMap(plan => (plan.kind === 'column' && plan.field === field ? [plan.rule] : []))[0]
  const [birth, sex] = [ruleOf('birthDate'), ruleOf('sex')]
  return birth === undefined || sex === undefined ? null : { birth, sex }
}

/** What of each distinct cell of a column goes into a mark; null where it says nothing certain. */
type PartOf = (code: number) => string | null

const partsOf = (column: TableColumn, read: (cell: Cell) => string | null): PartOf => {
  const parts: (string | null | undefined)[] = []
  return code => {
    const known = parts[code]
    if (known !== undefined) return known
    const part = read(column.cells[code]!)
    parts[code] = part
    return part
  }
}

const wholeCodes = (column: TableColumn): Int32Array =>
  Int32Array.from({ length: column.codes.length }, (_, row) => codeAt(column.codes, row))

const births = (column: TableColumn, rule: ColumnRule): PartOf => {
  const order = judgeDays(rule, countCodes(wholeCodes(column), column.cells))
  return partsOf(column, cell => {
    const { value } = readField(rule, cell, { unit: undefined, test: null, marks: untold, order, dataDate: null })
    return value.kind === 'day' && value.precision === 'day' && !value.imputed ? value.date : null
  })
}

const sexes = (column: TableColumn, rule: ColumnRule): PartOf =>
  partsOf(column, cell => {
    const around = { unit: undefined, test: null, marks: untold, order: orderAsListed, dataDate: null }
    const { value } = readField(rule, cell, around)
    return value.kind === 'code' ? value.code : null
  })

const initials = (column: TableColumn, mapping: SiteMapping, fileId: string): PartOf => {
  const missing = missingWords(mapping.missing, mapping.files[fileId]?.missing)
  return partsOf(column, cell => {
    if (cell.kind !== 'text' || missing.find(plainCell(cell)) !== undefined) return null
    const plain = plainInitials(cell.text)
    return plain === '' ? null : plain
  })
}

/** A table whose rows may have marks, with the place of the initials, and what hashes them. */
export interface MarkedTable {
  readonly mapping: SiteMapping
  readonly fileId: string
  readonly table: ColumnTable
  readonly place: number
  readonly hashOf: KeyedHash
}

/**
 * The marks of the rows of a table, of those that passed where they are named: the keyed hash of birth date, sex and initials,
 * as cells of a column. A row of which one of the three is not certain has none.
 */
export const personMarks = (
  { mapping, fileId, table, place, hashOf }: MarkedTable,
  kept: Int32Array | null,
): ReceivedColumn | null => {
  const rules = rulesOf(mapping, fileId)
  if (rules === null) return null
  const columnOf = ({ column }: ColumnRule): TableColumn => columnAt(table, table.header.indexOf(column))
  const columns = [columnOf(rules.birth), columnOf(rules.sex), columnAt(table, place)] as const
  const parts = [
    births(columns[0], rules.birth),
    sexes(columns[1], rules.sex),
    initials(columns[2], mapping, fileId),
  ] as const
  const cells: Cell[] = [{ kind: 'empty' }]
  const places = new Map<string, number>()
  const count = kept?.length ?? table.rows.length
  const codes = new Int32Array(count)
  for (let at = 0; at < count; at += 1) {
    const row = kept === null ? at : kept[at]!
    const own = parts.map((part, nth) => part(codeAt(columns[nth]!.codes, row)))
    if (own.includes(null)) continue
    const person = own.join('|')
    const known = places.get(person) ?? cells.push({ kind: 'text', text: hashOf(person) }) - 1
    places.set(person, known)
    codes[at] = known
  }
  const narrow = codesFor(cells.length, count)
  narrow.set(codes)
  return { codes: narrow, cells }
}
