import { conditionWords, whereWords } from './condition-words.js'
import type { Covariate } from '../language/covariates.js'
import type { Criterion } from '../language/eligibility.js'
import type { EndpointSource } from '../language/endpoints.js'
import { labelText } from '../language/ids.js'
import type { Study } from '../language/study.js'
import { domainWords } from './variable-words.js'

/** The index date in words. */
export const indexWords = (index: Study['index']): string =>
  index === 'day 0'
    ? 'day 0 of each subject'
    : `the ${index.pick} ${index.date} of ${domainWords(index.from)}${whereWords(index.where)}`

/** A criterion in words, with what follows where its condition is unknown. */
export const criterionWords = ({ when, cannotTell }: Criterion): string =>
  `${conditionWords(when)}; cannot tell: ${cannotTell}`

/** A source of an event or a censoring in words: its reason, and the day that counts. */
export const sourceWords = ({ from, where, date, reason }: EndpointSource): string =>
  `${reason} (${date} of ${domainWords(from)}${whereWords(where)})`

/** A covariate in words: its levels and cuts, the level that models compare with, and where it is used. */
export const covariateWords = ({ cut, cutBelongs, levels, reference, use }: Covariate): string => {
  const labels = Object.entries(levels ?? {}).map(([id, level]): readonly [string, string] => [
    id,
    labelText(typeof level === 'object' && 'label' in level ? level.label : level),
  ])
  const cuts = cut === undefined ? '' : `, cut at ${cut.join(', ')} (a value at the cut belongs ${cutBelongs})`
  const [, compared] = labels.find(([id]) => id === reference) ?? labels[0] ?? []
  const how =
    compared === undefined
      ? `continuous${cuts}`
      : `${labels.map(([, label]) => label).join(' | ')}${cuts}; compared with ${compared}`
  return `${how}; used in ${use.join(', ')}`
}
