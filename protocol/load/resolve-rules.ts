import type { Rule, StudyRules } from '../language/rules.js'
import type { DomainName } from '../schema/domains.js'

/**
 * Writes out the rules that a study goes by: those that every study has but for the ones that it does without, then its own,
 * each as grave as the study says and with the study's schedule of its domain. One that needs a schedule which the study does
 * not name is left out.
 */
export const resolveRules = (rules: StudyRules, shipped: Readonly<Record<string, Rule>>): StudyRules => {
  const { own, without, severity, schedule } = rules
  const all = Object.entries({ ...shipped, ...own }).filter(([id]) => !without.includes(id))
  return {
    ...rules,
    own: Object.fromEntries(
      all.flatMap(([id, rule]) => {
        const planned = withSchedule(rule, schedule)
        return planned === null ? [] : [[id, { ...planned, severity: severity[id] ?? rule.severity }]]
      }),
    ),
  }
}

const withSchedule = (rule: Rule, schedule: Readonly<Partial<Record<DomainName, string>>>): Rule | null => {
  if (rule.gap?.every !== 'schedule') return rule
  const every = schedule[rule.gap.of.from]
  return every === undefined ? null : { ...rule, gap: { ...rule.gap, every } }
}
