import { results } from '../../protocol/results/catalogue.js'
import { keysOf, resultKey } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { makeResult, notEstimable } from '../results/make-result.js'
import { testPairs } from '../matching/pair-test.js'
import { testProportions } from '../baseline/proportion-test.js'
import { intervalMethods, proportionInterval } from './proportion-interval.js'
import { percentOf } from '../results/number-statistics.js'
import type { Result } from '../results/result.js'
import { resultNote } from '../results/result-note.js'
import { matchedTestNotes } from '../baseline/standardized-difference.js'
import { type Arm, arms } from '../../cohort/arms.js'
import { type AnalysisSet, armCode, armPlaces, placesWhere, subjectsAt } from '../sets/analysis-set.js'
import { fullCountNotes } from '../sets/people.js'
import { countCodes } from '../sets/select.js'
import { responseCodes } from '../sets/subject-table.js'
import { notEvaluable, rateNames, responds, type ResponseRate } from './response-rates.js'

/** Best overall response on every target: counts, rates with exact intervals, tests, and McNemar's beside for pairs. */
export const analyzeResponse = (study: AnalysisPlan, set: AnalysisSet): readonly Result[] => {
  const { response } = study
  return response === undefined ? [] : response.targets.flatMap(({ id }) => analyzeTarget(response, study, id, set))
}

const analyzeTarget = (
  definition: NonNullable<AnalysisPlan['response']>,
  study: AnalysisPlan,
  target: string,
  set: AnalysisSet,
): readonly Result[] => {
  const ids = { set: set.id, target }
  const leavesOut = definition.notEvaluable === 'left out'
  const codes = bestResponses(set, target)
  const counts = new Map(arms.map(arm => [arm, countArm(set, codes, arm)]))
  const countOf = (arm: Arm): ArmResponses => counts.get(arm) ?? countArm(set, codes, arm)
  const denominatorOf = (arm: Arm): number => {
    const { n, byCode } = countOf(arm)
    return leavesOut ? n - (byCode[notEvaluable] ?? 0) : n
  }
  const respondersOf = (arm: Arm, rate: ResponseRate): number =>
    countOf(arm).byCode.reduce((sum, n, code) => (responds(rate, code) ? sum + n : sum), 0)
  const settings = {
    criteria: definition.criteria,
    notEvaluable: definition.notEvaluable,
    confirmation: definition.confirmation,
  }
  const sources = ['best overall responses']

  const armResults = (arm: Arm): readonly Result[] => {
    const { n: many, byCode, unassessed } = countOf(arm)
    const denominator = denominatorOf(arm)
    const notes =
      unassessed === 0 ? [] : [resultNote('counting', `${unassessed} without any assessment count as not evaluable`)]
    const provenance = { method: 'Count', settings, sources, n: denominator, notes: fullCountNotes(set) }
    return [
      makeResult(resultKey(results.responseArm, { ...ids, arm }, 'n'), many, provenance),
      ...responseCodes.flatMap((code, place) => {
        const n = byCode[place] ?? 0
        const percent = percentOf(n, many)
        const described = {
          ...provenance,
          n: many,
          notes: [...provenance.notes, ...(code === 'ne' ? notes : [])],
        }
        const key = keysOf(results.responseCode, { ...ids, arm, response: code })
        return [
          makeResult(key('n'), n, described),
          percent === null
            ? notEstimable(key('percent'), 'the arm is empty', described)
            : makeResult(key('percent'), percent, { ...described, unit: '%' }),
        ]
      }),
      ...rateNames.flatMap(rate =>
        proportionInterval(
          keysOf(results.responseRateArm, { ...ids, arm, rate }),
          respondersOf(arm, rate),
          denominator,
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
    ...rateNames.map(rate => {
      const responders = arms.map(arm => respondersOf(arm, rate))
      const others = arms.map((arm, place) => denominatorOf(arm) - (responders[place] ?? 0))
      return testProportions(
        resultKey(results.responseRate, { ...ids, rate }, 'p'),
        [responders, others],
        study.analyses.proportions,
        {
          settings,
          sources,
          notes: [...fullCountNotes(set), ...matchedTestNotes(study, set)],
        },
      )
    }),
    ...(set.id === 'matched'
      ? rateNames.flatMap(rate =>
          testPairs(
            keysOf(results.responseRate, { ...ids, rate }),
            set,
            placesWhere(set, subject => !leavesOut || codes.evaluated[subject] !== notEvaluable),
            place => responds(rate, codes.evaluated[set.rows[place]!]!),
            study.analyses.proportions,
            { settings, sources },
          ),
        )
      : []),
  ]
}

interface BestResponses {
  /** -1 where nothing was assessed. */
  readonly assessed: Int8Array
  /** Who was not assessed cannot be evaluated. */
  readonly evaluated: Int8Array
}

const bestResponses = ({ table }: AnalysisSet, target: string): BestResponses => {
  const assessed = table.responses.get(target)
  if (assessed === undefined) throw new Error(`the table has no responses of ${target}`)
  return { assessed, evaluated: assessed.map(code => (code < 0 ? notEvaluable : code)) }
}

interface ArmResponses {
  readonly n: number
  readonly byCode: Int32Array
  readonly unassessed: number
}

const countArm = (set: AnalysisSet, { assessed, evaluated }: BestResponses, arm: Arm): ArmResponses => {
  const subjects = subjectsAt(set, armPlaces(set, armCode[arm]))
  return {
    n: subjects.length,
    byCode: countCodes(evaluated, subjects, responseCodes.length - 1).subarray(1),
    unassessed: countCodes(assessed, subjects, -1)[0] ?? 0,
  }
}
