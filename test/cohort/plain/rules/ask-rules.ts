import { ruleName } from '../../../../words/finding-kinds.js'
import type { Study } from '../../../../protocol/language/study.js'
import { domainNames } from '../../../../protocol/schema/domains.js'
import { type Told, told, toldLiteral } from '../../../../words/told.js'
import { placesOf, question, type Question } from '../question.js'
import { rowsOf, type SubjectChart } from '../subject-chart.js'
import { type Judged, judgeRule } from './judge-rule.js'
import type { Meant } from './rule-rows.js'

const finds = (judged: Judged): boolean => judged === 'lacking' || judged.length > 0

/** The questions of a study's rules about one subject. */
export const askRules = ({ rules }: Pick<Study, 'rules'>, chart: SubjectChart): readonly Question[] =>
  Object.entries(rules.own).flatMap(([id, rule]) => {
    const judged = judgeRule(chart, rule)
    if (!finds(judged)) return []
    const all = judged === 'lacking' ? [] : inOrder(chart, judged)
    const says = toldLiteral(rule.says, [rule.says])
    if (rule.disagree !== undefined || rule.count !== undefined) return [asked(id, rule.severity, says, all)]
    return domainNames
      .map(domain => all.filter(({ row }) => row.domain === domain))
      .filter(rows => rows.length > 0)
      .map(rows => asked(id, rule.severity, says, rows))
  })

const asked = (id: string, severity: Question['severity'], says: Told, rows: readonly Meant[]): Question => {
  const message = rows.length === 0 ? says : told`${says}: ${placesOf(rows)}`
  const sources = rows.map(({ row }) => row)
  return { ...question(ruleName(id), message, sources), severity }
}

/** The rules that hold a subject. */
export const rulesHolding = ({ rules }: Pick<Study, 'rules'>, chart: SubjectChart): readonly string[] =>
  Object.entries(rules.own).flatMap(([id, rule]) =>
    rule.severity === 'hold subject' && finds(judgeRule(chart, rule)) ? [id] : [],
  )

const inOrder = (chart: SubjectChart, rows: readonly Meant[]): readonly Meant[] => {
  const all = domainNames.flatMap(domain => rowsOf(chart, domain))
  const once = new Map(rows.map(meant => [`${all.indexOf(meant.row)} ${meant.field}`, meant]))
  return [...once.values()].sort(
    (one, other) => all.indexOf(one.row) - all.indexOf(other.row) || (one.field < other.field ? -1 : 1),
  )
}
