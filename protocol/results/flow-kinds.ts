import { kind, type ResultStatistic } from './result-kind.js'

const subjects = (says: string): { readonly n: ResultStatistic } => ({ n: { unit: 'count', says } })

/** The flow of subjects; `<who>` is `-` (all), a site or an arm. */
export const flowKinds = {
  assessed: kind('flow/-/assessed/<who>/-', subjects('subjects with a record')),
  held: kind('flow/-/held/<who>/-', subjects('subjects held for any reason')),
  heldLater: kind('flow/-/held-later/<who>/-', subjects('subjects held for another reason than a missing index date')),
  eligible: kind('flow/-/eligible/<who>/-', subjects('eligible subjects with an arm')),
  taken: kind('flow/-/<reason>/<who>/-', {
    excluded: { unit: 'count', says: 'subjects whom this criterion excludes as their first reason' },
    held: {
      unit: 'count',
      says: 'subjects held for this first reason; `no-index-date`: before any criterion, for want of an index date',
    },
  }),
} as const
