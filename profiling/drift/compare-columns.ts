import type { ColumnProfile } from '../../protocol/language/profile-schema.js'
import { percentOf } from '../column-words.js'

/** What happened to a column between two exports. */
export const driftKinds = [
  'removed',
  'added',
  'renamed',
  'moved into identifiers',
  'retyped',
  're-coded',
  're-united',
  're-scaled',
  'emptied',
] as const

/** One kind of change of a column. */
export type DriftKind = (typeof driftKinds)[number]

/** A change of one column, with what it was and is. */
export interface ColumnDrift {
  readonly kind: DriftKind
  readonly what: string
}

const fewest = 5
const fewestForMiddles = 20

const formatsOf = ({ days }: ColumnProfile): string => {
  if (days === null) return 'no days'
  const written = days.formats.length > 0 ? days.formats.join(' or ') : (days.nearly?.format ?? '')
  return [written, days.typed > 0 ? 'typed days' : ''].filter(part => part !== '').join(' and ')
}

const sign = { '.': 'a point', ',': 'a comma' } as const

// Of an empty column, or of codes and texts that differ in their number alone, nothing is another.
const kindChanged = (before: ColumnProfile, after: ColumnProfile): boolean =>
  before.kind !== after.kind &&
  ![before, after].every(({ kind }) => kind === 'code' || kind === 'text' || kind === 'empty')

const fewCodes = ({ kind, distinct, absent, commonest }: ColumnProfile): boolean =>
  kind === 'code' && distinct - absent.length <= commonest.length

// Whole numbers of few kinds are codes in one export and numbers in the next.
const isNumeric = ({ numbers }: ColumnProfile): boolean => numbers !== null && numbers.share > 0.9

const retyped = (before: ColumnProfile, after: ColumnProfile): readonly ColumnDrift[] => {
  if (kindChanged(before, after) && !(isNumeric(before) && isNumeric(after)))
    return [
      {
        kind: 'retyped',
        what: `it held ${before.kind === 'empty' ? 'nothing' : `${before.kind}s`}, and holds ${after.kind}s`,
      },
    ]
  if (before.days !== null && after.days !== null && formatsOf(before) !== formatsOf(after))
    return [{ kind: 'retyped', what: `days were written ${formatsOf(before)}, and are ${formatsOf(after)}` }]
  const [was, is] = [before.numbers?.decimal ?? null, after.numbers?.decimal ?? null]
  if (was !== null && is !== null && was !== is)
    return [{ kind: 'retyped', what: `decimals stood behind ${sign[was]}, and stand behind ${sign[is]}` }]
  const [shape, other] = [before.shapes[0]?.shape, after.shapes[0]?.shape]
  return before.kind === 'identifier' &&
    after.kind === 'identifier' &&
    shape !== undefined &&
    other !== undefined &&
    shape !== other
    ? [{ kind: 'retyped', what: `most ids had the shape ${shape}, and have the shape ${other}` }]
    : []
}

const told = (texts: readonly string[]): string =>
  texts
    .slice(0, 6)
    .map(text => `'${text}'`)
    .join(', ')

const recoded = (before: ColumnProfile, after: ColumnProfile): readonly ColumnDrift[] => {
  if (!fewCodes(before) || !fewCodes(after)) return []
  const old = new Set(before.commonest.map(({ text }) => text))
  const added = after.commonest.filter(({ text }) => !old.has(text))
  const rows = added.reduce((sum, { count }) => sum + count, 0)
  // A word that few rows have may be a rare one that came late.
  if (rows * 5 < after.filled) return []
  const gone = before.commonest
    .filter(({ text }) => !after.commonest.some(one => one.text === text))
    .map(({ text }) => text)
  const what = `${told(added.map(({ text }) => text))} on ${percentOf(rows, after.filled)} of its rows`
  return [{ kind: 're-coded', what: gone.length === 0 ? `new words ${what}` : `${told(gone)} became ${what}` }]
}

const reunited = (before: ColumnProfile, after: ColumnProfile): readonly ColumnDrift[] =>
  before.unit !== after.unit && after.unit !== null
    ? [
        {
          kind: 're-united',
          what:
            before.unit === null
              ? `its header names the unit ${after.unit}`
              : `its header named ${before.unit}, and names ${after.unit}`,
        },
      ]
    : []

const factorText = (factor: number): string => {
  const shown = factor >= 1 ? factor : 1 / factor
  const written = String(Number(shown.toPrecision(3)))
  return factor >= 1 ? `${written} times as large` : `${written} times as small`
}

const rescaled = (before: ColumnProfile, after: ColumnProfile): readonly ColumnDrift[] => {
  const [was, is] = [before.numbers, after.numbers]
  if (was?.middle == null || is?.middle == null || was.middle <= 0 || is.middle <= 0) return []
  if (before.kind !== 'number' || after.kind !== 'number' || Math.min(before.filled, after.filled) < fewest) return []
  const factor = is.middle / was.middle
  const ends = [
    [was.lowest, is.lowest],
    [was.highest, is.highest],
  ] as const
  // A factor moves the ends as far as the middle; other subjects do not.
  const agree = ends.every(([one, other]) => {
    const ratio = one !== null && other !== null && one > 0 && other > 0 ? other / one / factor : Number.NaN
    return ratio > 0.75 && ratio < 1.33
  })
  const isFar = Math.abs(Math.log(factor)) > Math.log(5) && Math.min(before.filled, after.filled) >= fewestForMiddles
  const isScaled = (agree && Math.abs(Math.log(factor)) > Math.log(1.6)) || isFar
  const what = `its middle was ${String(was.middle)}, and is ${String(is.middle)}: ${factorText(factor)}`
  return isScaled ? [{ kind: 're-scaled', what }] : []
}

/** What changed in a column that both exports have; `rows` are those of its table then and now. */
export const compareColumns = (
  before: ColumnProfile,
  after: ColumnProfile,
  rows: readonly [number, number],
): readonly ColumnDrift[] => {
  if (before.filled > 0 && after.filled === 0)
    return [{ kind: 'emptied', what: `${percentOf(before.filled, rows[0])} of its cells were filled, and none is` }]
  if (before.filled === 0) return []
  if ((before.identifies === null) !== (after.identifies === null) && after.identifies !== null)
    return [{ kind: 'moved into identifiers', what: after.identifies }]
  const changed = [...retyped(before, after), ...recoded(before, after), ...reunited(before, after)]
  // Points and commas that changed places make other numbers of the same texts.
  return changed.some(({ kind }) => kind === 'retyped') ? changed : [...changed, ...rescaled(before, after)]
}
