import { mcNemar } from '../statistics/tables/mc-nemar.js'
import { attempt } from './attempt.js'
import { type Making, makeResult, noteTexts, notEstimable } from './make-result.js'
import type { Result } from './result.js'
import type { SampleRow } from './sample.js'

/** McNemar's test over matched pairs of one control each: only pairs whose two subjects differ tell anything. */
export function testPairs(
  key: string,
  rows: readonly SampleRow[],
  holds: (row: SampleRow) => boolean,
  making: Omit<Making, 'method'>,
): Result {
  const described: Making = {
    ...making,
    method: 'McNemar chi-square',
    settings: { ...making.settings, continuity: true },
  }
  const pairs = completePairs(rows)
  if (pairs === null) return notEstimable(key, 'McNemar needs one control to each treated subject', described)
  if (pairs.length === 0) return notEstimable(key, 'no matched pair', described)
  const table = [true, false].map(treated =>
    [true, false].map(
      control => pairs.filter(pair => holds(pair.treated) === treated && holds(pair.control) === control).length,
    ),
  )
  const tried = attempt(() => mcNemar(table))
  if (!tried.estimable) return notEstimable(key, tried.reason, described)
  const { p, discordant, notes } = tried.estimate
  return makeResult(key, p, { ...described, n: pairs.length, events: discordant, notes: noteTexts(notes) })
}

interface Pair {
  readonly treated: SampleRow
  readonly control: SampleRow
}

/** Pairs of which both are counted; null when a treated subject has several controls. */
function completePairs(rows: readonly SampleRow[]): readonly Pair[] | null {
  const byPair = new Map<number, { treated: SampleRow[]; control: SampleRow[] }>()
  for (const row of rows) {
    if (row.pair === null) continue
    const pair = byPair.get(row.pair) ?? { treated: [], control: [] }
    pair[row.treated ? 'treated' : 'control'].push(row)
    byPair.set(row.pair, pair)
  }
  const sets = [...byPair.values()]
  if (sets.some(({ control }) => control.length > 1)) return null
  return sets.flatMap(({ treated: [treated], control: [control] }) =>
    treated && control ? [{ treated, control }] : [],
  )
}
