import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rule } from '../../protocol/language/rules.js'
import type { Study } from '../../protocol/language/study.js'
import { parseRules, ruleFiles } from '../../protocol/load/read-rules.js'
import { resolveRules } from '../../protocol/load/resolve-rules.js'

const folder = join(import.meta.dirname, '../../protocol/rules')

/** The rules that every study has, by id. */
export const everyRule: Readonly<Record<string, Rule>> = Object.assign(
  {},
  ...ruleFiles.map(name => {
    const { rules, problems } = parseRules(name, readFileSync(join(folder, `${name}.yaml`), 'utf8'))
    if (problems.length > 0) throw new Error(JSON.stringify(problems))
    return rules
  }),
) as Readonly<Record<string, Rule>>

/** A study with the rules written out that it goes by, as when it is loaded. */
export const withRules = (study: Study): Study => ({ ...study, rules: resolveRules(study.rules, everyRule) })

// Those that any table of a few rows can raise by its days alone.
const ofDays = [
  'record-before-birth',
  'unlikely-birth',
  'deaths-differ',
  'scan-after-death',
  'record-after-death',
  'follow-up-after-death',
]

/** A study with the rules about deaths and births alone, for tables that leave out what other rules ask for. */
export const withDayRules = (study: Study): Study => {
  const rules = Object.fromEntries(Object.entries(everyRule).filter(([id]) => ofDays.includes(id)))
  return { ...study, rules: resolveRules(study.rules, rules) }
}
