/** What is wrong in a printed statement, in a sentence: of words and numbers of the study's own file alone. */
export interface AuditFinding {
  /** `incomplete` where something is left out that the rest still tells. */
  readonly severity: 'contradictory' | 'incomplete'
  readonly message: string
}

/** A finding that two printed numbers cannot both be right. */
export const contradictory = (message: string): AuditFinding => ({ severity: 'contradictory', message })
