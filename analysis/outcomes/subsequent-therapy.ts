import type { Study } from '../../protocol/language/study.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import { count, percentOf } from '../results/number-statistics.js'
import { resultKey } from '../results/result-key.js'
import type { Result } from '../results/result.js'
import { arms } from '../../cohort/arms.js'
import { armRows, type Sample } from '../sample.js'

/** The first therapy after progression by kind and arm; percentages are of those with any. */
export const analyzeSubsequent = (study: Study, sample: Sample): readonly Result[] => {
  if (study.subsequent === undefined) return []
  const therapies = study.subsequent.therapies.map(({ id }) => id)
  return arms.flatMap(arm => {
    const given = armRows(sample, arm).flatMap(({ subject }) =>
      subject.subsequent === null ? [] : [subject.subsequent.therapy],
    )
    const provenance: Provenance = {
      method: 'Count of the first therapy after progression',
      sources: ['subsequent therapy'],
      n: given.length,
    }
    return [
      makeResult(resultKey('subsequent', sample.cohort, '', arm, '', 'n'), given.length, provenance),
      ...therapies.flatMap(therapy => {
        const key = (statistic: string): string => resultKey('subsequent', sample.cohort, therapy, arm, '', statistic)
        const n = count(given, one => one === therapy)
        const percent = percentOf(n, given.length)
        return [
          makeResult(key('n'), n, provenance),
          percent === null
            ? notEstimable(key('percent'), 'nobody of this arm had a therapy after progression', provenance)
            : makeResult(key('percent'), percent, { ...provenance, unit: '%' }),
        ]
      }),
    ]
  })
}
