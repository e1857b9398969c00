import { compareDisplayIds } from './display-order.js'

/** What tells subjects apart: the key that analyses go by, and the id that is printed. */
export interface NamedSubject {
  readonly subjectKey: string
  readonly displayId: string
}

/** The subject key of an id that is not identifying: it says the id, where all other keys are keyed hashes. */
export const openSubjectKey = (study: string, site: string, id: string): string => `${study}:${site}:${id}`

/** The sign that a key has where it says an open id, and that no keyed hash has. */
export const markOfOpenKey = ':'

/** Whether a subject's id is open. */
export const hasOpenId = ({ subjectKey }: Pick<NamedSubject, 'subjectKey'>): boolean =>
  subjectKey.includes(markOfOpenKey)

/**
 * The text that subjects are ordered by (`compareDisplayIds`) where nothing of theirs decides: an open id, with its site
 * in front where two sites number alike, else the keyed hash. A display id that was dealt out depends on who was met
 * before, so no order goes by it.
 */
export const textOfOrder = (subject: NamedSubject): string =>
  hasOpenId(subject) ? subject.displayId : subject.subjectKey

/** The order of subjects by those texts. */
export const compareSubjects = (a: NamedSubject, b: NamedSubject): number =>
  compareDisplayIds(textOfOrder(a), textOfOrder(b))
