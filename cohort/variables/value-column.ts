import type { Told } from '../../words/told.js'
import { type Lineage, lineageWriter, type LineageWriter } from '../range/lineage.js'

/** What kind of value a variable has for a subject. */
export const valueKind = { unknown: 0, number: 1, text: 2, truth: 3, date: 4 } as const

/** One variable's values for all subjects of a range. */
export interface ValueColumn {
  /** By `valueKind`. */
  readonly kinds: Uint8Array
  /** The number, the code of the text, 1 for true, the number of the date; 0 where unknown. */
  readonly numbers: Float64Array
  readonly texts: readonly string[]
  /** Null where every number is exact. */
  readonly relations: Uint8Array | null
  /** Into `unitTexts`; null where every known value has the first of them. */
  readonly units: Int32Array | null
  readonly unitTexts: readonly (Told | null)[]
  /** Into `reasonTexts`, for unknown values; null where every value is known. */
  readonly reasons: Int32Array | null
  readonly reasonTexts: readonly Told[]
  /** The day of the row that decided it, or the day that it is; null where no subject has one, NaN where it has none. */
  readonly days: Float64Array | null
  readonly sources: Lineage
}

/** Writes one variable subject by subject; the places that each rests on go into `sources` first. */
export interface ValueWriter {
  readonly sources: LineageWriter
  readonly known: (kind: number, number: number, relation: number, unit: Told | null, day: number) => void
  readonly unknown: (because: Told) => void
  readonly finish: (texts?: readonly string[]) => ValueColumn
}

interface Interned<T> {
  readonly texts: T[]
  readonly codeOf: (text: T) => number
}

const interned = <T>(): Interned<T> => {
  const codes = new Map<T, number>()
  const texts: T[] = []
  let last: { readonly text: T; readonly code: number } | null = null
  const codeOf = (text: T): number => {
    if (last !== null && last.text === text) return last.code
    const code = codes.get(text) ?? texts.push(text) - 1
    codes.set(text, code)
    last = { text, code }
    return code
  }
  return { texts, codeOf }
}

/** Starts a variable's column. */
export const valueWriter = ({ count, ranks }: { readonly count: number; readonly ranks: Int32Array }): ValueWriter => {
  const kinds = new Uint8Array(count)
  const numbers = new Float64Array(count)
  const units = interned<Told | null>()
  const reasons = interned<Told>()
  const sources = lineageWriter(count, ranks)
  let relationCodes: Uint8Array | null = null
  let unitCodes: Int32Array | null = null
  let reasonCodes: Int32Array | null = null
  let days: Float64Array | null = null
  let subject = 0
  return {
    sources,
    known: (kind, number, relation, unit, day) => {
      kinds[subject] = kind
      numbers[subject] = number
      if (relation !== 0) {
        relationCodes ??= new Uint8Array(count)
        relationCodes[subject] = relation
      }
      const code = units.codeOf(unit)
      if (code !== 0) {
        unitCodes ??= new Int32Array(count)
        unitCodes[subject] = code
      }
      if (!Number.isNaN(day)) {
        days ??= new Float64Array(count).fill(Number.NaN)
        days[subject] = day
      }
      sources.next()
      subject += 1
    },
    unknown: because => {
      reasonCodes ??= new Int32Array(count)
      reasonCodes[subject] = reasons.codeOf(because)
      sources.next()
      subject += 1
    },
    finish: (texts = []) => ({
      kinds,
      numbers,
      texts,
      relations: relationCodes,
      units: unitCodes,
      unitTexts: units.texts,
      reasons: reasonCodes,
      reasonTexts: reasons.texts,
      days,
      sources: sources.finish(),
    }),
  }
}

/** Columns of codes, whatever their width. */
type Codes<Names extends 'kinds' | 'reasons' | 'units'> = {
  readonly [Name in Names]: ArrayLike<number> | Extract<ValueColumn[Name], null>
}

/** Why a subject's value is not known; null where it is. */
export const reasonAt = (
  { kinds, reasons, reasonTexts }: Codes<'kinds' | 'reasons'> & Pick<ValueColumn, 'reasonTexts'>,
  subject: number,
): Told | null => (kinds[subject] === valueKind.unknown && reasons !== null ? reasonTexts[reasons[subject]!]! : null)

/** The unit of a subject's value; null where it has none or is not known. */
export const unitAt = (
  { kinds, units, unitTexts }: Codes<'kinds' | 'units'> & Pick<ValueColumn, 'unitTexts'>,
  subject: number,
): Told | null =>
  kinds[subject] === valueKind.unknown ? null : (unitTexts[units === null ? 0 : units[subject]!] ?? null)

/** The relation code of a subject's value. */
export const relationAt = ({ relations }: ValueColumn, subject: number): number =>
  relations === null ? 0 : relations[subject]!

/** The day that a subject's value stands for; NaN where it stands for none. */
export const dayAt = ({ days }: ValueColumn, subject: number): number => (days === null ? Number.NaN : days[subject]!)
