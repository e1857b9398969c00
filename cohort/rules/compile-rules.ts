import type { CohortPlan, PlannedRule } from '../../protocol/facts/study-plan.js'
import { domainNames } from '../../protocol/schema/domains.js'
import { told, type Told, toldLiteral } from '../../words/told.js'
import { placesOf, question, type Question } from '../questions/question.js'
import type { OpenRange } from '../range/open-range.js'
import type { RowOf } from '../range/places.js'
import { judgeDisagree } from './judge-disagree.js'
import { judgeMissing } from './judge-missing.js'
import { judgeOrder, judgeWindow } from './judge-order.js'
import { judgeGap, judgeJump, judgeRepeated } from './judge-series.js'
import { judgeAge, judgeCount, judgeRange } from './judge-values.js'
import type { Hit } from './rule-hits.js'
import { ruleName } from '../../words/finding-kinds.js'

/** A row that a rule finds fault with, by its field. */
interface FieldRow extends RowOf {
  readonly field: string
}

/** What rules found in a range; most subjects are in none. */
export interface RuleFindings {
  /** Marks the subjects of whom a rule says something. */
  readonly mark: (marks: Uint8Array) => void
  /** The rules that hold a subject, in the study's order. */
  readonly holding: (subject: number) => readonly string[]
  readonly ask: (subject: number) => readonly Question[]
}

interface CompiledRule {
  readonly id: string
  readonly severity: PlannedRule['severity']
  readonly says: Told
  /** Whether rows of several domains are one finding, as of sources that disagree; else each domain has its own. */
  readonly together: boolean
  readonly judge: (open: OpenRange, hit: Hit) => void
}

/** Makes the rules of a study ready to judge ranges. */
export const compileRules = ({ rules }: Pick<CohortPlan, 'rules'>): ((open: OpenRange) => RuleFindings) => {
  const compiled = Object.entries(rules.own).map(([id, rule]): CompiledRule => {
    const { severity, says } = rule
    const together = rule.disagree !== undefined || rule.count !== undefined
    return { id, severity, says: toldLiteral(says, [says]), together, judge: (open, hit) => judge(open, rule, hit) }
  })
  return open => {
    const found = compiled.map(rule => ({ ...rule, bySubject: hitsOf(open, rule) }))
    const held = found.filter(({ severity }) => severity === 'hold subject')
    return {
      mark: marks => {
        for (const { bySubject } of found) for (const subject of bySubject.keys()) marks[subject] = 1
      },
      holding: subject => held.flatMap(({ id, bySubject }) => (bySubject.has(subject) ? [id] : [])),
      ask: subject =>
        found.flatMap(({ id, severity, says, together, bySubject }) => {
          const rows = bySubject.get(subject)
          return rows === undefined
            ? []
            : parts(inOrder(rows), together).map(part => asked(open, id, severity, says, part))
        }),
    }
  }
}

const judge = (open: OpenRange, rule: PlannedRule, hit: Hit): void => {
  if (rule.order !== undefined) judgeOrder(open, rule.order, hit)
  if (rule.window !== undefined) judgeWindow(open, rule.window, hit)
  if (rule.gap !== undefined) judgeGap(open, rule.gap, hit)
  if (rule.jump !== undefined) judgeJump(open, rule.jump, hit)
  if (rule.repeated !== undefined) judgeRepeated(open, rule.repeated, hit)
  if (rule.disagree !== undefined) judgeDisagree(open, rule.disagree, hit)
  if (rule.age !== undefined) judgeAge(open, rule.age, hit)
  if (rule.range !== undefined) judgeRange(open, rule.range, hit)
  if (rule.count !== undefined) judgeCount(open, rule.count, hit)
  if (rule.missing !== undefined) judgeMissing(open, rule.missing, hit)
}

const hitsOf = (open: OpenRange, rule: CompiledRule): ReadonlyMap<number, readonly FieldRow[]> => {
  const found = new Map<number, FieldRow[]>()
  rule.judge(open, (subject, set, row, field) => {
    const rows = found.get(subject) ?? []
    found.set(subject, rows)
    if (set !== undefined && row !== undefined && field !== undefined) {
      rows.push({ name: set.name, columns: set.columns, row, field })
    }
  })
  return found
}

const parts = (rows: readonly FieldRow[], together: boolean): readonly (readonly FieldRow[])[] => {
  if (together) return [rows]
  const names = [...new Set(rows.map(({ name }) => name))]
  return names.map(name => rows.filter(row => row.name === name))
}

const asked = (
  { range }: OpenRange,
  id: string,
  severity: PlannedRule['severity'],
  says: Told,
  rows: readonly FieldRow[],
): Question => {
  const places = rows.length === 0 ? told`` : told`: ${placesOf(range, rows)}`
  return { ...question(range, ruleName(id), told`${says}${places}`, rows), severity }
}

const domainOrder = new Map(domainNames.map((name, at) => [name, at]))

// Each row's field once, however often a rule met it.
const inOrder = (rows: readonly FieldRow[]): readonly FieldRow[] =>
  [...rows]
    .sort(
      (one, other) =>
        domainOrder.get(one.name)! - domainOrder.get(other.name)! ||
        one.row - other.row ||
        (one.field < other.field ? -1 : one.field > other.field ? 1 : 0),
    )
    .filter((row, at, all) => {
      const before = all[at - 1]
      return before?.name !== row.name || before.row !== row.row || before.field !== row.field
    })
