import { kind, type ResultStatistic } from './result-kind.js'

const survfit = 'summary(survival::survfit(Surv(time, event) ~ 1))'

const counted = {
  n: { unit: 'count', says: 'rows with the endpoint' },
  events: { unit: 'count', says: 'events among them' },
  persons: { unit: 'count', says: 'distinct people among them', only: 'matched' },
  'persons-with-event': { unit: 'count', says: 'distinct people with the event', only: 'matched' },
} as const satisfies Readonly<Record<string, ResultStatistic>>

const time = (says: string, agrees?: string): ResultStatistic => ({
  unit: 'own',
  says,
  ...(agrees === undefined ? {} : { agrees }),
})

const share = (says: string): ResultStatistic => ({ unit: 'of 1', says, agrees: survfit })

const test = (says: string, agrees: string, only?: 'matched') =>
  ({ says, agrees, ...(only === undefined ? {} : { only }) }) as const

const plain = test('log-rank test between the arms', 'survival::survdiff(Surv(time, event) ~ arm)')
const byPair = test(
  'log-rank test stratified by pair',
  'survival::survdiff(Surv(time, event) ~ arm + strata(pair))',
  'matched',
)

/** Survival to an endpoint. */
export const survivalKinds = {
  survivalArm: kind('survival/<set>/<endpoint>/<arm>/-', {
    ...counted,
    median: time('median survival; not reached is null, and a note says so', survfit),
    'median-lower': time('its lower 95% limit (Brookmeyer and Crowley)', survfit),
    'median-upper': time('its upper 95% limit (Brookmeyer and Crowley)', survfit),
    'rate-<time>': share('survival at a time (Kaplan and Meier)'),
    'rate-<time>-lower': share('its lower 95% limit'),
    'rate-<time>-upper': share('its upper 95% limit'),
    'at-risk-<time>': { unit: 'count', says: 'rows at risk just before a time', agrees: survfit },
    'follow-up-observed': time('median of the observed times', 'median(time)'),
    'follow-up-min': time('shortest observed time', 'min(time)'),
    'follow-up-max': time('longest observed time', 'max(time)'),
    'follow-up-reverse-km': time(
      'median follow-up by reverse Kaplan-Meier',
      'survival::survfit(Surv(time, 1 - event) ~ 1)',
    ),
  }),
  survival: kind('survival/<set>/<endpoint>/-/-', {
    ...counted,
    'log-rank-chi-square': { unit: 'statistic', ...plain },
    'log-rank-p': { unit: 'P', ...plain },
    'log-rank-by-pair-chi-square': { unit: 'statistic', ...byPair },
    'log-rank-by-pair-p': { unit: 'P', ...byPair },
  }),
} as const
