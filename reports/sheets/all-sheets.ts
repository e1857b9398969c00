import type { ReportContext } from '../report-context.js'
import type { SheetLeftOut, SheetPlan } from '../layout/sheet.js'
import { balanceSheet } from './balance.js'
import { baselineSheet } from './baseline.js'
import { contentsSheet } from './contents.js'
import { coverSheet } from './cover.js'
import { coxSheet } from './cox.js'
import { dataQualitySheet } from './data-quality.js'
import { flowSheet } from './flow.js'
import { manifestSheet } from './manifest.js'
import { methodsSheet } from './methods.js'
import { propensitySheet } from './propensity.js'
import { publishedSheet } from './published.js'
import { responseSheet } from './response.js'
import { safetySheet } from './safety.js'
import { sitesSheet } from './sites.js'
import { subsequentSheet } from './subsequent.js'
import { survivalSheet } from './survival.js'
import { variablesBySiteSheet } from './variables-by-site.js'
import { type Told, told } from '../../words/told.js'

type Planned = SheetPlan | SheetLeftOut

/** The workbook's sheets in order; what the study has no data for is left out, and the contents say so. */
export const allSheets = (context: ReportContext): readonly SheetPlan[] => {
  const { study } = context.input
  const endpoints = Object.keys(study.endpoints)
  const planned: readonly Planned[] = [
    flowSheet(context),
    study.covariates.some(one => one.use.includes('table'))
      ? baselineSheet(context)
      : leaveOut('Table 1', told`the study names no covariate for tables`),
    study.response !== undefined ? responseSheet(context) : leaveOut('Table 2', told`the study has no response`),
    ...(endpoints.length === 0
      ? [leaveOut('Survival', told`the study has no endpoint`)]
      : endpoints.map(endpoint => survivalSheet(context, endpoint))),
    endpoints.length > 0 ? coxSheet(context) : leaveOut('Cox', told`the study has no endpoint`),
    study.safety !== undefined ? safetySheet(context) : leaveOut('Table 3', told`the study has no adverse events`),
    study.subsequent !== undefined
      ? subsequentSheet(context)
      : leaveOut('Therapy after progression', told`the study does not record it`),
    study.matching !== undefined ? balanceSheet(context) : leaveOut('Balance', told`the study asks for no matching`),
    study.matching !== undefined
      ? propensitySheet(context)
      : leaveOut('Propensity model', told`the study asks for no matching`),
    sitesSheet(context),
    variablesBySiteSheet(context),
    dataQualitySheet(context),
    study.published !== undefined
      ? publishedSheet(context)
      : leaveOut('Published', told`the study names no published numbers`),
    methodsSheet(context),
    manifestSheet(context),
  ]
  const sheets = planned.filter(one => 'blocks' in one)
  return [
    coverSheet(context),
    contentsSheet(
      sheets,
      planned.filter(one => 'because' in one),
    ),
    ...sheets,
  ]
}

const leaveOut = (name: string, because: Told): SheetLeftOut => ({ name, because })
