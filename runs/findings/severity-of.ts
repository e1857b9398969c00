import type { FindingEffect } from '../../harmonize/columns/file-finding.js'
import type { IssueEffect } from '../../harmonize/shared-row.js'
import type { Severity } from '../../words/severity.js'
import { nobodysKinds } from '../../words/finding-kinds.js'

/** How grave a record issue is; null for what is nobody's, or was only written in the usual way. */
export const severityOfIssue = ({
  kind,
  effect,
}: {
  readonly kind: string
  readonly effect: IssueEffect
}): Severity | null => {
  if (effect === 'normalized' || nobodysKinds.has(kind)) return null
  return effect === 'query' ? 'info' : 'hold value'
}

/** How grave a finding about a file or column is; what a named decision let through is only told. */
export const severityOfFile = ({
  effect,
  used,
}: {
  readonly effect: FindingEffect
  readonly used: boolean
}): Severity => {
  if (effect === 'query') return 'info'
  if (effect === 'column left out') return 'hold value'
  return used ? 'info' : 'refuse file'
}
