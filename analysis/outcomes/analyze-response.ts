import type { BestResponse, CohortSubject } from '../../cohort/cohort.js'
import type { Study } from '../../protocol/language/study.js'
import { makeResult, notEstimable } from '../results/make-result.js'
import { testPairs } from '../matching/pair-test.js'
import { testProportions } from '../baseline/proportion-test.js'
import { intervalMethods, proportionInterval } from './proportion-interval.js'
import { count, percentOf } from '../results/number-statistics.js'
import { resultKey } from '../results/result-key.js'
import type { Result } from '../results/result.js'
import { resultNote } from '../results/result-note.js'
import { matchedTestNotes } from '../baseline/standardized-difference.js'
import { type Arm, arms } from '../../cohort/arms.js'
import { armRows, fullCountNotes, type Sample, type SampleRow } from '../sample.js'

/** A best overall response as it stands in result keys. */
export type ResponseCode = BestResponse['response']

/** Best overall responses, best first. */
export const responseCodes = ['cr', 'pr', 'sd', 'pd', 'ne'] as const satisfies readonly ResponseCode[]

/** The summaries of response: objective response and disease control. */
export const responseRates = { orr: ['cr', 'pr'], dcr: ['cr', 'pr', 'sd'] } as const satisfies Record<
  string,
  readonly ResponseCode[]
>

/** Best overall response on every target: counts, rates with exact intervals, tests, and McNemar's beside for pairs. */
export const analyzeResponse = (study: Study, sample: Sample): readonly Result[] => {
  const { response } = study
  return response === undefined ? [] : response.targets.flatMap(({ id }) => analyzeTarget(response, study, id, sample))
}

const analyzeTarget = (
  definition: NonNullable<Study['response']>,
  study: Study,
  target: string,
  sample: Sample,
): readonly Result[] => {
  const key = (who: string, level: string, statistic: string): string =>
    resultKey('response', sample.cohort, target, who, level, statistic)
  const counted = (rows: readonly SampleRow[]): readonly SampleRow[] =>
    definition.notEvaluable === 'left out' ? rows.filter(({ subject }) => responseOf(subject, target) !== 'ne') : rows
  const responds =
    (rate: keyof typeof responseRates) =>
    ({ subject }: SampleRow): boolean =>
      (responseRates[rate] as readonly ResponseCode[]).includes(responseOf(subject, target))
  const settings = {
    criteria: definition.criteria,
    notEvaluable: definition.notEvaluable,
    confirmation: definition.confirmation,
  }
  const sources = ['best overall responses']
  const rates = Object.keys(responseRates) as readonly (keyof typeof responseRates)[]

  const armResults = (arm: Arm): readonly Result[] => {
    const rows = armRows(sample, arm)
    const denominator = counted(rows)
    const unassessed = count(rows, ({ subject }) => subject.responses[target] === undefined)
    const notes =
      unassessed === 0 ? [] : [resultNote('counting', `${unassessed} without any assessment count as not evaluable`)]
    const provenance = { method: 'Count', settings, sources, n: denominator.length, notes: fullCountNotes(sample) }
    return [
      makeResult(key(arm, '', 'n'), rows.length, provenance),
      ...responseCodes.flatMap(code => {
        const n = count(rows, ({ subject }) => responseOf(subject, target) === code)
        const percent = percentOf(n, rows.length)
        const described = {
          ...provenance,
          n: rows.length,
          notes: [...provenance.notes, ...(code === 'ne' ? notes : [])],
        }
        return [
          makeResult(key(arm, code, 'n'), n, described),
          percent === null
            ? notEstimable(key(arm, code, 'percent'), 'the arm is empty', described)
            : makeResult(key(arm, code, 'percent'), percent, { ...described, unit: '%' }),
        ]
      }),
      ...rates.flatMap(rate =>
        proportionInterval(
          statistic => key(arm, rate, statistic),
          count(denominator, responds(rate)),
          denominator.length,
          {
            method: intervalMethods[definition.interval],
            settings,
            sources,
            notes: provenance.notes,
          },
          definition.interval,
        ),
      ),
    ]
  }

  return [
    ...arms.flatMap(armResults),
    ...rates.map(rate => {
      const cells = arms.map(arm => {
        const rows = counted(armRows(sample, arm))
        const responders = count(rows, responds(rate))
        return [responders, rows.length - responders] as const
      })
      const table = [0, 1].map(answer => cells.map(cell => cell[answer] ?? 0))
      return testProportions(key('', rate, 'p'), table, study.analyses.proportions, {
        settings,
        sources,
        notes: [...fullCountNotes(sample), ...matchedTestNotes(study, sample)],
      })
    }),
    ...(sample.cohort === 'matched'
      ? rates.flatMap(rate =>
          testPairs(
            statistic => key('', rate, statistic),
            sample,
            counted(sample.rows),
            responds(rate),
            study.analyses.proportions,
            { settings, sources },
          ),
        )
      : []),
  ]
}

const responseOf = (subject: CohortSubject, target: string): ResponseCode => subject.responses[target]?.response ?? 'ne'
