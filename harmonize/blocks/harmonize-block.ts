import { type BlockPlan, type FieldPlan, isSingle } from './block-plan.js'
import type { BlockField, BlockRows } from './block-rows.js'
import type { NeverHad } from '../../protocol/facts/nobody-had.js'
import { holdNobodys } from './hold-nobodys.js'
import { type FlagsBeside, flagsBeside } from './flags-beside.js'
import { logReadings, type MadeColumns } from './log-readings.js'
import { oneTest, type QuantitySettings, readQuantities, type RowTests, testsOfColumn } from './read-quantities.js'
import { rowsMade, rowsWithDay } from './rows-made.js'
import type { RecordPlace } from './site-log.js'
import { eachOf, partsOfColumn, type PartsOfColumn, rowsOfPart } from './rows-of-each.js'
import { rowsMeeting } from './rows-meeting.js'
import { columnFinding } from '../columns/column-finding.js'
import { columnTallies, type Covers } from '../columns/column-tallies.js'
import type { FileFinding } from '../columns/file-finding.js'
import type { DayOrder } from '../columns/judge-days.js'
import { judgeMarks } from '../columns/judge-marks.js'
import { type TableRows, tableRow } from '../columns/table-rows.js'
import type { ColumnRule } from '../read/column-rule.js'
import type { DecimalMarks } from '../read/parse-number.js'
import { type Judgements, type ReadColumn, readColumn } from '../read/read-column.js'
import type { SharedValue } from '../shared-row.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'

/** What the harmonization of a block needs besides its rows. */
export interface BlockSettings extends QuantitySettings {
  readonly dataDate: IsoDate | null
  readonly orderOf: (rule: ColumnRule) => DayOrder
  /** Where a row of the table stands, and whose it is. */
  readonly placeOf: (row: number) => RecordPlace
  /** By row of the table, whether a block other than the subject's makes a row of it; null where nobody asks. */
  readonly used: Uint8Array | null
  /** What nobody of the site had, as its mapping says. */
  readonly nobody: readonly NeverHad[]
}

const overlaid = (shared: readonly FieldPlan[], own: readonly FieldPlan[]): readonly FieldPlan[] => {
  const fields = new Set(own.map(({ field }) => field))
  return [...shared.filter(({ field }) => !fields.has(field)), ...own]
}

const fieldOf = (plan: FieldPlan): string => (plan.kind === 'constant' ? plan.field : plan.rule.field)

const isQuantity = (plan: FieldPlan): boolean => plan.kind === 'column' && plan.rule.kind === 'quantity'

