import type { Operations } from '../language/operations.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import { type StudyFindings, reject } from '../load/study-findings.js'

type WaiverOfFile = Operations['waivers'][number]

const placeOf = ({ site, rule, file, column }: WaiverOfFile): string => JSON.stringify([site, rule, file, column])

/** Checks the waivers of `operations.yaml`: their sites and files, that one of findings names its number, and that none stands twice. */
export const checkWaivers = (
  findings: StudyFindings,
  { waivers }: Pick<Operations, 'waivers'>,
  study: Pick<Study, 'sites'> | null,
  mappings: Readonly<Record<string, SiteMapping>>,
): void => {
  const met = new Set<string>()
  waivers.forEach((waiver, position) => {
    const refuse = (key: string, message: string, allowed?: readonly string[]): void => {
      reject(findings, { of: 'operations', path: ['waivers', position, key], message, ...(allowed && { allowed }) })
    }
    const { site, rule, file, column, atMost } = waiver
    if (study !== null && !study.sites.includes(site))
      refuse('site', 'found a site that the study does not have', study.sites)
    else if (met.has(placeOf(waiver)))
      refuse(
        'site',
        rule === undefined ? 'found a waiver of this site a second time' : 'found this waiver a second time',
      )
    met.add(placeOf(waiver))
    if (rule !== undefined && atMost === undefined)
      refuse('rule', "found no number, expected 'atMost': a waiver says how many rows or subjects it puts up with")
    if (rule === undefined && (file ?? column ?? atMost) !== undefined)
      refuse('site', "found a place without a rule, expected 'rule': a waiver of a site's old data has neither")
    const files = Object.keys(mappings[site]?.files ?? {})
    if (file !== undefined && files.length > 0 && !files.includes(file))
      refuse('file', 'found a file that the mapping of the site does not have', files)
  })
}
