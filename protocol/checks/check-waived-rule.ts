import { kindNames, nobodysKinds, onlyRefuses } from '../../words/finding-kinds.js'
import type { Study } from '../language/study.js'
import { byNearness } from '../load/nearest.js'

/** Why nothing can be waived under a name, and what may stand there instead, the likeliest first. */
export interface NothingWaived {
  readonly message: string
  readonly allowed: readonly string[]
}

/** The names of rules: those that a study goes by, and those that every study has, if it does not do without. */
export interface RuleNames {
  readonly goneBy: readonly string[]
  readonly shipped: readonly string[]
}

const waivable = kindNames.filter(kind => !nobodysKinds.has(kind) && !onlyRefuses(kind))

/** Says why a waiver of a rule can cover nothing, by the rules that the study goes by; null where it can. */
export const nothingWaived = (
  rule: string,
  { rules, eligibility }: Pick<Study, 'rules' | 'eligibility'>,
  { goneBy, shipped }: RuleNames,
): NothingWaived | null => {
  const names = [...goneBy, ...waivable]
  if (names.includes(rule)) return null
  const because = (message: string, allowed: readonly string[] = []): NothingWaived => ({ message, allowed })
  if (nobodysKinds.has(rule))
    return because('found a kind of finding that holds nothing of anybody: it needs no waiver')
  if (onlyRefuses(rule))
    return because(
      "found a kind of finding that refuses a file: it is never waived, 'cohortium accept' lets a file through",
    )
  if (rules.without.includes(rule)) return because('found a rule that the study does without')
  if (shipped.includes(rule)) return because('found a rule that finds nothing until the study names the schedule')
  if ([...eligibility.include, ...eligibility.exclude].some(({ id }) => id === rule))
    return because('found a criterion: a subject of whom it cannot be told is found under another name', [
      'cannot-tell',
    ])
  return because('found what is no rule of the study and no kind of finding', byNearness(rule, names))
}