const constantsOf = (plans: readonly FieldPlan[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    plans.flatMap(plan =>
      plan.kind === 'constant' && plan.value.kind === 'code' ? [[plan.field, plan.value.code]] : [],
    ),
  )

const once = <Of extends object, Found>(find: (of: Of) => Found): ((of: Of) => Found) => {
  const found = new Map<Of, Found>()
  return of => {
    const known = found.get(of) ?? find(of)
    found.set(of, known)
    return known
  }
}

// Columns that the rows of a wide block share are judged and read once.
const reader = (rows: TableRows, { orderOf, dataDate }: BlockSettings): ((rule: ColumnRule) => ReadColumn) => {
  const marksOf = once((rule: ColumnRule): DecimalMarks => {
    const { cells, order } = rows.column(rule.column)
    return judgeMarks(
      rule,
      order.map(code => cells[code]!),
    )
  })
  const judged: Judgements = { marksOf, orderOf, dataDate }
  return once(rule => readColumn(rule, rows, judged))
}

interface ReadPlace {
  readonly plans: readonly FieldPlan[]
  readonly columns: readonly ReadColumn[]
}

const testsOf = (plans: readonly FieldPlan[], columns: readonly ReadColumn[]): RowTests => {
  const plan = plans.find(one => fieldOf(one) === 'test')
  if (plan?.kind !== 'column') return oneTest(plan?.value)
  const column = columns.find(({ rule }) => rule === plan.rule)
  return column === undefined ? oneTest(undefined) : testsOfColumn(column)
}

// Quantities are read last, because what they are a quantity of stands in another field.
const readPlace = (
  { domain }: BlockPlan,
  written: readonly FieldPlan[],
  rows: TableRows,
  read: (rule: ColumnRule) => ReadColumn,
  settings: BlockSettings,
): ReadPlace => {
  const first = written.filter(plan => !isQuantity(plan))
  const last = written.filter(isQuantity)
  const columns = first.flatMap(plan => (plan.kind === 'column' ? [read(plan.rule)] : []))
  const rules = last.flatMap(plan => (plan.kind === 'column' ? [plan.rule] : []))
  if (rules.length === 0) return { plans: first, columns }
  const quantities = readQuantities(domain, rules, rows, testsOf(first, columns), settings)
  return { plans: [...first, ...last], columns: [...columns, ...quantities] }
}

const heldValue: SharedValue = { kind: 'missing', reason: 'held' }

const valuesOf = ({ byCode }: ReadColumn, covered: Covers): BlockField['values'] =>
  byCode.map(read => {
    if (read === undefined) return undefined
    const { value } = read.reading
    return value.kind !== 'missing' && covered(read)?.effect === 'column left out' ? heldValue : value
  })

const columnFields = ({ plans, columns }: ReadPlace, covered: Covers): readonly BlockField[] =>
  plans.map((plan): BlockField => {
    if (plan.kind === 'constant') return { field: plan.field, codes: null, values: [plan.value] }
    const column = columns.find(({ rule }) => rule === plan.rule)!
    return { field: plan.rule.field, codes: column.codes, values: valuesOf(column, covered) }
  })

/** The fields of a place, and what stands beside results in their cells; null where nothing does. */
interface PlaceFields {
  readonly fields: readonly BlockField[]
  readonly flags: FlagsBeside | null
}

const fieldsOf = (found: ReadPlace, covered: Covers, rows: number): PlaceFields => {
  const fields = columnFields(found, covered)
  const results = found.columns.find(({ rule }) => rule.keepsFlags)
  if (results === undefined) return { fields, flags: null }
  const values = valuesOf(results, covered)
  const own = fields.find(({ field }) => field === 'flag')
  const flags = flagsBeside(results, code => values[code]?.kind !== 'missing', own, rows)
  return { fields: flags === null ? fields : [...fields.filter(field => field !== own), flags.field], flags }
}

const madeColumns = (
  { domain, rows: { length } }: BlockPlan,
  { columns }: ReadPlace,
  { flags }: PlaceFields,
  rows: number,
): MadeColumns => {
  const made = isSingle(domain) ? null : rowsMade(domain, columns, rows)
  if (made === null || length > 1) return { columns, flags, made, daysAlone: null }
  const days = rowsWithDay(columns, rows)
  return { columns, flags, made, daysAlone: made.map((mark, row) => (mark === 0 && days?.[row] !== 0 ? 1 : 0)) }
}

const markUsed = (used: Uint8Array, { at, count }: TableRows, made: Uint8Array | null): void => {
  for (let row = 0; row < count; row += 1) if (made?.[row] !== 0) used[tableRow(at, row)] = 1
}

const partsOfCells = (rows: readonly (readonly FieldPlan[])[], source: TableRows): PartsOfColumn | null => {
  const each = eachOf(rows[0] ?? [])
  return each === null ? null : partsOfColumn(each, source)
}

// A further row of a record is made only where its cell has a further part.
const withPart = (columns: MadeColumns, has: Uint8Array | null): MadeColumns => {
  if (has === null) return columns
  const { made } = columns
  return { ...columns, made: made === null ? has : has.map((mark, row) => mark & made[row]!), daysAlone: null }
}

/**
 * Makes the shared-schema rows of one block from the rows of its file: its columns are judged, then their distinct cells
 * read; a row that says nothing for the block makes no row, and one with several codes in a cell as many as these are.
 */
export const harmonizeBlock = (
  plan: BlockPlan,
  block: number,
  file: TableRows,
  settings: BlockSettings,
): readonly BlockRows[] => {
  const { judge, log, placeOf, used, nobody } = settings
  const { domain } = plan
  const source = rowsMeeting(file, plan.when)
  const rows = plan.rows.map(own => overlaid(plan.shared, own))
  const parts = partsOfCells(rows, source)
  const written = parts === null ? rows : parts.columns.map(() => rows[0]!)
  const tallies = columnTallies(domain, written.map(constantsOf))
  const read = reader(source, settings)
  const places = written.map((plans, place) => {
    const own = parts === null ? source : rowsOfPart(source, parts, place)
    const found = readPlace(plan, plans, own, parts === null ? read : reader(own, settings), settings)
    tallies.count(place, found.columns)
    return found
  })
  const covered = tallies.judged((tally): FileFinding | null => {
    const finding = columnFinding(file.table.file, file.table.sheet, tally, judge)
    if (finding !== null) log.find(finding, tally.test)
    return finding
  })
  const fields = places.map(found => fieldsOf(found, covered, source.count))
  const made = places.map((found, place) =>
    withPart(madeColumns(plan, found, fields[place]!, source.count), parts?.has[place] ?? null),
  )
  logReadings(domain, made, source, placeOf, covered, log)
  return fields.map(({ fields: own }, place) => {
    const { made: rows } = made[place]!
    if (used !== null && !isSingle(domain)) markUsed(used, source, rows)
    return holdNobodys(
      nobody,
      { domain, block, place, source, made: rows, fields: own },
      places[place]!.columns,
      settings,
    )
  })
}
