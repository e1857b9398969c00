import { readPack } from '../../protocol/load/read-packs.js'
import { fillFromPacks } from '../../protocol/load/fill-from-packs.js'
import type { StudyFindings } from '../../protocol/load/study-findings.js'
import { type Pack, packNames } from '../../protocol/language/packs.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { Study } from '../../protocol/language/study.js'

/** The packs that ship, in their order. */
export const shippedPacks = async (): Promise<readonly Pack[]> =>
  Promise.all(
    packNames.map(async name => {
      const { pack, problems } = await readPack(name)
      if (pack === null) throw new Error(JSON.stringify(problems))
      return pack
    }),
  )

/** A mapping with the words of its packs written out, and what was said of it. */
export const filledOf = async (
  study: Study,
  mapping: SiteMapping,
): Promise<{ readonly filled: SiteMapping; readonly findings: StudyFindings }> => {
  const findings: StudyFindings = { errors: [], warnings: [] }
  const filled = fillFromPacks(findings, { site: mapping.site, mapping, study, packs: await shippedPacks() })
  return { filled, findings }
}
