import type { DomainName } from '../../../protocol/schema/domains.js'
import type { TestDefinition } from '../../../protocol/schema/laboratory-tests.js'
import { askUnits } from './ask-units.js'
import { type BlockPlan, type FieldPlan, isSingle } from '../../../harmonize/blocks/block-plan.js'
import { meets } from './meets.js'
import { columnFinding, type ColumnJudge } from '../../../harmonize/columns/column-finding.js'
import type { ColumnRule } from '../../../harmonize/read/column-rule.js'
import { isAbove } from '../../../harmonize/columns/column-share.js'
import { columnTallies, type Covers } from './column-tallies.js'
import type { DoorRecord } from '../../support/door-record.js'
import type { FieldReading } from '../../../harmonize/read/field-reading.js'
import type { FileFinding } from '../../../harmonize/columns/file-finding.js'
import type { DayOrder } from './judge-days.js'
import { judgeMarks } from '../../../harmonize/columns/judge-marks.js'
import type { DecimalMarks } from '../../../harmonize/read/parse-number.js'
import { plainCell } from '../../../harmonize/read/plain-text.js'
import {
  type ColumnReading,
  definitionOf,
  type DraftRow,
  type Judgements,
  quantitiesLast,
  readFirst,
  readLast,
  testOfDraft,
} from './read-record.js'
import type { SharedRow, SharedValue } from '../../../harmonize/shared-row.js'
import type { IsoDate } from '../../../protocol/schema/iso-date.js'
import type { SiteLog } from '../../../harmonize/blocks/site-log.js'
import { type Told, told, toldId, toldLiteral } from '../../../words/told.js'
import { contradictingFlags } from '../../../harmonize/read/read-flag.js'
import { type AbnormalFlag, joinFlags } from '../../../protocol/schema/abnormal-flags.js'
import { fieldOfNobody, saidOfNobody } from '../../../harmonize/blocks/hold-nobodys.js'
import type { NeverHad } from '../../../protocol/facts/nobody-had.js'
import { nearestWord } from '../../../harmonize/door/withheld-text.js'

/** One export's table as it is harmonized: its records after the door. */
export interface DoorExport {
  readonly fileId: string
  readonly file: Told
  readonly records: readonly DoorRecord[]
}

/** What the harmonization of a block needs besides its records. */
export interface BlockSettings {
  readonly site: string
  readonly tests: Readonly<Record<string, TestDefinition>>
  readonly dataDate: IsoDate | null
  readonly orderOf: (rule: ColumnRule) => DayOrder
  readonly judge: ColumnJudge
  readonly log: SiteLog
  /** Takes each record of which a block other than the subject's makes a row. */
  readonly made: Set<DoorRecord>
  readonly nobody: readonly NeverHad[]
}

// 'Unknown' is an answer: a history that nobody knew must not look like one without the finding.
const isAnswered = ({ reading }: { readonly reading: FieldReading }): boolean =>
  reading.value.kind !== 'missing' || reading.value.reason === 'held' || reading.value.reason === 'unknown'

/** Domains in which a day says something by itself: the subject was seen. */
const dayIsAnAnswer = (domain: DomainName): boolean => domain === 'contact'

/**
 * Whether a record says anything for a block: a value besides its constants, or a day where the block has nothing
 * else.
 */
const saysAnything = (domain: DomainName, readings: readonly ColumnReading[]): boolean => {
  if (readings.length === 0) return true
  const besideDays = dayIsAnAnswer(domain) ? [] : readings.filter(({ rule }) => rule.kind !== 'date')
  return (besideDays.length > 0 ? besideDays : readings).some(isAnswered)
}

const daysAlone = (readings: readonly ColumnReading[]): boolean =>
  readings.some(({ rule, reading }) => rule.kind === 'date' && reading.value.kind !== 'missing')

const overlaid = (shared: readonly FieldPlan[], own: readonly FieldPlan[]): readonly FieldPlan[] => {
  const fields = new Set(own.map(({ field }) => field))
  return [...shared.filter(({ field }) => !fields.has(field)), ...own]
}

