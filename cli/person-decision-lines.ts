import colors from 'picocolors'
import type { NamedSubject } from '../cohort/across/person-decision.js'
import type { PersonDecisionRow } from '../sql/person-decisions.js'

/** Whether a decision is about these two subjects. */
export const isOfPair = (
  { one_key: one, other_key: other }: Pick<PersonDecisionRow, 'one_key' | 'other_key'>,
  pair: readonly Pick<NamedSubject, 'key'>[],
): boolean => pair.every(({ key }) => key === one || key === other)

/** The two subjects of a decision, in words. */
export const pairWords = (decision: Omit<PersonDecisionRow, 'study'>): string => {
  const { one_display_id: one, one_site: site, other_display_id: other, other_site: otherSite } = decision
  return `${one} of ${site} and ${other} of ${otherSite}`
}

/** What was decided of two subjects as a line of the terminal, with a second one where it was undone. */
export const personDecisionLine = (decision: Omit<PersonDecisionRow, 'study'>): string => {
  const { decision_id: id, same, decided_by: by, decided_at: at, reason } = decision
  const undone =
    decision.undone_at === null
      ? ''
      : colors.dim(
          `\n          undone by ${decision.undone_by ?? '-'} on ${decision.undone_at.slice(0, 10)}: ${decision.undone_because ?? ''}`,
        )
  const what = same ? 'one person' : 'two persons'
  return `${id}  ${pairWords(decision)} are ${what} by ${by} on ${at.slice(0, 10)}: ${reason}${undone}`
}
