import { labelText } from '../../protocol/language/ids.js'
import type { Published, PublishedValue } from '../../protocol/language/published.js'
import { auditPublished, type Contradiction } from './audit-published.js'
import { type Printed, parsePrinted, roundsTo } from './printed-number.js'
import type { PublishedComparison } from './published.js'
import type { Result } from '../results/result.js'
import { sayNotReached } from '../results/result-note.js'

/**
 * Sets each printed number beside the computed one. Equal is reached; what rounds to the printed decimals is within
 * rounding; the rest is off by so much. What rests on a statement that contradicts itself is called so in any case.
 */
export const comparePublished = (published: Published, results: readonly Result[]): readonly PublishedComparison[] => {
  const byKey = new Map(results.map(result => [result.key, result]))
  const contradictions = auditPublished(published).filter(({ severity }) => severity === 'contradictory')
  return published.values.map(value =>
    compareValue(
      value,
      byKey.get(value.key),
      contradictions.filter(({ keys }) => keys.includes(value.key)),
    ),
  )
}

const compareValue = (
  value: PublishedValue,
  result: Result | undefined,
  contradictions: readonly Contradiction[],
): PublishedComparison => {
  const printed = parsePrinted(value.printed, value.decimals)
  const computed = typeof result?.value === 'number' ? result.value * value.times : (result?.value ?? null)
  const difference = typeof computed === 'number' && printed.kind === 'number' ? computed - printed.number : null
  const notes = [
    ...(value.note === undefined ? [] : [value.note]),
    ...contradictions.map(({ message }) => message),
    ...(computed === null && judge(printed, computed, result) !== 'reached'
      ? (result?.notes.map(({ text }) => text) ?? ['no such result in this run'])
      : []),
  ]
  return {
    key: value.key,
    label: value.label === undefined ? value.key : labelText(value.label),
    printed: value.printed,
    computed,
    difference,
    percent: value.times === 100 || result?.unit === '%',
    verdict: contradictions.length > 0 ? 'contradictory in the source' : judge(printed, computed, result),
    note: notes.length === 0 ? null : notes.join('; '),
  }
}

const judge = (
  printed: Printed,
  computed: number | string | null,
  result: Result | undefined,
): PublishedComparison['verdict'] => {
  if (result === undefined) return 'not computed'
  if (computed === null)
    return printed.kind === 'not reached' && sayNotReached(result.notes) ? 'reached' : 'not computed'
  if (printed.kind === 'not reached') return 'off'
  if (printed.kind === 'text') return String(computed) === printed.text ? 'reached' : 'off'
  if (typeof computed === 'string') return 'off'
  if (printed.kind === 'bound')
    return (printed.relation === '<' ? computed < printed.number : computed > printed.number) ? 'reached' : 'off'
  // A rate times 100 is a hair off the percentage that it is.
  if (Math.abs(computed - printed.number) <= 1e-12 * Math.abs(printed.number)) return 'reached'
  return roundsTo(computed, printed) ? 'within rounding' : 'off'
}
