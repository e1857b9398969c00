import { harmonizedBy } from '../protocol/facts/harmonized-by.js'
import { mappingPlan } from '../protocol/facts/mapping-plan.js'
import { analysisPlan, cohortPlan, matchingPlan } from '../protocol/facts/study-plan.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { Study } from '../protocol/language/study.js'
import type { KeptStage } from '../words/stages.js'
import { differingKeys, differingVersions } from './differing-keys.js'
import type { RunContext } from './run-context.js'

/** Which parts of something differ, by the name under which it stands among what an output follows from. */
export type DifferingParts = Readonly<Record<string, readonly string[]>>

/** What two runs are compared by. */
export type ComparedRun = Pick<RunContext, 'study'> & { readonly run: Pick<RunContext['run'], 'library_versions'> }

const planOf: Readonly<Record<KeptStage, (study: Study) => object>> = {
  cohort: cohortPlan,
  match: matchingPlan,
  analyze: analysisPlan,
}

/** What differs in the study and in the libraries that the output of a stage follows from: sections by name, versions. */
export const outputDetails = (stage: KeptStage, before: ComparedRun, now: ComparedRun): DifferingParts => ({
  plan: differingKeys(planOf[stage](before.study), planOf[stage](now.study)),
  code: differingVersions(before.run.library_versions, now.run.library_versions),
})

const equal = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * The names of what differs, without the study where its part is equal in today's form and the code differs too: a new
 * version writes the part in another form, which nobody of the study changed.
 */
const withoutForm = (because: readonly string[], study: string, code: string, isEqual: boolean): readonly string[] =>
  isEqual && because.includes(code) ? because.filter(name => name !== study) : because

/** Why a stage was made, by name: what differs for a person. */
export const outputCauses = (
  because: readonly string[],
  stage: KeptStage,
  before: ComparedRun,
  now: ComparedRun,
): readonly string[] =>
  withoutForm(because, 'plan', 'code', equal(planOf[stage](before.study), planOf[stage](now.study)))

/** Why the rows of a site are others, by name: what differs for a person. */
export const siteCauses = (because: readonly string[], before: ComparedRun, now: ComparedRun): readonly string[] =>
  withoutForm(because, 'settings_hash', 'code_version', equal(harmonizedBy(before.study), harmonizedBy(now.study)))

// No section of a study is called so: it follows from several.
const inWords = (part: string): string => (part === 'deciding' ? 'the fields that it decides by' : part)

/** What differs in what the rows of a site follow from besides its files; a mapping that an older version did not keep says nothing. */
export const siteDetails = (
  before: ComparedRun,
  now: ComparedRun,
  mappings: { readonly before: unknown; readonly now: unknown },
): DifferingParts => {
  const { before: read, now: reads } = mappings
  const kept = typeof read === 'object' && typeof reads === 'object' && read !== null && reads !== null
  return {
    // What an older version stored of a mapping has the site's label in it.
    mapping_hash: kept ? differingKeys(mappingPlan(read as SiteMapping), mappingPlan(reads as SiteMapping)) : [],
    settings_hash: differingKeys(harmonizedBy(before.study), harmonizedBy(now.study)).map(inWords),
    code_version: differingVersions(before.run.library_versions, now.run.library_versions),
  }
}
