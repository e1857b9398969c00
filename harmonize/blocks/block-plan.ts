import {
  type DomainName,
  domainNames,
  domains,
  type FieldKind,
  fieldsOf,
  wideFieldOf,
} from '../../protocol/schema/domains.js'
import { blocksOf } from '../../protocol/facts/mapping-blocks.js'
import type { FieldMapping } from '../../protocol/language/mapping/field-mapping.js'
import type { MappingBlock } from '../../protocol/language/mapping/block.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { WideColumn } from '../../protocol/language/mapping/wide-column.js'
import {
  columnRule,
  type ColumnRule,
  type ColumnWriting,
  type FileWriting,
  type ZoneRule,
} from '../read/column-rule.js'
import { dateFormat } from '../read/day-by-format.js'
import { missingWords, type WordList, wordsAlone } from '../read/received-words.js'
import { localClock } from '../read/zoned-day.js'
import { toldLiteral } from '../../words/told.js'
import type { SharedValue } from '../shared-row.js'

/** How one field of a row is filled: by a constant or from a column. */
export type FieldPlan =
  | { readonly kind: 'constant'; readonly field: string; readonly value: SharedValue }
  | { readonly kind: 'column'; readonly field: string; readonly rule: ColumnRule }

/** A condition on a received cell: its text is, or is not, among the words, which are found as listed codes are. */
export interface WhenPlan {
  readonly column: string
  readonly words: WordList<true>
  readonly among: boolean
  /** The words for missing of the file. */
  readonly missing: WordList<unknown>
}

/**
 * One block of a mapping made ready for reading: where it reads, when, and the field plans of each row that a record
 * makes.
 */
export interface BlockPlan {
  readonly domain: DomainName
  readonly fileId: string
  readonly when: readonly WhenPlan[]
  readonly shared: readonly FieldPlan[]
  /** One list a wide column; a single empty list where the block is not wide. */
  readonly rows: readonly (readonly FieldPlan[])[]
}

const constantDay = (constant: string | number): SharedValue => {
  if (typeof constant === 'number') {
    return { kind: 'day', date: null, offset: constant, time: null, precision: 'day', imputed: false, received: '' }
  }
  const date = dateFormat('YYYY-MM-DD')(constant, undefined)?.date ?? null
  if (date === null) return { kind: 'missing', reason: 'unknown' }
  return { kind: 'day', date, offset: null, time: null, precision: 'day', imputed: false, received: '' }
}

const constantValue = (kind: FieldKind, constant: string | number): SharedValue => {
  if (kind === 'date') return constantDay(constant)
  if (kind === 'code' || kind === 'text' || typeof constant === 'string') {
    return { kind: 'code', code: String(constant), received: '' }
  }
  if (kind === 'number') return { kind: 'number', number: constant, received: '' }
  return { kind: 'quantity', number: constant, relation: '=', unit: null, received: '', receivedUnit: null }
}

const whenPlans = (when: MappingBlock['when'], missing: WordList<unknown>): readonly WhenPlan[] =>
  Object.entries(when ?? {}).map(([column, condition]) => {
    const words = 'not' in condition ? condition.not : condition
    return { column, words: wordsAlone(words), among: !('not' in condition), missing }
  })

const columnWriting = (mapping: Exclude<FieldMapping, { constant: unknown }>): ColumnWriting =>
  typeof mapping === 'string' ? { column: mapping } : mapping

const fieldPlan = (field: string, kind: FieldKind, mapping: FieldMapping, file: FileWriting): FieldPlan =>
  typeof mapping === 'object' && 'constant' in mapping
    ? { kind: 'constant', field, value: constantValue(kind, mapping.constant) }
    : { kind: 'column', field, rule: columnRule(field, kind, columnWriting(mapping), file) }

const isConstant = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'

const isColumn = (value: unknown): value is ColumnWriting =>
  typeof value === 'object' && value !== null && 'column' in value

const wideRow = (domain: DomainName, column: string, own: WideColumn, file: FileWriting): readonly FieldPlan[] => {
  const wideField = wideFieldOf(domain)
  if (wideField === null) return []
  const kinds = fieldsOf(domain)
  const beside = Object.entries(kinds).flatMap(([field, kind]): readonly FieldPlan[] => {
    const written = own[field]
    if (field === wideField || written === undefined) return []
    if (isConstant(written)) return [{ kind: 'constant', field, value: constantValue(kind, written) }]
    return isColumn(written) ? [{ kind: 'column', field, rule: columnRule(field, kind, written, file) }] : []
  })
  const { codes, patterns, unit, factor, decimal } = own
  const written = { column, codes, patterns, unit, factor, decimal, missing: own.missing }
  const rule = columnRule(wideField, kinds[wideField] ?? 'code', written, file)
  return [...beside, { kind: 'column', field: wideField, rule }]
}

const zoneRule = ({ timeZone }: SiteMapping): ZoneRule | null =>
  timeZone === undefined ? null : { shown: toldLiteral(timeZone, [timeZone]), clock: localClock(timeZone) }

const blockPlan = (mapping: SiteMapping, domain: DomainName, block: MappingBlock): BlockPlan => {
  const file = { missing: [mapping.missing, mapping.files[block.from]?.missing], zone: zoneRule(mapping) }
  const kinds = fieldsOf(domain)
  return {
    domain,
    fileId: block.from,
    when: whenPlans(block.when, missingWords(...file.missing)),
    shared: Object.entries(block.fields).map(([field, written]) =>
      fieldPlan(field, kinds[field] ?? 'code', written, file),
    ),
    rows:
      block.wide === undefined
        ? [[]]
        : Object.entries(block.wide).map(([column, own]) => wideRow(domain, column, own, file)),
  }
}

/** All blocks of a site's mapping made ready for reading. */
export const blockPlans = (mapping: SiteMapping): readonly BlockPlan[] =>
  domainNames.flatMap(domain => blocksOf(mapping, domain).map(block => blockPlan(mapping, domain, block)))

/** Whether subjects have exactly one row in a domain. */
export const isSingle = (domain: DomainName): boolean => domains[domain].single
