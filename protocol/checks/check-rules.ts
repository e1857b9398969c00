import { expectName, reject, type StudyFindings } from '../load/study-findings.js'
import type { Path } from '../load/yaml-file.js'
import type { Study } from '../language/study.js'
import { kindNames } from '../../words/finding-kinds.js'
import { keyInWords } from '../words/schema-words.js'
import { checkRule } from './check-rule.js'

// Reasons by which a subject is out or held that are found under another word.
const onlyReasons = ['follow-up-before-index', 'duplicate-subject']

/** Kinds of findings and reasons that are no rule's, so that no rule may be called so. */
export const takenKinds: readonly string[] = [...kindNames, ...onlyReasons]

/** Checks the rules of a study: what they are called, and that their domains, fields and codes are there. */
export const checkRules = (findings: StudyFindings, study: Study, shipped: readonly string[]): void => {
  const { own, without, severity } = study.rules
  const criteria = [...study.eligibility.include, ...study.eligibility.exclude].map(({ id }) => id)
  for (const [id, rule] of Object.entries(own)) {
    const path: Path = ['rules', 'own', id]
    const isTaken = [...shipped, ...takenKinds, ...criteria].includes(id)
    if (isTaken) {
      const message = `found ${keyInWords(id)}, which is another rule, a criterion, a reason or a kind of finding already`
      reject(findings, { of: 'study', path, at: 'key', message })
    }
    checkRule({ findings, of: 'study' }, path, rule, study.time)
  }
  without.forEach((id, at) => {
    const message = `found a rule that there is not`
    expectName(findings, shipped, { of: 'study', path: ['rules', 'without', at], message, found: id })
  })
  for (const id of Object.keys(severity)) {
    const path: Path = ['rules', 'severity', id]
    const message = `found ${keyInWords(id)}, which is no rule`
    if (!expectName(findings, [...shipped, ...Object.keys(own)], { of: 'study', path, at: 'key', message, found: id }))
      continue
    if (without.includes(id))
      reject(findings, { of: 'study', path, at: 'key', message: `found a rule that the study does without` })
  }
}
