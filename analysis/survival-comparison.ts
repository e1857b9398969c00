import type { Study } from '../protocol/study.js'
import { logRank } from '../statistics/survival/log-rank.js'
import { attempt } from './attempt.js'
import { chiSquareBehind, type Making, makeResult, noteTexts, notEstimable } from './make-result.js'
import { resultKey } from './result-key.js'
import type { Result } from './result.js'
import { fullCountNotes, type Sample } from './sample.js'
import { survivalData, type SurvivalData, survivalPersons, withoutNotes } from './survival-data.js'

/** The log-rank test between the arms; in matched pairs also the one stratified by pair. */
export function compareSurvival(study: Study, endpoint: string, sample: Sample): readonly Result[] {
  const data = survivalData(sample, sample.rows, endpoint)
  const key = (statistic: string): string => resultKey('survival', sample.cohort, endpoint, '', '', statistic)
  const copies = sample.copied ? ['the test takes the copies of a control for others: its P is too small'] : []
  const notes = [...withoutNotes(data), ...fullCountNotes(sample), ...copies]
  const making: Making = {
    method: 'Log-rank',
    settings: { test: study.analyses.survival.test, variance: 'hypergeometric', rho: 0 },
    notes,
    sources: [`endpoint ${endpoint}`],
    n: data.rows.length,
    events: data.events,
  }
  const counted = { ...making, method: 'Count', settings: {} }
  return [
    makeResult(key('n'), data.rows.length, counted),
    makeResult(key('events'), data.events, counted),
    ...survivalPersons(key, sample, data, counted),
    ...testSurvival(key, 'log-rank', data, making),
    ...(sample.cohort === 'matched'
      ? testSurvival(key, 'log-rank-by-pair', data, { ...making, method: 'Log-rank stratified by pair' })
      : []),
  ]
}

function testSurvival(
  key: (statistic: string) => string,
  name: 'log-rank' | 'log-rank-by-pair',
  data: SurvivalData,
  making: Making,
): readonly Result[] {
  const keys = [key(`${name}-chi-square`), key(`${name}-p`)] as const
  const reason = whyNot(data)
  if (reason !== null) return keys.map(each => notEstimable(each, reason, making))
  const tried = attempt(() =>
    logRank({
      time: data.time,
      event: data.event,
      group: Int32Array.from(data.rows, ({ treated }) => Number(treated)),
      ...(name === 'log-rank' ? {} : { strata: Int32Array.from(data.rows, ({ pair }) => pair ?? 0) }),
    }),
  )
  if (!tried.estimable) return keys.map(each => notEstimable(each, tried.reason, making))
  const { chiSquare, p, df, notes } = tried.estimate
  const described = {
    ...making,
    settings: { ...making.settings, degreesOfFreedom: df },
    notes: [...(making.notes ?? []), ...noteTexts(notes)],
  }
  return [
    makeResult(keys[0], chiSquare, described),
    makeResult(keys[1], p, { ...described, test: chiSquareBehind(chiSquare, df) }),
  ]
}

function whyNot({ rows, events }: SurvivalData): string | null {
  if (rows.length === 0) return 'no subject has the endpoint'
  if (rows.every(({ treated }) => treated)) return 'the control arm is empty'
  if (rows.every(({ treated }) => !treated)) return 'the treated arm is empty'
  return events === 0 ? 'no event' : null
}
