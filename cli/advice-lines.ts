import colors from 'picocolors'
import { nobodysKinds } from '../words/finding-kinds.js'
import { adviceOn, type RuleAdvice } from '../words/finding-advice.js'
import type { CheckedSite } from './check-exports.js'

/** What is to be done about each kind of findings that sites have, or that they show together, as lines of the terminal. */
export const adviceLines = (
  sites: readonly CheckedSite[],
  questions: readonly { readonly kind: string }[],
  rules: RuleAdvice,
): readonly string[] => {
  const found = [...sites.flatMap(({ findings, issues }) => [...findings, ...issues]), ...questions]
  const kinds = [...new Set<string>(found.map(({ kind }) => kind))].filter(kind => !nobodysKinds.has(kind)).sort()
  if (kinds.length === 0) return []
  const widest = Math.max(...kinds.map(({ length }) => length))
  return [colors.bold('What to do'), ...kinds.map(kind => `  ${kind.padEnd(widest)}  ${adviceOn(kind, rules)}`), '']
}
