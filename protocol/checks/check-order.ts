import { type StudyFindings, reject } from '../load/study-findings.js'
import { inWords } from '../words/schema-words.js'
import type { Study } from '../language/study.js'
import { isMeasured, namesIn, type VariableFacts } from '../facts/variable-facts.js'
import type { VariableDefinition } from '../language/variables.js'
import type { Path } from '../load/yaml-file.js'

type Facts = Readonly<Record<string, VariableFacts>>

/** The way from a variable back to itself through what it is derived from, or null. */
const cycleFrom = (name: string, facts: Facts): readonly string[] | null => {
  const seen = new Set<string>()
  const walk = (at: string, way: readonly string[]): readonly string[] | null => {
    for (const next of facts[at]?.from ?? []) {
      if (next === name) return [...way, next]
      if (seen.has(next)) continue
      seen.add(next)
      const found = walk(next, [...way, next])
      if (found !== null) return found
    }
    return null
  }
  return walk(name, [name])
}

const usedNames = (definition: VariableDefinition): readonly { name: string; path: Path }[] => {
  if (isMeasured(definition)) {
    const { window } = definition
    return typeof window === 'object' && 'around' in window ? [{ name: window.around, path: ['window', 'around'] }] : []
  }
  if ('when' in definition) return namesIn(definition.when, ['when'])
  if ('cut' in definition) return [{ name: definition.cut, path: ['cut'] }]
  if ('group' in definition) return [{ name: definition.group, path: ['group'] }]
  const [key, names] =
    'firstKnown' in definition
      ? (['firstKnown', definition.firstKnown] as const)
      : 'sum' in definition
        ? (['sum', definition.sum] as const)
        : (['daysBetween', definition.daysBetween] as const)
  return names.map((name, position) => ({ name, path: [key, position] }))
}

/** Checks that variables are used only below their own line, and that none is derived from itself. */
export const checkOrder = (findings: StudyFindings, study: Study, facts: Facts): void => {
  const names = Object.keys(study.variables)
  names.forEach((name, position) => {
    const definition = study.variables[name]
    if (definition === undefined) return
    const before = names.slice(0, position)
    for (const used of usedNames(definition)) {
      if (before.includes(used.name)) continue
      const path = ['variables', name, ...used.path]
      const at = used.path[0] === 'when' ? 'key' : 'value'
      const cycle = names.includes(used.name) ? cycleFrom(name, facts) : null
      if (used.name === name || cycle !== null) {
        reject(findings, {
          of: 'study',
          path,
          at,
          message: `'${name}' is derived from itself: ${(cycle ?? [name, name]).join(' from ')}`,
        })
      } else if (names.includes(used.name)) {
        reject(findings, {
          of: 'study',
          path,
          at,
          message: `'${used.name}' is used before it is declared: put it above '${name}'`,
        })
      } else if (used.path[0] !== 'when') {
        reject(findings, {
          of: 'study',
          path,
          message: `found ${inWords(used.name)}, which is no variable`,
          found: used.name,
          allowed: before,
        })
      }
    }
  })
}
