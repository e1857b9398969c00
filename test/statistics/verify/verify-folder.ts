import { StatisticsError } from '../../../statistics/errors.js'
import type { Analysis, Fixture } from './fixture.js'
import { Ledger } from './ledger.js'
import {
  verifyAdjustment,
  verifyDiscrete,
  verifyMantelHaenszel,
  verifyPairwise,
  verifyProportion,
  verifyRestrictedMeans,
  verifySubgroup,
} from './verify-additions.js'
import { verifyBalance } from './verify-balance.js'
import { verifyNoEvent, verifyTwoWay } from './verify-clusters.js'
import { verifyColumns, verifyGray, verifyLeaveOut } from './verify-columns.js'
import { verifyCompetingRisks, verifyFineGray } from './verify-competing.js'
import { verifyContinuous } from './verify-continuous.js'
import { verifyCox } from './verify-cox.js'
import { verifyFirth } from './verify-firth.js'
import { verifyLogistic } from './verify-logistic.js'
import { verifyMatching } from './verify-matching.js'
import { verifyKaplanMeier, verifyLogRank, verifyReverseKaplanMeier } from './verify-survival.js'
import { verifyInlineTable, verifyTable } from './verify-tables.js'
import { verifyWeighting } from './verify-weighting.js'

const verifiers: { readonly [type: string]: (fixture: Fixture, analysis: Analysis, ledger: Ledger) => void } = {
  km: verifyKaplanMeier,
  'reverse-km': verifyReverseKaplanMeier,
  logrank: verifyLogRank,
  cox: verifyCox,
  logistic: verifyLogistic,
  matchit: verifyMatching,
  smd: verifyBalance,
  weighting: verifyWeighting,
  'competing-risks': verifyCompetingRisks,
  finegray: verifyFineGray,
  continuous: verifyContinuous,
  table: verifyTable,
  'table-inline': verifyInlineTable,
  'mantel-haenszel': verifyMantelHaenszel,
  proportion: verifyProportion,
  adjust: verifyAdjustment,
  discrete: verifyDiscrete,
  'pairwise-logrank': verifyPairwise,
  subgroup: verifySubgroup,
  'restricted-means': verifyRestrictedMeans,
  firth: verifyFirth,
  columns: verifyColumns,
  'leave-out': verifyLeaveOut,
  gray: verifyGray,
  'two-way': verifyTwoWay,
  'no-event': verifyNoEvent,
}

/** The outcome of one analysis. */
export interface Verdict {
  readonly fixture: string
  readonly id: string
  readonly type: string
  readonly ledger: Ledger
}

/** Recomputes every analysis of a fixture from its spec. */
export const verifyFixture = (fixture: Fixture): readonly Verdict[] =>
  fixture.analyses.map(analysis => verifyAnalysis(fixture, analysis))

/** Recomputes one analysis of a fixture; one that cannot be done is a failure. */
export const verifyAnalysis = (fixture: Fixture, analysis: Analysis): Verdict => {
  const ledger = new Ledger()
  const verify = Object.hasOwn(verifiers, analysis.type) ? verifiers[analysis.type] : undefined
  try {
    if (verify === undefined) ledger.fail('type', analysis.type, 'no such analysis')
    else verify(fixture, analysis, ledger)
  } catch (error) {
    // Where R itself gave nothing but an error, a refusal by name is what is asked.
    const refused = error instanceof StatisticsError && analysis.result['error'] !== undefined
    if (!refused) ledger.fail('run', null, error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  }
  return { fixture: fixture.name, id: analysis.id, type: analysis.type, ledger }
}
