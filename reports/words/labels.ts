import { withoutIndexDate } from '../../cohort/statuses.js'
import { type Label, labelChinese, labelText } from '../../protocol/language/ids.js'
import type { Study } from '../../protocol/language/study.js'
import { literalsOf, type Told, told, toldId, toldLiteral } from '../../words/told.js'

/** A label as it stands in the study, in English and in one line. */
export const toldLabel = (study: Study, label: Label): Told => {
  const text = labelText(label)
  const line = text.replaceAll(/[\r\n\t]+/g, ' ')
  return toldLiteral(line, literalsOf(study).has(text) ? [line] : [])
}

/** The label of an arm. */
export const armLabel = (study: Study, arm: string): Told =>
  arm === 'control' || arm === 'treated' ? toldLabel(study, study.arms[arm].label) : toldId(arm)

/** A level of a covariate as shown. */
export interface ShownLevel {
  readonly id: string
  readonly label: Told
}

/** A covariate as shown: with levels, or continuous where it has none. */
export interface ShownCovariate {
  readonly id: string
  readonly label: Told
  readonly unit: Told | null
  readonly decimals: number
  readonly levels: readonly ShownLevel[]
  readonly reference: string | null
  readonly use: readonly ('table' | 'matching' | 'cox')[]
}

/** A study's covariates with their labels, in the study's order. */
export const covariatesOf = (study: Study): readonly ShownCovariate[] =>
  study.covariates.map(covariate => {
    const levels = Object.entries(covariate.levels ?? {}).map(([id, level]) => ({
      id,
      label: toldLabel(study, labelOf(level)),
    }))
    return {
      id: covariate.id ?? covariate.variable,
      label: toldLabel(study, covariate.label),
      unit: covariate.unit === undefined ? null : toldLiteral(covariate.unit, literalsOf(study)),
      decimals: covariate.decimals,
      levels,
      reference: covariate.reference ?? levels[0]?.id ?? null,
      use: covariate.use,
    }
  })

/** A model's term (`arm.treated`, `age`, `age.gt60`) in words. */
export const termLabel = (study: Study, term: string): Told => {
  if (term === 'arm.treated') return told`${armLabel(study, 'treated')} v ${armLabel(study, 'control')}`
  if (term === 'intercept') return told`Intercept`
  const [id, levelId] = splitTerm(term)
  const covariate = covariatesOf(study).find(one => one.id === id)
  if (covariate === undefined) return toldId(term)
  if (levelId === null) return told`${covariate.label}, per ${covariate.unit ?? told`unit`}`
  const shown = (level: string | null): Told =>
    covariate.levels.find(one => one.id === level)?.label ?? (level === null ? told`` : toldId(level))
  return told`${covariate.label}: ${shown(levelId)} v ${shown(covariate.reference)}`
}

/** A criterion's label, the product's own reasons included. */
export const criterionLabel = (study: Study, criterion: string): Told => {
  const written = [...study.eligibility.include, ...study.eligibility.exclude].find(one => one.id === criterion)
  return written === undefined ? (builtInLabels[criterion] ?? toldId(criterion)) : toldLabel(study, written.label)
}

/** Why a step of the flow took a subject away: an inclusion criterion is one that was not met. */
export const exclusionLabel = (study: Study, criterion: string): Told => {
  const label = criterionLabel(study, criterion)
  if (criterion === withoutIndexDate) return told`${label}: held until the site answers`
  return study.eligibility.include.some(one => one.id === criterion) ? told`Not met: ${label}` : label
}

/** A label in English, with its Chinese in brackets behind it where the study asks for both. */
export const bothLanguages = (study: Study, label: Label): string => {
  const chinese = study.report.languages.includes('zh') ? labelChinese(label) : undefined
  return chinese === undefined ? labelText(label) : `${labelText(label)} (${chinese})`
}

const builtInLabels: Readonly<Record<string, Told>> = {
  'duplicate-subject': told`Duplicate: the same person at another site`,
  'no-index-date': told`No index date`,
  'no-arm': told`Arm not known`,
  'held-record': told`Record held until the site answers`,
  'death-before-index': told`Death before the index date`,
  'event-before-index': told`Event before the index date`,
  'follow-up-before-index': told`Last known before the index date`,
  'follow-up-held': told`What is last known is held`,
  held: told`Held: a criterion is not known`,
}

const labelOf = (level: Label | { readonly label: Label }): Label =>
  typeof level !== 'string' && 'label' in level ? level.label : level

const splitTerm = (term: string): readonly [string, string | null] => {
  const dot = term.indexOf('.')
  return dot < 0 ? [term, null] : [term.slice(0, dot), term.slice(dot + 1)]
}
