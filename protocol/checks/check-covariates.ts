import { doubt, expectName, type StudyFindings, reject } from '../load/study-findings.js'
import { inWords } from '../words/schema-words.js'
import type { Covariate } from '../language/covariates.js'
import type { Study } from '../language/study.js'
import type { VariableFacts } from '../facts/variable-facts.js'
import type { Path } from '../load/yaml-file.js'

/** A covariate's id. */
export const covariateId = ({ id, variable }: Covariate): string => id ?? variable

const reserved = ['arm', 'intercept']

/** The codes or numbers of each level, as written or the level's own id. */
export const levelValues = (covariate: Covariate): Readonly<Record<string, readonly (string | number | boolean)[]>> =>
  Object.fromEntries(
    Object.entries(covariate.levels ?? {}).map(([level, written]) => [
      level,
      typeof written === 'object' && 'values' in written ? written.values : [level],
    ]),
  )

const checkCut = (findings: StudyFindings, path: Path, covariate: Covariate, numeric: boolean): void => {
  const { cut = [], levels } = covariate
  const count = Object.keys(levels ?? {}).length
  if (!numeric)
    reject(findings, {
      of: 'study',
      path: [...path, 'cut'],
      message: `found cut points, but the variable is no number`,
    })
  if (cut.some((point, position) => position > 0 && point <= (cut[position - 1] ?? -Infinity))) {
    reject(findings, {
      of: 'study',
      path: [...path, 'cut'],
      message: 'found cut points that do not ascend',
    })
  }
  if (count !== cut.length + 1) {
    const wanted = `for ${String(cut.length)} cut points, expected ${String(cut.length + 1)}`
    const message = `found ${String(count)} levels ${wanted}`
    reject(findings, { of: 'study', path: [...path, levels === undefined ? 'cut' : 'levels'], message })
  }
  for (const [level, written] of Object.entries(levels ?? {})) {
    if (typeof written !== 'object' || !('values' in written)) continue
    reject(findings, {
      of: 'study',
      path: [...path, 'levels', level],
      message: `found values for '${level}', but its bounds come from the cut points`,
    })
  }
}

const checkCodes = (findings: StudyFindings, path: Path, covariate: Covariate, kind: VariableFacts['kind']): void => {
  const seen = new Map<string, string>()
  for (const [level, values] of Object.entries(levelValues(covariate))) {
    for (const value of values) {
      const here = [...path, 'levels', level]
      const before = seen.get(String(value))
      if (before !== undefined)
        reject(findings, {
          of: 'study',
          path: here,
          message: `found ${inWords(value)} in '${level}', which is in '${before}' already`,
        })
      seen.set(String(value), level)
      const fits =
        kind === 'boolean'
          ? typeof value === 'boolean'
          : kind === 'number'
            ? typeof value === 'number'
            : typeof value !== 'boolean'
      if (fits) continue
      const wanted =
        kind === 'boolean'
          ? 'values: [true] or values: [false]'
          : kind === 'number'
            ? 'cut, or values with numbers'
            : 'codes'
      reject(findings, {
        of: 'study',
        path: here,
        message: `found ${inWords(value)} for the level '${level}' of a ${kind} variable`,
        allowed: [wanted],
      })
    }
  }
}

const checkCovariate = (
  findings: StudyFindings,
  covariate: Covariate,
  path: Path,
  facts: Readonly<Record<string, VariableFacts>>,
): void => {
  const { variable, cut, levels, reference } = covariate
  const message = `found ${inWords(variable)}, which is no variable`
  if (!expectName(findings, Object.keys(facts), { of: 'study', path: [...path, 'variable'], message, found: variable }))
    return
  const kind = facts[variable]?.kind ?? 'code'
  const numeric = kind === 'number' || kind === 'quantity'
  if (kind === 'day')
    reject(findings, {
      of: 'study',
      path: [...path, 'variable'],
      message: `found the variable '${variable}', a day: no covariate`,
    })
  else if (cut !== undefined) checkCut(findings, path, covariate, numeric)
  else if (levels !== undefined) {
    checkCodes(findings, path, covariate, kind)
    checkListed(findings, path, covariate, facts[variable]?.codes)
  } else if (!numeric)
    reject(findings, { of: 'study', path, at: 'key', message: `'levels' is missing: '${variable}' is no number` })
  if (levels !== undefined && Object.keys(levels).length < 2) {
    reject(findings, { of: 'study', path: [...path, 'levels'], message: 'found one level, expected at least two' })
  }
  if (reference === undefined) return
  const referenceMessage = `found ${inWords(reference)} as the reference, which is no level`
  expectName(findings, Object.keys(levels ?? {}), {
    of: 'study',
    path: [...path, 'reference'],
    message: referenceMessage,
    found: reference,
  })
}

// Whose band or group has no level would be unknown in the covariate, and out of every model, without a word.
const checkListed = (
  findings: StudyFindings,
  path: Path,
  covariate: Covariate,
  codes: readonly string[] | undefined,
): void => {
  if (codes === undefined) return
  const levels = Object.entries(levelValues(covariate))
  for (const [level, values] of levels) {
    for (const value of values) {
      const details = { of: 'study', path: [...path, 'levels', level], found: String(value) } as const
      expectName(findings, codes, {
        ...details,
        message: `found ${inWords(value)}, which ${covariate.variable} cannot be`,
      })
    }
  }
  const used = levels.flatMap(([, values]) => values.map(String))
  const left = codes.filter(code => !used.includes(code))
  if (left.length === 0) return
  const message = `no level for ${left.map(code => `'${code}'`).join(', ')}: such subjects are unknown in it`
  doubt(findings, { of: 'study', path: [...path, 'levels'], at: 'key', message })
}

/** Checks the covariates, and where matching and models name them. */
export const checkCovariates = (
  findings: StudyFindings,
  study: Study,
  facts: Readonly<Record<string, VariableFacts>>,
): void => {
  const ids = study.covariates.map(covariateId)
  study.covariates.forEach((covariate, position) => {
    const path = ['covariates', position]
    const id = covariateId(covariate)
    const at = [...path, covariate.id === undefined ? 'variable' : 'id']
    if (ids.indexOf(id) < position)
      reject(findings, {
        of: 'study',
        path: at,
        message: 'found a covariate a second time: give one an id of its own',
      })
    if (reserved.includes(id))
      reject(findings, { of: 'study', path: at, message: `found '${id}', a term of the models: choose another id` })
    checkCovariate(findings, covariate, path, facts)
  })
  const named = (names: readonly string[], path: Path, use: Covariate['use'][number]): void => {
    names.forEach((name, position) => {
      const here = [...path, position]
      if (
        !expectName(findings, ids, {
          of: 'study',
          path: here,
          message: `found ${inWords(name)}, which is no covariate`,
          found: name,
        })
      )
        return
      if (study.covariates[ids.indexOf(name)]?.use.includes(use) === true) return
      reject(findings, {
        of: 'study',
        path: here,
        message: `found a covariate whose 'use' leaves ${use} out`,
      })
    })
  }
  const {
    matching,
    analyses: { cox },
  } = study
  if (matching !== undefined && Array.isArray(matching.covariates))
    named(matching.covariates, ['matching', 'covariates'], 'matching')
  if (Array.isArray(cox.multivariate)) named(cox.multivariate, ['analyses', 'cox', 'multivariate'], 'cox')
  if (matching !== undefined && !study.covariates.some(({ use }) => use.includes('matching'))) {
    reject(findings, {
      of: 'study',
      path: ['matching'],
      at: 'key',
      message: `found matching, but no covariate to match on`,
    })
  }
}
