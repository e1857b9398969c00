import { expectName, type StudyFindings, reject } from '../load/study-findings.js'
import type { Published } from '../language/published.js'
import type { ResultPart } from '../language/result-keys.js'
import type { Study } from '../language/study.js'
import type { Path } from '../load/yaml-file.js'
import { covariateId } from './check-covariates.js'

const thirdSegments = (study: Study): Readonly<Partial<Record<ResultPart, readonly string[]>>> => {
  const endpoints = Object.keys(study.endpoints)
  return {
    flow: [
      'assessed',
      'held',
      'eligible',
      'duplicate-subject',
      ...study.eligibility.include.map(({ id }) => id),
      ...study.eligibility.exclude.map(({ id }) => id),
    ],
    baseline: study.covariates.map(covariateId),
    response: study.response?.targets.map(({ id }) => id) ?? [],
    survival: endpoints,
    cox: endpoints,
    safety: ['any', ...(study.safety?.categories.map(({ id }) => id) ?? [])],
    subsequent: study.subsequent?.therapies.map(({ id }) => id) ?? [],
  }
}

/** Checks that printed numbers stand under keys that this study can have, each once. */
export const checkPublished = (findings: StudyFindings, study: Study, published: Published): void => {
  const segments = thirdSegments(study)
  const check = (key: string, path: Path): void => {
    const [part = '', , what = ''] = key.split('/')
    const allowed = segments[part as ResultPart]
    if (allowed === undefined) return
    expectName(findings, allowed, {
      of: 'published',
      path,
      message: 'found a key whose third part this study does not have',
      found: what,
    })
  }
  const seen = new Set<string>()
  published.values.forEach(({ key }, position) => {
    const path = ['values', position, 'key']
    if (seen.has(key)) reject(findings, { of: 'published', path, message: 'found a key a second time' })
    seen.add(key)
    check(key, path)
  })
  const ids = published.statements.map(({ id }) => id)
  published.statements.forEach(({ id, keys }, position) => {
    const path = ['statements', position]
    if (ids.indexOf(id) < position)
      reject(findings, { of: 'published', path: [...path, 'id'], message: 'found the id of a statement a second time' })
    keys.forEach((key, at) => {
      check(key, [...path, 'keys', at])
    })
  })
}
