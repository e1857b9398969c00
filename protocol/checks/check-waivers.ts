import { isOfSubjects } from '../../words/finding-kinds.js'
import type { Operations } from '../language/operations.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import { doubt, type StudyFindings, reject } from '../load/study-findings.js'
import { columnsOfSite } from '../facts/columns-of-site.js'
import { nothingWaived, type RuleNames } from './check-waived-rule.js'

type WaiverOfFile = Operations['waivers'][number]

const placeOf = ({ site, rule, file, column }: WaiverOfFile): string => JSON.stringify([site, rule, file, column])

// A column whose header may not be told is called by its place.
const isPlace = (column: string): boolean => /^column \d+$/.test(column)

/**
 * Checks the waivers of `operations.yaml`: that there are their sites, rules, files and columns, that one of findings names its
 * number, and that none stands twice.
 */
export const checkWaivers = (
  findings: StudyFindings,
  { waivers }: Pick<Operations, 'waivers'>,
  study: Pick<Study, 'sites' | 'rules' | 'eligibility'> | null,
  mappings: Readonly<Record<string, SiteMapping>>,
  rules: RuleNames,
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
    const nothing = rule === undefined || study === null ? null : nothingWaived(rule, study, rules)
    if (rule !== undefined && nothing !== null)
      reject(findings, { of: 'operations', path: ['waivers', position, 'rule'], ...nothing, found: rule })
    if (rule !== undefined && atMost === undefined)
      refuse('rule', "found no number, expected 'atMost': a waiver says how many rows or subjects it puts up with")
    const wherever = rule !== undefined && (isOfSubjects(rule) || rules.goneBy.includes(rule))
    if (wherever && (file ?? column) !== undefined) {
      const message =
        'found a file or column beside a rule whose findings are about subjects: the waiver covers nothing'
      refuse(file === undefined ? 'column' : 'file', message, ['a waiver of the rule at the site'])
    }
    if (rule === undefined && (file ?? column ?? atMost) !== undefined)
      refuse('site', "found a place without a rule, expected 'rule': a waiver of a site's old data has neither")
    const mapping = mappings[site]
    const files = Object.keys(mapping?.files ?? {})
    if (file !== undefined && files.length > 0 && !files.includes(file))
      refuse('file', 'found a file that the mapping of the site does not have', files)
    else if (column !== undefined && mapping !== undefined && !isPlace(column)) {
      const allowed = columnsOfSite(mapping, file)
      const message = 'found a column that the mapping of the site does not name there: the waiver covers nothing'
      const path = ['waivers', position, 'column'] as const
      if (!allowed.includes(column)) doubt(findings, { of: 'operations', path, message, found: column, allowed })
    }
  })
}
