import type { MatchedPair } from '../analysis/result.js'
import type { Study } from '../protocol/study.js'
import { type HeadlineItem, headlineItems, shownItem } from './headline-items.js'
import type { ResultBook } from './result-book.js'
import { isNotReached, pPhrase } from './shown-numbers.js'

const level = 0.05

/** How many of the last report's pairs still stand: the same two subjects. */
export const pairsKept = (
  before: readonly MatchedPair[],
  now: readonly MatchedPair[],
): { readonly kept: number; readonly before: number } => {
  const standing = new Set(now.map(pairOf))
  return { kept: before.filter(pair => standing.has(pairOf(pair))).length, before: before.length }
}

/** What of the headline numbers reads otherwise than in the last report: significance, direction, not reached. */
export const nowAndBefore = (study: Study, before: ResultBook, now: ResultBook): readonly string[] =>
  headlineItems(study).flatMap(item => {
    const [was, is] = [shownItem(item, before), shownItem(item, now)]
    if (was === null || is === null) return []
    const turned = [
      ...estimable(item, before, now),
      ...significance(item, before, now),
      ...direction(item, before, now),
    ]
    return turned.length === 0
      ? []
      : [`${item.label}: ${turned.join(', ')}. Before ${was}${pOf(item, before)}; now ${is}${pOf(item, now)}.`]
  })

const pairOf = ({ treated, control }: MatchedPair): string => JSON.stringify([treated, control])

const pKeyOf = ({ kind, keys, p }: HeadlineItem): string | null => (kind === 'p' ? keys[0] : p)

const pOf = ({ p }: HeadlineItem, book: ResultBook): string => {
  const value = p === null ? null : book.number(p)
  return value === null ? '' : `, ${pPhrase(value)}`
}

const estimable = ({ keys: [key] }: HeadlineItem, before: ResultBook, now: ResultBook): readonly string[] => {
  const [was, is] = [before.get(key), now.get(key)]
  if ((was?.value === null) === (is?.value === null)) return []
  if (isNotReached(was)) return ['reached now']
  if (isNotReached(is)) return ['no longer reached']
  return [is?.value === null ? 'can no longer be estimated' : 'can be estimated now']
}

const significance = (item: HeadlineItem, before: ResultBook, now: ResultBook): readonly string[] => {
  const key = pKeyOf(item)
  if (key === null) return []
  const [was, is] = [before.number(key), now.number(key)]
  if (was === null || is === null || was < level === is < level) return []
  return [is < level ? 'significant now' : 'no longer significant']
}

const direction = ({ kind, keys: [key] }: HeadlineItem, before: ResultBook, now: ResultBook): readonly string[] => {
  const [was, is] = [before.number(key), now.number(key)]
  return kind === 'ratio' && was !== null && is !== null && (was - 1) * (is - 1) < 0 ? ['the direction has turned'] : []
}
