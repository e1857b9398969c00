import type { Severity } from './severity.js'

const heldValue = ['hold value'] as const
const question = ['info'] as const
const heldOrAsked = ['info', 'hold value'] as const
const refused = ['refuse file'] as const
const refusedOrAsked = ['info', 'refuse file'] as const
const refusedOrLeftOut = ['hold value', 'refuse file'] as const
const heldSubject = ['hold subject'] as const
const heldSubjectOrAsked = ['info', 'hold subject'] as const
const nobodys = [] as const

/** Kinds of findings about an id or a row as a whole, where it is read. */
const ofRows = {
  'not-a-subject': nobodys,
  'repeated-header': nobodys,
  'blank-id': heldValue,
  'test-id': heldValue,
  'unreadable-id': heldValue,
  'id-lost-digits': heldValue,
  'id-in-doubt': question,
  'id-alike': heldOrAsked,
  'leading-zeros-lost': heldOrAsked,
  'id-writings-differ': question,
  'ragged-row': heldValue,
  'unreadable-cell': heldValue,
  'duplicate-row': question,
  'duplicate-differs': heldValue,
  'link-differs': heldValue,
  'no-subject-row': heldValue,
  'no-time-of-day': question,
  'unlisted-when': heldOrAsked,
  'identifier-in-text': question,
} as const satisfies Readonly<Record<string, readonly Severity[]>>

/** Kinds of findings about a value in a cell. */
const ofValues = {
  'unlisted-code': heldValue,
  'nobody-had': heldValue,
  'probably-missing': heldValue,
  'date-for-code': heldValue,
  'identifier-in-value': heldValue,
  'flag-contradicts': heldValue,
  'not-a-number': heldValue,
  'date-for-number': heldValue,
  'limit-for-number': heldValue,
  'several-numbers': heldValue,
  range: heldValue,
  'ambiguous-number': heldValue,
  'approximate-number': heldValue,
  'graded-result': heldValue,
  'words-behind-number': heldValue,
  'limit-without-number': heldValue,
  'limits-contradict': heldValue,
  'decimal-marks-contradict': heldValue,
  'implausible-value': heldValue,
  'age-in-months': heldValue,
  'unknown-unit': heldValue,
  'missing-unit': question,
  'unit-contradicts': heldOrAsked,
  'unit-with-factor': heldValue,
  'unit-drift': question,
  'impossible-date': heldValue,
  'unreadable-date': heldValue,
  'ambiguous-date': heldValue,
  'approximate-date': heldValue,
  'partial-date': heldValue,
  'range-of-days': heldValue,
  'two-digit-year': heldValue,
  'foreign-month': heldValue,
  'day-order-contradicts': heldValue,
  'date-after-export': heldValue,
  'sentinel-date': heldValue,
  'implausible-date': heldValue,
  'time-with-zone': heldValue,
} as const satisfies Readonly<Record<string, readonly Severity[]>>

/** Kinds of findings about a file or a column as a whole, by itself or beside the last accepted export. */
const ofFiles = {
  'rows-ragged': refused,
  'rows-untold': refused,
  'rows-of-strangers': refused,
  'ids-alike': refused,
  'ids-unusable': refused,
  'ids-shorter': question,
  'identifiers-too-many': refused,
  'column-looks-identifying': question,
  'column-unusable': refusedOrLeftOut,
  'when-words-unlisted': refusedOrLeftOut,
  'when-matches-nothing': question,
  'unit-in-header': question,
  'no-unit-named': question,
  'file-of-another-site': refused,
  'no-subject-known': refused,
  'older-export': refused,
  'older-data-date': refused,
  'data-date-ahead': question,
  'older-dates': refusedOrAsked,
  'ids-shifted': refused,
  'subjects-shrank': refused,
  'rows-shrank': refused,
  'numbers-re-scaled': refused,
  'column-added': question,
  'column-removed': question,
  'column-emptied': refusedOrAsked,
  'column-re-coded': question,
  'column-re-united': question,
  'constant-facts-changed': refused,
  'constant-fact-changed': question,
  'alive-again': refusedOrAsked,
  'not-compared': question,
} as const satisfies Readonly<Record<string, readonly Severity[]>>

/** Kinds of findings about a subject's course, or about what all sites together show, that are no rule's. */
const ofSubjects = {
  'held-record': heldSubject,
  'no-index-date': heldSubject,
  'no-arm': heldSubject,
  'cannot-tell': heldSubject,
  'follow-up-held': heldSubject,
  'contact-before-index': heldSubject,
  'record-before-index': heldSubject,
  'event-before-index': heldSubjectOrAsked,
  'death-before-index': heldSubjectOrAsked,
  'event-without-day': question,
  'no-follow-up': question,
  'unlikely-day': question,
  'unlikely-age': question,
  'code-unread': question,
  'same-person': question,
  'linked-person-differs': question,
  'decided-person-gone': question,
  'unit-swapped': question,
  'distribution-unlike': question,
} as const satisfies Readonly<Record<string, readonly Severity[]>>

/**
 * The one list of the kinds of findings that are no rule's, each with how grave it can be; none where it is nobody's. What
 * refuses a file is a question once somebody accepted the file by name.
 */
export const findingKinds = { ...ofRows, ...ofValues, ...ofFiles, ...ofSubjects } as const

/** What a finding is of that is no rule's: a short word that stays. */
export type FindingKind = keyof typeof findingKinds

/** The kinds of findings that can be of each of the severities named. */
export type KindThatCan<Can extends Severity> = {
  [Kind in FindingKind]: [Can] extends [(typeof findingKinds)[Kind][number]] ? Kind : never
}[FindingKind]

declare const named: unique symbol

/** What a finding of a rule is of: the rule's id, which a study may choose. */
export type RuleName = string & { readonly [named]: true }

/** Names a rule as what its findings are of. */
export const ruleName = (id: string): RuleName => id as RuleName

/** The names of all kinds of findings that are no rule's. */
export const kindNames: readonly string[] = Object.keys(findingKinds)

/** Whether a kind is found about a subject as a whole, or about sites: never in a file or a column. */
export const isOfSubjects = (kind: string): boolean => Object.hasOwn(ofSubjects, kind)

/** Whether a kind can do no more than refuse its file: such findings are accepted with the file and never waived. */
export const onlyRefuses = (kind: string): boolean => {
  const grave: readonly Severity[] | undefined = new Map<string, readonly Severity[]>(Object.entries(findingKinds)).get(
    kind,
  )
  return grave?.length === 1 && grave[0] === 'refuse file'
}

/** Kinds of held rows that are nobody's, so that no site has to answer for them: totals, notes, the header again. */
export const nobodysKinds: ReadonlySet<string> = new Set(
  Object.entries(findingKinds).flatMap(([kind, grave]) => (grave.length === 0 ? [kind] : [])),
)
