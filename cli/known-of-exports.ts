import { compileStudy } from '../cohort/compile-study.js'
import { rangeOfShared } from '../cohort/input/range-of-shared.js'
import type { SelectedRange } from '../cohort/output/selected-range.js'
import { countKnown, type KnownOfSites } from '../cohort/output/count-known.js'
import type { HarmonizedSite } from '../harmonize/harmonize-site.js'
import type { KnownCount } from '../protocol/facts/known-by-site.js'
import { deliveredParts } from '../protocol/facts/mapping-blocks.js'
import { neverHad } from '../protocol/facts/nobody-had.js'
import { cohortPlan } from '../protocol/facts/study-plan.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { Study } from '../protocol/language/study.js'
import { siteBlocks } from '../sql/blocks/block-of-site.js'
import { literalsOf } from '../words/told.js'

/** Of how many subjects of a site's exports each variable is known, derived as a run derives it; who hears is told what was derived. */
export const knownOfExports = (
  study: Study,
  mapping: SiteMapping,
  { subjects, held, fileIds, domains }: HarmonizedSite,
  hear: (range: SelectedRange) => void,
): Readonly<Record<string, KnownCount>> => {
  const { site } = mapping
  const compiled = compileStudy(cohortPlan(study), null)
  const { keys, linkKeys, marks } = subjects
  const shared = { subjects: { keys, linkKeys, marks, held }, fileIds, domains }
  const facts = {
    delivered: new Set<string>(deliveredParts(mapping)),
    nobody: neverHad(mapping),
    mapped: literalsOf(mapping),
  }
  const counts: KnownOfSites = {}
  for (const block of siteBlocks(shared).blocks) {
    const range = rangeOfShared(
      { site, shared: block, displayIds: block.subjects.keys, mapping: facts, originOf: () => undefined },
      study.time === 'dates',
    )
    const selected = compiled.select(range, new Map())
    countKnown(counts, selected)
    hear(selected)
  }
  return counts[site] ?? {}
}
