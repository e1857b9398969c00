import type { RunEventRow } from '../sql/runs.js'

// The classes whose whole reason stands in the line of the site that they refuse.
const refusals = /^(?:Export[A-Za-z]*|MappingIncomplete)(?=: )/

/** What a stage of a run failed by: a refused export by its class alone, because its reason stands in the line of its site. */
export const failureWords = ({ site, text }: Pick<RunEventRow, 'site' | 'text'>): string => {
  const kind = site === null ? undefined : refusals.exec(text)?.[0]
  return kind === undefined ? text : `${kind}; the line of ${site ?? ''} says why`
}
