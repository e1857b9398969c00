import { isCron } from '../language/cron.js'
import { doubt, type StudyFindings, reject } from '../load/study-findings.js'
import type { Operations } from '../language/operations.js'
import type { Study } from '../language/study.js'
import type { SiteMapping } from '../language/site.js'
import type { RuleNames } from './check-waived-rule.js'
import { checkWaivers } from './check-waivers.js'
import { isTimeZone } from './time-zone.js'

const twice = (addresses: readonly string[]): readonly number[] => {
  const folded = addresses.map(address => address.toLowerCase())
  return folded.flatMap((address, position) => (folded.indexOf(address) < position ? [position] : []))
}

/** Checks `operations.yaml`: its zone and times, its recipients, its waivers by the rules that the study goes by; and says where the recipients of `study.yaml` belong. */
export const checkOperations = (
  findings: StudyFindings,
  operations: Operations,
  study: Pick<Study, 'mail' | 'sites' | 'rules' | 'eligibility'> | null,
  mappings: Readonly<Record<string, SiteMapping>>,
  rules: RuleNames,
): void => {
  const of = 'operations'
  const { schedule, mail, keeper } = operations
  if (schedule?.zone !== undefined && !isTimeZone(schedule.zone)) {
    const message = 'found what is no time zone'
    reject(findings, { of, path: ['schedule', 'zone'], message, allowed: ['a name such as Asia/Shanghai'] })
  }
  if (schedule !== undefined && !isCron(schedule.cron)) {
    const message = 'found what is no cron expression, or is never due'
    const allowed = ["minute, hour, day of the month, month, day of the week, such as '0 2 * * *'"]
    reject(findings, { of, path: ['schedule', 'cron'], message, allowed })
  }
  for (const position of twice(mail.map(({ to }) => to)))
    reject(findings, { of, path: ['mail', position, 'to'], message: 'found a recipient a second time' })
  for (const position of twice(keeper.mail))
    reject(findings, { of, path: ['keeper', 'mail', position], message: 'found a keeper a second time' })
  checkWaivers(findings, operations, study, mappings, rules)
  if (study !== null && study.mail.length > 0) {
    const message =
      'who gets the report is no part of the protocol: it belongs into operations.yaml, which alone can say who ' +
      'sees rows about single subjects (sees: subjects), and is still read here'
    doubt(findings, { of: 'study', path: ['mail'], at: 'key', message })
  }
}
