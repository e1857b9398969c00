import { checkCalendarBounds } from '../checks/check-calendar-bounds.js'
import { checkCodes } from '../checks/check-codes.js'
import { checkCovariates } from '../checks/check-covariates.js'
import { checkAfterIndex, checkEligibility } from '../checks/check-eligibility.js'
import { checkLevels } from '../checks/check-levels.js'
import { checkMapping } from '../checks/check-mapping.js'
import { checkOutcomes } from '../checks/check-outcomes.js'
import { checkPublished } from '../checks/check-published.js'
import { checkRules } from '../checks/check-rules.js'
import { checkSetting } from '../checks/check-setting.js'
import { checkUnreadCodes } from '../checks/check-unread-codes.js'
import { checkVariables } from '../checks/check-variables.js'
import type { StudyFinding, StudyFindings } from './study-findings.js'
import type { Published } from '../language/published.js'
import { resolveDefaults } from './resolve-defaults.js'
import { resolveMapping } from './resolve-mapping.js'
import { resolveRules } from './resolve-rules.js'
import type { Rule } from '../language/rules.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import { variableFacts } from '../facts/variable-facts.js'

/** What is checked together: the study, the mappings that could be read, the published numbers. */
export interface StudyParts {
  readonly study: Study
  readonly mappings: Readonly<Record<string, SiteMapping>>
  readonly published: Published | null
  /** The rules that every study has. */
  readonly shipped: Readonly<Record<string, Rule>>
}

/** What the checks of a study found, and the study and its mappings with the defaults written out that depend on other parts. */
export interface CheckedStudy {
  readonly errors: readonly StudyFinding[]
  readonly warnings: readonly StudyFinding[]
  readonly resolved: Study
  readonly mappings: Readonly<Record<string, SiteMapping>>
}

/** Checks what the schemas cannot see. */
export const checkStudy = ({ study, mappings, published, shipped }: StudyParts): CheckedStudy => {
  const findings: StudyFindings = { errors: [], warnings: [] }
  const facts = variableFacts(study)
  checkSetting(findings, study)
  checkCalendarBounds(findings, study)
  checkVariables(findings, study, facts)
  checkEligibility(findings, study, facts)
  checkAfterIndex(findings, study, facts)
  checkCovariates(findings, study, facts)
  checkOutcomes(findings, study)
  checkRules(findings, study, Object.keys(shipped))
  for (const [site, mapping] of Object.entries(mappings)) checkMapping(findings, study, site, mapping)
  if (Object.keys(mappings).length === study.sites.length) {
    checkCodes(findings, study, mappings)
    checkUnreadCodes(findings, study, mappings)
    checkLevels(findings, study, mappings)
  }
  if (published !== null) checkPublished(findings, study, published)
  const resolved = Object.entries(mappings).map(([site, mapping]) => [site, resolveMapping(mapping, study)] as const)
  return {
    ...findings,
    resolved: { ...resolveDefaults(study), rules: resolveRules(study.rules, shipped) },
    mappings: Object.fromEntries(resolved),
  }
}
