import type { Study } from '../../protocol/language/study.js'
import { type HeadlineItem, headlineItems, shownItem } from './headline-items.js'
import type { ResultBook } from '../result-book.js'
import { type Told, told, toldAll } from '../../words/told.js'
import { isNotReached, pPhrase } from './shown-numbers.js'

const level = 0.05

/** What of the headline numbers reads otherwise than in the last report: significance, direction, not reached. */
export const nowAndBefore = (study: Study, before: ResultBook, now: ResultBook): readonly Told[] =>
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
      : [told`${item.label}: ${toldAll(turned)}. Before ${was}${pOf(item, before)}; now ${is}${pOf(item, now)}.`]
  })

const pKeyOf = ({ kind, keys, p }: HeadlineItem): string | null => (kind === 'p' ? keys[0] : p)

const pOf = ({ p }: HeadlineItem, book: ResultBook): Told => {
  const value = p === null ? null : book.number(p)
  return value === null ? told`` : told`, ${pPhrase(value)}`
}

const estimable = ({ keys: [key] }: HeadlineItem, before: ResultBook, now: ResultBook): readonly Told[] => {
  const [was, is] = [before.get(key), now.get(key)]
  if ((was?.value === null) === (is?.value === null)) return []
  if (isNotReached(was)) return [told`reached now`]
  if (isNotReached(is)) return [told`no longer reached`]
  return [is?.value === null ? told`can no longer be estimated` : told`can be estimated now`]
}

const significance = (item: HeadlineItem, before: ResultBook, now: ResultBook): readonly Told[] => {
  const key = pKeyOf(item)
  if (key === null) return []
  const [was, is] = [before.number(key), now.number(key)]
  if (was === null || is === null || was < level === is < level) return []
  return [is < level ? told`significant now` : told`no longer significant`]
}

const direction = ({ kind, keys: [key] }: HeadlineItem, before: ResultBook, now: ResultBook): readonly Told[] => {
  const [was, is] = [before.number(key), now.number(key)]
  return kind === 'ratio' && was !== null && is !== null && (was - 1) * (is - 1) < 0
    ? [told`the direction has turned`]
    : []
}
