import { withoutIndexDate } from '../cohort/count-attrition.js'
import { type Label, labelChinese, labelText } from '../protocol/ids.js'
import type { Study } from '../protocol/study.js'

/** The arms in the order in which tables show them. */
export const arms = ['control', 'treated'] as const

/** An arm by its id. */
export type ArmId = (typeof arms)[number]

/** The label of an arm. */
export const armLabel = (study: Study, arm: string): string =>
  arm === 'control' || arm === 'treated' ? labelText(study.arms[arm].label) : arm

/** A level of a covariate as shown. */
export interface ShownLevel {
  readonly id: string
  readonly label: string
}

/** A covariate as shown: with levels, or continuous where it has none. */
export interface ShownCovariate {
  readonly id: string
  readonly label: string
  readonly unit: string | null
  readonly decimals: number
  readonly levels: readonly ShownLevel[]
  readonly reference: string | null
  readonly use: readonly ('table' | 'matching' | 'cox')[]
}

/** A study's covariates with their labels, in the study's order. */
export const covariatesOf = (study: Study): readonly ShownCovariate[] =>
  study.covariates.map(covariate => {
    const levels = Object.entries(covariate.levels ?? {}).map(([id, level]) => ({ id, label: levelText(level) }))
    return {
      id: covariate.id ?? covariate.variable,
      label: labelText(covariate.label),
      unit: covariate.unit ?? null,
      decimals: covariate.decimals,
      levels,
      reference: covariate.reference ?? levels[0]?.id ?? null,
      use: covariate.use,
    }
  })

/** A model's term (`arm.treated`, `age`, `age.gt60`) in words. */
export const termLabel = (study: Study, term: string): string => {
  if (term === 'arm.treated') return `${armLabel(study, 'treated')} v ${armLabel(study, 'control')}`
  if (term === 'intercept') return 'Intercept'
  const [id, levelId] = splitTerm(term)
  const covariate = covariatesOf(study).find(one => one.id === id)
  if (covariate === undefined) return term
  if (levelId === null) return `${covariate.label}, per ${covariate.unit ?? 'unit'}`
  const shown = (level: string | null): string => covariate.levels.find(one => one.id === level)?.label ?? level ?? ''
  return `${covariate.label}: ${shown(levelId)} v ${shown(covariate.reference)}`
}

/** A criterion's label, the product's own reasons included. */
export const criterionLabel = (study: Study, criterion: string): string => {
  const written = [...study.eligibility.include, ...study.eligibility.exclude].find(one => one.id === criterion)
  return written === undefined ? (builtInLabels[criterion] ?? criterion) : labelText(written.label)
}

/** Why a step of the flow took a subject away: an inclusion criterion is one that was not met. */
export const exclusionLabel = (study: Study, criterion: string): string => {
  if (criterion === withoutIndexDate) return `${criterionLabel(study, criterion)}: held until the site answers`
  return study.eligibility.include.some(one => one.id === criterion)
    ? `Not met: ${criterionLabel(study, criterion)}`
    : criterionLabel(study, criterion)
}

/** A label in English, with its Chinese in brackets behind it where the study asks for both. */
export const bothLanguages = (study: Study, label: Label): string => {
  const chinese = study.report.languages.includes('zh') ? labelChinese(label) : undefined
  return chinese === undefined ? labelText(label) : `${labelText(label)} (${chinese})`
}

const builtInLabels: Readonly<Record<string, string>> = {
  'duplicate-subject': 'Duplicate: the same person at another site',
  'no-index-date': 'No index date',
  'no-arm': 'Arm cannot be told',
  'held-record': 'Record held until the site answers',
  'death-before-index': 'Death before the index date',
  'event-before-index': 'Event before the index date',
  'follow-up-before-index': 'Last known before the index date',
  'follow-up-held': 'What is last known is held',
  held: 'Held: a criterion cannot be told',
}

const levelText = (level: Label | { readonly label: Label }): string =>
  typeof level !== 'string' && 'label' in level ? labelText(level.label) : labelText(level)

const splitTerm = (term: string): readonly [string, string | null] => {
  const dot = term.indexOf('.')
  return dot < 0 ? [term, null] : [term.slice(0, dot), term.slice(dot + 1)]
}
