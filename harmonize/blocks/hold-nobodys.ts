import type { NeverHad } from '../../protocol/facts/nobody-had.js'
import { told } from '../../words/told.js'
import { codesFor } from '../codes.js'
import { tableRow } from '../columns/table-rows.js'
import type { Trouble } from '../read/field-reading.js'
import type { ReadColumn } from '../read/read-column.js'
import type { SharedValue } from '../shared-row.js'
import type { BlockField, BlockRows } from './block-rows.js'
import type { RecordPlace, SiteLog } from './site-log.js'

/** What is said of a row that has what nobody of its site had. */
export const saidOfNobody: Trouble = {
  kind: 'nobody-had',
  effect: 'value held',
  message: told`nobody had this, says the mapping under 'nobody', and here somebody did: ask which of the two holds, and mend the mapping if it is this row`,
}

/** The field of a row that is held where it has all that an entry names: the first that a column fills. */
export const fieldOfNobody = (
  { domain, codes }: NeverHad,
  of: string,
  columns: readonly Pick<ReadColumn, 'rule'>[],
): string | undefined =>
  domain === of ? Object.keys(codes).find(field => columns.some(({ rule }) => rule.field === field)) : undefined

const heldValue: SharedValue = { kind: 'missing', reason: 'held' }

/** By row whether it has one of an entry's codes in each of its fields; null where no row can have. */
const rowsWith = ({ codes }: NeverHad, { fields, source, made }: BlockRows): Uint8Array | null => {
  const asked = Object.entries(codes).map(([name, own]) => {
    const field = fields.find(one => one.field === name)
    const flags = field?.values.map(value => Number(value?.kind === 'code' && own.includes(value.code)))
    return { codes: field?.codes ?? null, flags: flags ?? [] }
  })
  if (asked.some(({ flags }) => !flags.includes(1))) return null
  const marks = made?.slice() ?? new Uint8Array(source.count).fill(1)
  for (const { codes: ofRows, flags } of asked)
    for (let row = 0; row < marks.length; row += 1) marks[row]! &= flags[ofRows === null ? 0 : ofRows[row]!]!
  return marks
}

const heldIn = ({ field, codes, values }: BlockField, marks: Uint8Array): BlockField => {
  const held = codesFor(values.length + 1, marks.length)
  if (codes !== null) held.set(codes)
  for (let row = 0; row < marks.length; row += 1) if (marks[row] === 1) held[row] = values.length
  return { field, codes: held, values: [...values, heldValue] }
}

/** Holds what nobody of the site had, where rows of a block have it, and tells each of them. */
export const holdNobodys = (
  nobody: readonly NeverHad[],
  rows: BlockRows,
  columns: readonly ReadColumn[],
  { placeOf, log }: { readonly placeOf: (row: number) => RecordPlace; readonly log: SiteLog },
): BlockRows =>
  nobody.reduce((block, entry) => {
    const name = fieldOfNobody(entry, block.domain, columns)
    const marks = name === undefined ? null : rowsWith(entry, block)
    if (marks?.includes(1) !== true) return block
    const shown = columns.find(({ rule }) => rule.field === name)!.rule.shown
    marks.forEach((mark, row) => {
      if (mark === 1) log.report(placeOf(tableRow(block.source.at, row)), shown, saidOfNobody)
    })
    return { ...block, fields: block.fields.map(field => (field.field === name ? heldIn(field, marks) : field)) }
  }, rows)
