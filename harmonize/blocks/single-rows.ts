import { type BlockRows, valueAt } from './block-rows.js'
import { type DuplicateSettings, leftRows, rowText } from './duplicate-rows.js'
import { orderBySubject } from '../columns/subject-order.js'
import { tableRow } from '../columns/table-rows.js'
import { compareGroups, compareMade, type RowOfBlock } from './row-order.js'
import type { SharedValue } from '../shared-row.js'
import type { RowFate } from '../../words/row-fates.js'
import { type Told, told, toldAll, toldId } from '../../words/told.js'
import { fileMark } from '../../words/file-marks.js'
import { numberAt } from '../row-runs.js'

const isKnown = (value: SharedValue | undefined): boolean => value !== undefined && value.kind !== 'missing'

const knowsAnything = ({ rows, row }: RowOfBlock): boolean => rows.fields.some(field => isKnown(valueAt(field, row)))

const knownTexts = (group: readonly RowOfBlock[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const known = new Map<string, Set<string>>()
  for (const { rows, row } of group) {
    for (const field of rows.fields) {
      const value = valueAt(field, row)
      if (value === undefined || value.kind === 'missing') continue
      const text = JSON.stringify({ ...value, received: '', receivedUnit: '' })
      known.set(field.field, (known.get(field.field) ?? new Set()).add(text))
    }
  }
  return known
}

/** The blocks of files, one after another, with the rows of subjects that have several, subject by subject. */
interface SeveralRows {
  readonly blocks: readonly Pick<RowOfBlock, 'rows' | 'file'>[]
  readonly of: Uint16Array
  readonly rows: Int32Array
  readonly subjects: Int32Array
  /** The rows in the order of their subjects. */
  readonly order: Int32Array
}

const eachMade = (rows: BlockRows, take: (row: number, subject: number) => void): void => {
  const { at, table, count } = rows.source
  for (let row = 0; row < count; row += 1)
    if (rows.made?.[row] !== 0) take(row, numberAt(table.subjects, tableRow(at, row)))
}

const severalRows = (files: readonly (readonly BlockRows[])[], subjects: number): SeveralRows | null => {
  const blocks = files.flatMap((own, file) => own.map(rows => ({ rows, file })))
  const counts = new Int32Array(subjects)
  for (const { rows } of blocks) eachMade(rows, (_row, subject) => (counts[subject]! += 1))
  const several = counts.reduce((sum, count) => sum + (count > 1 ? count : 0), 0)
  if (several === 0) return null
  const found = { of: new Uint16Array(several), rows: new Int32Array(several), subjects: new Int32Array(several) }
  let next = 0
  blocks.forEach(({ rows }, block) => {
    eachMade(rows, (row, subject) => {
      if (counts[subject]! < 2) return
      found.of[next] = block
      found.rows[next] = row
      found.subjects[next] = subject
      next += 1
    })
  })
  return { blocks, ...found, order: orderBySubject(found.subjects, several, subjects).order }
}

type KnowsAnything = (at: number) => boolean

const knowing = ({ blocks, of, rows }: SeveralRows): KnowsAnything => {
  const known = blocks.map(block =>
    block.rows.fields.map(({ codes, values }) => ({
      codes,
      flags: Uint8Array.from(values, value => Number(isKnown(value))),
    })),
  )
  return at => known[of[at]!]!.some(({ codes, flags }) => flags[codes === null ? 0 : codes[rows[at]!]!] === 1)
}

const haveEqualCells = ({ blocks, of, rows }: SeveralRows, one: number, other: number): boolean =>
  of[one] === of[other] &&
  blocks[of[one]!]!.rows.fields.every(({ codes }) => codes === null || codes[rows[one]!] === codes[rows[other]!])

/** Of a subject's rows the one that stays: where all that know anything have equal cells the first of these; else none is known to. */
const stayingRow = (
  several: SeveralRows,
  knows: KnowsAnything,
  [start, end]: readonly [start: number, end: number],
): number | null => {
  const { order } = several
  let first: number | null = null
  for (let place = start; place < end; place += 1) {
    const at = order[place]!
    if (!knows(at)) continue
    if (first !== null && !haveEqualCells(several, first, at)) return null
    first ??= at
  }
  return first
}

/** The rows of each subject that has several that differ in their cells; of all others one stays. */
const differingRows = (
  files: readonly (readonly BlockRows[])[],
  subjects: number,
  leave: (row: RowOfBlock) => void,
): readonly (readonly RowOfBlock[])[] => {
  const several = severalRows(files, subjects)
  if (several === null) return []
  const { blocks, of, rows, order } = several
  const knows = knowing(several)
  const groups: RowOfBlock[][] = []
  for (let start = 0, end = 0; start < order.length; start = end) {
    const subject = several.subjects[order[start]!]
    while (end < order.length && several.subjects[order[end]!] === subject) end += 1
    const stays = stayingRow(several, knows, [start, end])
    if (stays === null) {
      const own = Array.from(order.subarray(start, end), at => ({ ...blocks[of[at]!]!, row: rows[at]! }))
      groups.push(own.sort(compareMade))
      continue
    }
    for (let place = start; place < end; place += 1) {
      const at = order[place]!
      if (at !== stays) leave({ ...blocks[of[at]!]!, row: rows[at]! })
    }
  }
  return groups.sort(compareGroups)
}

/**
 * Rows of a domain that has one row per subject, file by file: equal ones are one, and where they contradict each other the
 * subject is held.
 */
export const resolveSingles = (
  files: readonly (readonly BlockRows[])[],
  hold: (subject: number, reason: Told) => void,
  { subjects, placeOf, meet, log }: DuplicateSettings,
): readonly (readonly BlockRows[])[] => {
  const { leave, without } = leftRows()
  const leaveAs = (fate: RowFate) => (row: RowOfBlock) => {
    leave(row.rows, row.row)
    meet(row, fate)
  }
  const [repeats, differs] = [leaveAs('repeated'), leaveAs('duplicate-differs')]
  for (const group of differingRows(files, subjects, repeats)) {
    const fields = [...knownTexts(group)].filter(([, texts]) => texts.size > 1).map(([field]) => toldId(field))
    if (fields.length > 0) {
      holdDiffering(group, fields, { hold, placeOf, log })
      for (const row of group) differs(row)
      continue
    }
    // Where one row knows something, rows that know nothing add nothing, wherever they stand.
    const informed = group.some(knowsAnything)
    const seen = new Set<string>()
    for (const row of group) {
      const text = rowText(row)
      if (seen.has(text) || (informed && !knowsAnything(row))) repeats(row)
      seen.add(text)
    }
  }
  return files.map(without)
}

const holdDiffering = (
  group: readonly RowOfBlock[],
  fields: readonly Told[],
  {
    hold,
    placeOf,
    log,
  }: Pick<DuplicateSettings, 'placeOf' | 'log'> & { readonly hold: (subject: number, reason: Told) => void },
): void => {
  const differing = toldAll(fields)
  const placed = group.map(({ rows: { source }, row }) => ({ table: source.table, at: tableRow(source.at, row) }))
  const some = placed.slice(0, 4)
  const places = toldAll(some.map(({ table, at }) => told`${table.file} row ${table.rows.at(at)!}`))
  const marked = toldAll(some.map(({ table, at }) => told`${fileMark(table.fileId)} row ${table.rows.at(at)!}`))
  const [first] = placed
  if (first !== undefined) hold(numberAt(first.table.subjects, first.at), told`${marked} differ in ${differing}`)
  for (const row of group) {
    log.report(placeOf(row), null, {
      kind: 'duplicate-differs',
      effect: 'record held',
      message: told`rows of one subject differ in ${differing} (${places}); the subject is held`,
    })
  }
}
