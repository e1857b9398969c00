import { builtInReasons } from '../language/eligibility.js'
import { type StudyFindings, reject } from '../load/study-findings.js'
import type { Study } from '../language/study.js'
import { namesIn, type VariableFacts } from '../facts/variable-facts.js'
import type { Condition } from '../language/conditions.js'
import type { Path } from '../load/yaml-file.js'
import { checkCondition } from './check-conditions.js'

type Facts = Readonly<Record<string, VariableFacts>>

// These stand where a criterion's id stands in the flow's result keys.
const flowWords = ['assessed', 'held', 'held-later', 'eligible']

/** Checks criteria and arms. */
export const checkEligibility = (findings: StudyFindings, study: Study, facts: Facts): void => {
  const taken = new Map<string, string>()
  for (const list of ['include', 'exclude'] as const) {
    study.eligibility[list].forEach(({ id, when }, position) => {
      const path = ['eligibility', list, position]
      if (([...builtInReasons, ...flowWords] as readonly string[]).includes(id)) {
        reject(findings, {
          of: 'study',
          path: [...path, 'id'],
          message: `found '${id}', a reason that the product gives itself: choose another id`,
        })
      } else if (taken.has(id)) {
        reject(findings, {
          of: 'study',
          path: [...path, 'id'],
          message: 'found an id a second time: criteria have ids of their own',
        })
      }
      taken.set(id, list)
      checkCondition(findings, [...path, 'when'], when, facts)
    })
  }
  checkCondition(findings, ['arms', 'control', 'when'], study.arms.control.when, facts)
  checkCondition(findings, ['arms', 'treated', 'when'], study.arms.treated.when, facts)
}

const uses = (study: Study): readonly { what: string; path: Path; name: string }[] => {
  const inCondition = (
    what: string,
    path: Path,
    when: Condition,
  ): readonly { what: string; path: Path; name: string }[] =>
    namesIn(when, path).map(({ name, path: here }) => ({ what, path: here, name }))
  return [
    ...(['include', 'exclude'] as const).flatMap(list =>
      study.eligibility[list].flatMap(({ id, when }, position) =>
        inCondition(`the criterion '${id}'`, ['eligibility', list, position, 'when'], when),
      ),
    ),
    ...(['control', 'treated'] as const).flatMap(arm =>
      inCondition(`the arm '${arm}'`, ['arms', arm, 'when'], study.arms[arm].when),
    ),
    ...study.covariates.map(({ variable }, position) => ({
      what: 'a covariate',
      path: ['covariates', position, 'variable'],
      name: variable,
    })),
  ]
}

/**
 * Checks that nothing measured after the index date decides eligibility, arm or a covariate unless the study says why.
 */
export const checkAfterIndex = (findings: StudyFindings, study: Study, facts: Facts): void => {
  const told = new Set<string>()
  for (const { what, name } of uses(study)) {
    const known = facts[name]
    if (known === undefined || known.justified || known.reach <= 0 || told.has(name)) continue
    told.add(name)
    reject(findings, {
      of: 'study',
      path: ['variables', name],
      at: 'key',
      message:
        `'${name}' looks past the index date and decides ${what}: ` +
        'end its window at 0 d, or say why with afterIndex: { reason: … }',
    })
  }
}
