/** A subject as a decision names it. */
export interface NamedSubject {
  readonly key: string
  readonly site: string
  readonly displayId: string
}

/** What a named person decided of two subjects: that they are one person, or two. */
export interface PersonDecision {
  readonly one: NamedSubject
  readonly other: NamedSubject
  readonly same: boolean
}

/** The keys of the subjects of some decisions. */
export const keysDecided = (decisions: readonly PersonDecision[]): ReadonlySet<string> =>
  new Set(decisions.flatMap(({ one, other }) => [one.key, other.key]))

/** The decisions that say of two subjects that they are one person. */
export const sameOnly = (decisions: readonly PersonDecision[]): readonly PersonDecision[] =>
  decisions.filter(({ same }) => same)
