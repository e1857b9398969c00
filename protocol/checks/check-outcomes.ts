import { type DomainName, fieldsOf } from '../schema/domains.js'
import type { EndpointSource } from '../language/endpoints.js'
import { expectName, type StudyFindings, reject } from '../load/study-findings.js'
import { inWords } from '../words/schema-words.js'
import type { Study } from '../language/study.js'
import type { Path } from '../load/yaml-file.js'
import { checkFields } from './check-conditions.js'

const dateFields = (domain: DomainName): readonly string[] =>
  Object.entries(fieldsOf(domain))
    .filter(([, kind]) => kind === 'date')
    .map(([field]) => field)

/** Checks that a field of a domain is a date. */
export const checkDateField = (findings: StudyFindings, path: Path, domain: DomainName, field: string): void => {
  expectName(findings, dateFields(domain), {
    of: 'study',
    path: [...path, 'date'],
    message: `found ${inWords(field)}, which is no date field of ${domain}`,
    found: field,
  })
}

const checkSources = (findings: StudyFindings, path: Path, sources: readonly EndpointSource[]): void => {
  sources.forEach(({ from, where, date }, position) => {
    checkFields(findings, 'study', [...path, position, 'where'], from, where)
    checkDateField(findings, [...path, position], from, date)
  })
}

const unique = (findings: StudyFindings, path: Path, ids: readonly string[], what: string): void => {
  ids.forEach((id, position) => {
    if (ids.indexOf(id) === position) return
    reject(findings, {
      of: 'study',
      path: [...path, position, 'id'],
      message: `found a ${what} a second time`,
    })
  })
}

/** Checks endpoints, response, adverse events and therapy after progression. */
export const checkOutcomes = (findings: StudyFindings, study: Study): void => {
  for (const [endpoint, { events, censoring }] of Object.entries(study.endpoints)) {
    checkSources(findings, ['endpoints', endpoint, 'events'], events)
    checkSources(findings, ['endpoints', endpoint, 'censoring'], censoring)
  }
  const { response, safety, subsequent } = study
  if (response !== undefined)
    unique(
      findings,
      ['response', 'targets'],
      response.targets.map(({ id }) => id),
      'target',
    )
  if (safety !== undefined) {
    const ids = safety.categories.map(({ id }) => id)
    unique(findings, ['safety', 'categories'], ids, 'category')
    const any = ids.indexOf('any')
    if (any >= 0)
      reject(findings, {
        of: 'study',
        path: ['safety', 'categories', any, 'id'],
        message: `found 'any', which stands for all categories in result keys`,
      })
    checkFields(findings, 'study', ['safety', 'until', 'exposure'], 'exposure', safety.until?.exposure)
  }
  if (subsequent !== undefined) {
    const { from, where, value, therapies } = subsequent
    unique(
      findings,
      ['subsequent', 'therapies'],
      therapies.map(({ id }) => id),
      'therapy',
    )
    checkFields(findings, 'study', ['subsequent', 'where'], from, where)
    const codes = Object.entries(fieldsOf(from))
      .filter(([, kind]) => kind === 'code')
      .map(([field]) => field)
    expectName(findings, codes, {
      of: 'study',
      path: ['subsequent', 'value'],
      message: `found ${inWords(value)}, which is no code field of ${from}`,
      found: value,
    })
  }
}
