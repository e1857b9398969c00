import { fieldQuantities } from '../protocol/analytes.js'
import type { DomainName } from '../protocol/domains.js'
import type { TestDefinition } from '../protocol/tests.js'
import { type BlockPlan, type FieldPlan, isSingle, meets } from './block-plan.js'
import type { ColumnRule } from './column-rule.js'
import type { DoorRecord } from './door-record.js'
import type { FieldReading } from './field-reading.js'
import type { DecimalMark } from './parse-number.js'
import { receivedText } from './plain-text.js'
import { readField } from './read-field.js'
import type { IsoDate, SharedRow, SharedValue } from './shared-row.js'
import type { SiteLog } from './site-log.js'

/** One export's table as it is harmonized: its records after the door, under the hash of the export's content. */
export interface DoorExport {
  readonly fileId: string
  readonly exportId: string
  readonly file: string
  readonly records: readonly DoorRecord[]
}

/** What the harmonization of a block needs besides its records. */
export interface BlockSettings {
  readonly site: string
  readonly tests: Readonly<Record<string, TestDefinition>>
  readonly dataDate: IsoDate | null
  readonly markOf: (rule: ColumnRule) => DecimalMark
  readonly log: SiteLog
}

type Values = Record<string, SharedValue>

interface ColumnReading {
  readonly rule: ColumnRule
  readonly reading: FieldReading
}

interface ReadFields {
  readonly values: Values
  readonly readings: readonly ColumnReading[]
}

const testOf = (domain: DomainName, field: string, values: Values, { tests }: BlockSettings): TestDefinition | null => {
  const test = values['test']
  const own = fieldQuantities[domain]?.[field]
  if (own !== undefined || test?.kind !== 'code') return own ?? null
  return Object.hasOwn(tests, test.code) ? (tests[test.code] ?? null) : null
}

// Quantities are read last: what they are a quantity of stands in another field.
const inOrder = (plans: readonly FieldPlan[]): readonly FieldPlan[] => {
  const last = (plan: FieldPlan): boolean => plan.kind === 'column' && plan.rule.kind === 'quantity'
  return [...plans.filter(plan => !last(plan)), ...plans.filter(last)]
}

const readFields = (
  record: DoorRecord,
  domain: DomainName,
  plans: readonly FieldPlan[],
  settings: BlockSettings,
): ReadFields => {
  const values: Values = {}
  const readings: ColumnReading[] = []
  for (const plan of plans) {
    if (plan.kind === 'constant') {
      values[plan.field] = plan.value
      continue
    }
    const { rule } = plan
    const reading = readField(rule, record.cells[rule.column], {
      unit: rule.unit.kind === 'column' ? record.cells[rule.unit.column] : undefined,
      test: rule.kind === 'quantity' ? testOf(domain, rule.field, values, settings) : null,
      mark: rule.kind === 'code' || rule.kind === 'text' ? null : settings.markOf(rule),
      dataDate: settings.dataDate,
    })
    values[rule.field] = reading.value
    readings.push({ rule, reading })
  }
  return { values, readings }
}

// 'Unknown' is an answer: a history that nobody could tell must not look like one without the finding.
const told = ({ reading }: { readonly reading: FieldReading }): boolean =>
  reading.value.kind !== 'missing' || reading.value.reason === 'held' || reading.value.reason === 'unknown'

/** Domains in which a day says something by itself: the subject was seen. */
const dayTells = (domain: DomainName): boolean => domain === 'contact'

/**
 * Whether a record says anything for a block: a value besides its constants, or a day where the block has nothing
 * else.
 */
const saysAnything = (domain: DomainName, readings: ReadFields['readings']): boolean => {
  if (readings.length === 0) return true
  const besideDays = dayTells(domain) ? [] : readings.filter(({ rule }) => rule.kind !== 'date')
  return (besideDays.length > 0 ? besideDays : readings).some(told)
}

const logReadings = (record: DoorRecord, { readings }: ReadFields, log: SiteLog): void => {
  for (const { rule, reading } of readings) {
    if (reading.note !== null) log.note(record.file, rule.column, reading.note)
    if (reading.trouble === null) continue
    log.report(record, rule.column, reading.trouble)
    if (reading.trouble.kind === 'unlisted-code') {
      log.propose(record.file, rule.column, rule.field, receivedText(record.cells[rule.column]))
    }
  }
}

const overlaid = (shared: readonly FieldPlan[], own: readonly FieldPlan[]): readonly FieldPlan[] => {
  const field = (plan: FieldPlan): string => (plan.kind === 'constant' ? plan.field : plan.rule.field)
  const fields = new Set(own.map(field))
  return inOrder([...shared.filter(plan => !fields.has(field(plan))), ...own])
}

const daysAlone = ({ readings }: ReadFields): boolean =>
  readings.some(({ rule, reading }) => rule.kind === 'date' && reading.value.kind !== 'missing')

/**
 * Makes the shared-schema rows of one block from the records of its file; a record that says nothing for the block
 * makes none.
 */
export const harmonizeBlock = (
  plan: BlockPlan,
  { exportId, records }: DoorExport,
  settings: BlockSettings,
): readonly SharedRow[] => {
  const rows: SharedRow[] = []
  const perRow = plan.rows.map(own => overlaid(plan.shared, own))
  for (const record of records) {
    if (!meets(record.cells, plan.when)) continue
    const source = { site: settings.site, exportId, file: record.file, sheet: record.sheet, row: record.row }
    for (const plans of perRow) {
      const read = readFields(record, plan.domain, plans, settings)
      if (!isSingle(plan.domain) && !saysAnything(plan.domain, read.readings)) {
        if (perRow.length === 1 && daysAlone(read)) {
          settings.log.note(record.file, null, `a day of ${plan.domain} without any value beside it made no row`)
        }
        continue
      }
      logReadings(record, read, settings.log)
      rows.push({ domain: plan.domain, subjectKey: record.subjectKey, source, values: read.values })
    }
  }
  return rows
}
