import type { PublishedComparison } from '../../analysis/published/published.js'
import type { ReportedFinding, ReportedIssue } from '../../reports/report-input.js'
import { told } from '../../words/told.js'

const issue = (site: string, kind: string, effect: string, more: Partial<ReportedIssue> = {}): ReportedIssue => ({
  site,
  file: told`a.csv`,
  sheet: told`-`,
  row: 12,
  column: told`sex`,
  displayId: 'S-0007',
  kind,
  effect,
  message: told`not among the codes`,
  finding: 'F-0123456789',
  ...more,
})

/** Record issues of two sites, one kind twice. */
export const issues: readonly ReportedIssue[] = [
  issue('south', 'duplicate', 'record held', { column: null, displayId: null, sheet: told`Visits` }),
  issue('north', 'unlisted-code', 'value held'),
  issue('north', 'unlisted-code', 'value held', { row: 14 }),
  issue('north', 'unlisted-code', 'noted'),
]

/** Findings about files and columns. */
export const findings: readonly ReportedFinding[] = [
  {
    site: 'north',
    file: told`a.csv`,
    sheet: told`-`,
    column: told`albumin`,
    kind: 'column-emptied',
    effect: 'query',
    used: true,
    filled: 40,
    unusable: 38,
    message: told`38 cells are empty now`,
  },
  {
    site: 'away',
    file: told`b.xlsx`,
    sheet: told`Labs`,
    column: null,
    kind: 'half-file',
    effect: 'refused',
    used: false,
    filled: 9,
    unusable: 5,
    message: told`half of it is missing`,
  },
]

const comparison = (
  key: string,
  label: string,
  printed: string,
  computed: PublishedComparison['computed'],
  more: Partial<PublishedComparison> = {},
): PublishedComparison => ({
  key,
  label,
  printed,
  computed,
  difference: typeof computed === 'number' ? Math.round(1e6 * (computed - Number(printed))) / 1e6 : null,
  percent: false,
  verdict: 'within rounding',
  note: null,
  ...more,
})

/** Printed numbers beside computed ones, one of each verdict and kind. */
export const comparisons: readonly PublishedComparison[] = [
  comparison('flow/-/eligible/-/-/n', 'Eligible', '10', 10, { verdict: 'reached' }),
  comparison('cox/all/os/univariate/arm.treated/hazard-ratio', 'Hazard ratio', '0.5', 0.4996),
  comparison('cox/all/os/univariate/arm.treated/lower', 'Lower limit', '0.30', 0.25, {
    verdict: 'contradictory in the source',
    note: 'The limits are the wrong way round.',
  }),
  comparison('survival/all/os/-/-/log-rank-p', 'Log-rank P', '0.04', 0.05, { verdict: 'off' }),
  comparison('response/all/lung/control/orr/rate', 'Objective response', '49.95', 50, { percent: true }),
  comparison('survival/all/os/treated/-/median', 'Median', 'n.r.', null, { verdict: 'not computed' }),
  comparison('cox/all/os/multivariate/-/covariates', 'Terms', 'age', 'age, stage', { verdict: 'off' }),
]
