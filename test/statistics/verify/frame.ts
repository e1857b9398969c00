import type { Analysis, Fixture } from './fixture.js'
import { list, numeric } from './ledger.js'

/**
 * The rows of a data set that an analysis uses (0-based), with their pair numbers when the analysis is of a matched
 * set.
 */
export interface Frame {
  readonly fixture: Fixture
  readonly rows: readonly number[]
  readonly pair: readonly number[] | null
}

/** The rows that an analysis starts from: all, those of a matched set, or those with a known value. */
export const frameOf = (fixture: Fixture, analysis: Analysis): Frame => {
  const named = analysis.spec['rows'] !== undefined ? analysis : matchedSetOf(fixture, analysis)
  if (named !== null) {
    const rows = list(named.spec['rows']).map(row => numeric(row) - 1)
    const pair = named.spec['pair'] === undefined ? null : list(named.spec['pair']).map(numeric)
    return { fixture, rows, pair }
  }
  return { fixture, rows: Array.from({ length: fixture.rows }, (_, i) => i), pair: null }
}

const matchedSetOf = (fixture: Fixture, analysis: Analysis): Analysis | null => {
  const match = /^(?:km|reverse-km|logrank)-matched-(?:pairstrata-)?(.+)$/.exec(analysis.id)
  if (match === null) return null
  return fixture.analyses.find(({ id }) => id === `cox-efron-matched-cluster-${match[1]}`) ?? null
}

/** A column as text over the frame's rows; computed columns (`ecog01`, `pair`, `.row`) included. */
export const textColumn = (frame: Frame, name: string): readonly (string | null)[] => {
  if (name === 'pair' && frame.pair !== null) return frame.pair.map(String)
  if (name === '.row') return frame.rows.map(row => String(row + 1))
  if (name === 'ecog01' && !frame.fixture.columns.has(name)) {
    return textColumn(frame, 'ph.ecog').map(value => (value === null ? null : Number(value) <= 1 ? '0-1' : '2-3'))
  }
  const column = frame.fixture.columns.get(name)
  if (column === undefined) throw new Error(`no column ${name}`)
  return frame.rows.map(row => column[row] ?? null)
}

/** A column as numbers over the frame's rows; empty cells are NaN, R's TRUE and FALSE 1 and 0. */
export const numberColumn = (frame: Frame, name: string): Float64Array =>
  Float64Array.from(textColumn(frame, name), value =>
    value === null ? NaN : value === 'TRUE' ? 1 : value === 'FALSE' ? 0 : Number(value),
  )

/** The levels of a column in R's order: a factor's own, else the distinct values, numbers ascending. */
export const levelsOf = (
  frame: Frame,
  name: string,
  text: readonly (string | null)[] = textColumn(frame, name),
): readonly string[] => {
  const own = frame.fixture.factors.get(name)
  if (own !== undefined) return own
  const distinct = [...new Set(text.filter(value => value !== null))]
  return distinct.every(value => !Number.isNaN(Number(value)))
    ? distinct.sort((a, b) => Number(a) - Number(b))
    : distinct.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/** Whether a column holds R's TRUE and FALSE: a model codes it by levels, a balance table takes it as 0 and 1. */
export const isLogical = (frame: Frame, name: string): boolean => {
  if (frame.fixture.factors.has(name)) return false
  const known = (frame.fixture.columns.get(name) ?? []).filter(value => value !== null)
  return known.length > 0 && known.every(value => value === 'TRUE' || value === 'FALSE')
}

/** Whether a column is a factor or holds text: then a model codes it by levels. */
export const isCategorical = (frame: Frame, name: string): boolean =>
  frame.fixture.factors.has(name) ||
  textColumn(frame, name).some(value => value !== null && Number.isNaN(Number(value)))

/** The frame without the rows in which any of the columns is empty. */
export const completeFrame = (frame: Frame, names: readonly string[]): Frame => {
  const columns = names.map(name => textColumn(frame, name))
  const kept = frame.rows.flatMap((_, i) => (columns.every(column => column[i] !== null) ? [i] : []))
  return {
    ...frame,
    rows: kept.map(i => frame.rows[i]!),
    pair: frame.pair === null ? null : kept.map(i => frame.pair?.[i] as number),
  }
}

/** Codes several columns as one, by their combinations in use, the first varying slowest; named as R joins strata. */
export const codeColumns = (
  frame: Frame,
  names: readonly string[],
): { readonly codes: Int32Array; readonly levels: readonly string[] } => {
  const parts = names.map(name => codeColumn(frame, name))
  const joined = frame.rows.map((_, i) => parts.reduce((code, own) => code * own.levels.length + own.codes[i]!, 0))
  const used = [...new Set(joined)].sort((a, b) => a - b)
  const first = used.map(code => joined.indexOf(code))
  return {
    codes: Int32Array.from(joined, code => used.indexOf(code)),
    levels: first.map(i => parts.map(own => own.levels[own.codes[i]!]!).join(', ')),
  }
}

/** Whether a balance table splits a column into levels. */
export const hasLevels = (frame: Frame, name: string): boolean => isCategorical(frame, name) && !isLogical(frame, name)

/** Codes a column by its levels in use: 0, 1, ... in R's order. */
export const codeColumn = (
  frame: Frame,
  name: string,
): { readonly codes: Int32Array; readonly levels: readonly string[] } => {
  const text = textColumn(frame, name)
  const levels = levelsOf(frame, name, text).filter(level => text.includes(level))
  return { codes: Int32Array.from(text, value => levels.indexOf(value ?? '')), levels }
}