const constantsOf = (plans: readonly FieldPlan[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    plans.flatMap(plan =>
      plan.kind === 'constant' && plan.value.kind === 'code' ? [[plan.field, plan.value.code]] : [],
    ),
  )

const judgements = (records: readonly DoorRecord[], { orderOf, dataDate }: BlockSettings): Judgements => {
  const marks = new Map<ColumnRule, DecimalMarks>()
  const marksOf = (rule: ColumnRule): DecimalMarks => {
    const before = marks.get(rule)
    if (before !== undefined) return before
    const judged = judgeMarks(
      rule,
      records.flatMap(({ cells }) => cells[rule.column] ?? []),
    )
    marks.set(rule, judged)
    return judged
  }
  return { marksOf, orderOf, dataDate }
}

const byTest = (drafts: readonly DraftRow[]): ReadonlyMap<string | null, readonly DraftRow[]> => {
  const groups = new Map<string | null, DraftRow[]>()
  for (const draft of drafts) {
    const test = testOfDraft(draft)
    const group = groups.get(test)
    if (group === undefined) groups.set(test, [draft])
    else group.push(draft)
  }
  return groups
}

// A column is judged a test at a time: what other tests look like says nothing of it.
const readQuantities = (
  drafts: readonly DraftRow[],
  rules: readonly ColumnRule[],
  { domain }: BlockPlan,
  { file }: DoorExport,
  { tests, judge, log }: BlockSettings,
): void => {
  if (rules.length === 0) return
  for (const [test, group] of byTest(drafts)) {
    for (const rule of rules) {
      const definition = definitionOf(domain, rule.field, test ?? '', tests)
      const marks = judgeMarks(
        rule,
        group.flatMap(({ record }) => record.cells[rule.column] ?? []),
      )
      const readings = group.map(draft => readLast(draft, rule, test, definition, marks))
      if (definition === null || test === null) continue
      const measured = { file, sheet: group[0]?.record.sheet ?? told`-`, rule, test, definition, readings }
      const isTooMany = (unusable: number, filled: number): boolean => isAbove(judge.share, { filled, unusable })
      for (const finding of askUnits(measured, isTooMany)) log.find(finding, test)
      for (const [index, draft] of group.entries()) {
        const value = readings[index]?.reading.value
        if (value !== undefined) draft.values[rule.field] = value
      }
    }
  }
}

const logReadings = ({ record, readings }: DraftRow, covered: Covers, log: SiteLog): void => {
  for (const read of readings) {
    const { rule, reading } = read
    if (reading.note !== null) log.note(record.file, rule.shown, reading.note)
    if (reading.trouble === null) continue
    // What a finding says of the column is not asked cell by cell: the mapping is probably to blame.
    if (reading.trouble.effect !== 'value held' || covered(read) === null) {
      log.report(record, rule.shown, reading.trouble)
    }
    if (reading.trouble.kind !== 'unlisted-code') continue
    const words = rule.codes?.words ?? []
    const nearest = nearestWord(plainCell(record.cells[rule.column]), words)
    log.propose({
      file: record.file,
      column: rule.shown,
      field: toldId(rule.field),
      nearest: nearest === null ? null : toldLiteral(nearest, words),
    })
  }
}

const heldValue: SharedValue = { kind: 'missing', reason: 'held' }

const withoutLeftOut = ({ values, readings }: DraftRow, covered: Covers): DraftRow['values'] => {
  const left = readings.filter(
    read => read.reading.value.kind !== 'missing' && covered(read)?.effect === 'column left out',
  )
  return left.length === 0
    ? values
    : { ...values, ...Object.fromEntries(left.map(({ rule: { field } }): [string, SharedValue] => [field, heldValue])) }
}

// What stands beside a result in its cell is its flag, unless a column of flags says another.
const withFlag = ({ record, readings }: DraftRow, values: DraftRow['values'], log: SiteLog): DraftRow['values'] => {
  const result = readings.find(({ rule }) => rule.field === 'result')
  const beside = result?.reading.flag
  if (result === undefined || beside === undefined || values['result']?.kind === 'missing') return values
  const own = values['flag']
  const written = { kind: 'code', code: beside.flag, received: beside.received } as const
  if (own?.kind === 'missing' && own.reason === 'held') return values
  if (own?.kind !== 'code') return { ...values, flag: written }
  const both = joinFlags(own.code as AbnormalFlag, beside.flag)
  if (both === own.code) return values
  if (both !== null) return { ...values, flag: { ...written, code: both } }
  if (contradictingFlags.trouble !== null) log.report(record, result.rule.shown, contradictingFlags.trouble)
  return { ...values, flag: heldValue }
}

const withoutNobodys = (
  entry: NeverHad,
  domain: DomainName,
  { record, readings }: DraftRow,
  values: DraftRow['values'],
  log: SiteLog,
): DraftRow['values'] => {
  const field = fieldOfNobody(entry, domain, readings)
  const column = readings.find(({ rule }) => rule.field === field)
  const isOne = Object.entries(entry.codes).every(([name, codes]) => {
    const value = values[name]
    return value?.kind === 'code' && codes.includes(value.code)
  })
  if (field === undefined || column === undefined || !isOne) return values
  log.report(record, column.rule.shown, saidOfNobody)
  return { ...values, [field]: heldValue }
}

/**
 * Makes the shared-schema rows of one block from the records of its file: its columns are judged, then their cells
 * read; a record that says nothing for the block makes no row.
 */
export const harmonizeBlock = (plan: BlockPlan, file: DoorExport, settings: BlockSettings): readonly SharedRow[] => {
  const { judge, log } = settings
  const taken = file.records.filter(({ cells }) => meets(cells, plan.when))
  const judged = judgements(taken, settings)
  const perRow = plan.rows.map(own => overlaid(plan.shared, own))
  const tallies = columnTallies(plan.domain, perRow.map(constantsOf))
  const drafts: (readonly DraftRow[])[] = perRow.map((plans, place) => {
    const { first, quantities } = quantitiesLast(plans)
    const rows = taken.map(record => readFirst(record, place, first, judged))
    readQuantities(rows, quantities, plan, file, settings)
    for (const row of rows) tallies.count(row)
    return rows
  })
  const covers = tallies.judged((tally): FileFinding | null => {
    const finding = columnFinding(file.file, taken[0]?.sheet ?? told`-`, tally, judge)
    if (finding !== null) log.find(finding, tally.test)
    return finding
  })
  const rows: { readonly draft: DraftRow; row: SharedRow }[] = []
  taken.forEach((record, index) => {
    const source = {
      site: settings.site,
      fileId: file.fileId,
      file: record.file,
      sheet: record.sheet,
      row: record.row,
    }
    for (const own of drafts) {
      const draft = own[index]
      if (draft === undefined) continue
      if (!isSingle(plan.domain) && !saysAnything(plan.domain, draft.readings)) {
        if (perRow.length === 1 && daysAlone(draft.readings)) {
          log.note(record.file, null, told`a day of ${plan.domain} without any value beside it made no row`)
        }
        continue
      }
      logReadings(draft, covers, log)
      if (!isSingle(plan.domain)) settings.made.add(record)
      const values = withFlag(draft, withoutLeftOut(draft, covers), log)
      rows.push({ draft, row: { domain: plan.domain, subjectKey: record.subjectKey, source, values } })
    }
  })
  // What contradicts the mapping is told column by column, when all cells have been.
  for (const place of drafts.keys()) {
    const own = rows.filter(({ draft }) => draft.place === place)
    for (const entry of settings.nobody)
      for (const one of own)
        one.row = { ...one.row, values: withoutNobodys(entry, plan.domain, one.draft, one.row.values, log) }
  }
  return rows.map(({ row }) => row)
}
