import { changedWords, type WordCounts } from '../../harmonize/acceptance/changed-words.js'
import type { ColumnFacts } from '../../harmonize/acceptance/column-facts.js'
import { factorInWords, scaleFactor, type Spread } from '../../harmonize/acceptance/scale-factor.js'
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

const formatsOf = ({ days }: ColumnProfile): string => {
  if (days === null) return 'no days'
  const written =
    days.formats.length > 0
      ? days.formats.join(' or ')
      : (days.together?.formats.toSorted().join(' and ') ?? days.nearly?.format ?? '')
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

const wordsOf = ({ commonest }: ColumnProfile): WordCounts => new Map(commonest.map(({ text, count }) => [text, count]))

const recoded = (before: ColumnProfile, after: ColumnProfile): readonly ColumnDrift[] => {
  if (!fewCodes(before) || !fewCodes(after)) return []
  const changed = changedWords(wordsOf(before), wordsOf(after))
  if (changed === null) return []
  const { came, rows, gone } = changed
  if (came.length === 0) return [{ kind: 're-coded', what: `${told(gone)} ${gone.length === 1 ? 'is' : 'are'} gone` }]
  const what = `${told(came)} on ${percentOf(rows, after.filled)} of its rows`
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

/** How the numbers of a column lie. */
export const spreadOf = ({ kind, numbers, filled, absent }: ColumnProfile): Spread | null => {
  if (numbers === null || kind !== 'number') return null
  const { share, lowest, quarter = null, middle, threeQuarters = null, highest } = numbers
  const rows = filled - absent.reduce((sum, { count }) => sum + count, 0)
  return { count: Math.round(share * rows), lowest, quarter, middle, threeQuarters, highest }
}

const rescaled = (before: ColumnProfile, after: ColumnProfile): readonly ColumnDrift[] => {
  const [was, is] = [spreadOf(before), spreadOf(after)]
  const factor = was === null || is === null ? null : scaleFactor(was, is)
  if (factor === null) return []
  const { times, what } = factorInWords(factor)
  const middles = `its middle was ${String(was?.middle)}, and is ${String(is?.middle)}`
  return [{ kind: 're-scaled', what: `${middles}: ${times} times as ${what}` }]
}

/** What a column holds as a whole, as far as its profile tells. */
export const factsOf = (column: ColumnProfile): ColumnFacts => ({
  kind: column.filled === 0 ? 'empty' : column.kind,
  words: column.kind === 'code' ? wordsOf(column) : null,
  spread: spreadOf(column),
  written: column.kind === 'day' ? formatsOf(column) : (column.shapes[0]?.shape ?? null),
})

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
