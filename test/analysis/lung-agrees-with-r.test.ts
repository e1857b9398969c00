import { analyze, matchCohort } from '../support/analyze-cohort.js'
import { describeAgreementWithR } from '../support/lung-against-r.js'
import { lungCohort, lungStudy } from '../support/lung-cohort.js'

const cohort = lungCohort()
const matching = matchCohort(lungStudy(), cohort.subjects)
const { results, curves } = analyze(lungStudy(), cohort, matching)

describeAgreementWithR(() => ({
  values: new Map(results.map(({ key, value }) => [key, value])),
  pairs: matching.pairs.map(({ pair, treated, control }) => [pair, Number(treated), Number(control)] as const),
  curves,
}))
