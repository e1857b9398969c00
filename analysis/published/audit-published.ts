import { labelText } from '../../protocol/language/ids.js'
import type { Published, PublishedStatement } from '../../protocol/language/published.js'
import { auditCounts, auditSum } from './audit-counts.js'
import { auditEstimate, auditHazardRatio } from './audit-estimates.js'
import type { AuditFinding } from './audit-finding.js'
import { auditTwoByTwo } from './audit-two-by-two.js'

/** A finding with the statement that it is of, and the result keys that rest on it. */
export interface Contradiction extends AuditFinding {
  readonly statement: string
  readonly label: string
  readonly kind: PublishedStatement['kind']
  readonly keys: readonly string[]
}

/** Checks the printed numbers of a publication against each other, without any subject's data. */
export const auditPublished = (published: Published): readonly Contradiction[] =>
  published.statements.flatMap(statement =>
    auditStatement(statement).map(finding => ({
      ...finding,
      statement: statement.id,
      label: labelText(statement.label),
      kind: statement.kind,
      keys: statement.keys,
    })),
  )

const auditStatement = (statement: PublishedStatement): readonly AuditFinding[] => {
  switch (statement.kind) {
    case 'counts':
      return auditCounts(statement)
    case 'sum':
      return auditSum(statement)
    case 'estimate':
      return auditEstimate(statement)
    case 'hazard ratio':
      return auditHazardRatio(statement)
    case 'two by two':
      return auditTwoByTwo(statement)
  }
}
