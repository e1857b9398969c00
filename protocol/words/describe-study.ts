import { stringify } from 'yaml'
import { conditionWords } from './condition-words.js'
import { covariateWords, criterionWords, indexWords, sourceWords } from './design-words.js'
import type { Criterion } from '../language/eligibility.js'
import { labelText } from '../language/ids.js'
import type { LoadedStudy } from '../load/load-study.js'
import { deliveredDomains } from '../facts/mapping-blocks.js'
import type { SiteMapping } from '../language/site.js'
import { analysisLines, type MethodLine, summaryLines } from './method-words.js'
import { variableWords } from './variable-words.js'
import { shownSigns } from '../../words/shown-signs.js'

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map(line => `  ${line}`)]

const methodLines = (lines: readonly MethodLine[]): readonly string[] => lines.map(({ what, how }) => `${what}: ${how}`)

const criterionLines = (criteria: readonly Criterion[]): readonly string[] =>
  criteria.map(criterion => `${criterion.id}: ${criterionWords(criterion)}`)

const settingLines = ({ timeZone, dataDate }: SiteMapping): readonly string[] => [
  ...(timeZone === undefined ? [] : [`  days in ${timeZone}`]),
  ...(typeof dataDate === 'string' ? [`  data of ${dataDate}`] : []),
]

const siteLines = (site: string, mapping: SiteMapping): readonly string[] => [
  `${site}: ${labelText(mapping.label)}`,
  ...Object.entries(mapping.files).map(
    ([id, { name, sheet, encoding, quote, escape: escapeSign }]) =>
      `  ${id}: ${name}${sheet === undefined ? '' : `, sheet ${sheet}`}` +
      (encoding === undefined ? '' : ` (${encoding})`) +
      (quote === undefined
        ? ''
        : quote === 'none'
          ? ', quotes are signs like others'
          : `, ${quote} stands around cells`) +
      (escapeSign === undefined ? '' : `, ${escapeSign} escapes signs`),
  ),
  ...settingLines(mapping),
  `  delivers ${deliveredDomains(mapping).join(', ')}`,
]

const holdingLines = ({ own }: LoadedStudy['study']['rules']): readonly string[] =>
  Object.entries(own).flatMap(([id, { severity, says }]) => (severity === 'hold subject' ? [`${id}: ${says}`] : []))

/** What a valid study says, for a person to read over: sites, criteria, arms, endpoints and methods in words. */
export const describeStudy = ({ study, mappings, published, protocolHash }: LoadedStudy): string => {
  return [
    `${study.study}: ${labelText(study.title)}`,
    `  ${study.data} data, ${study.time}, zone ${study.timeZone}, protocol ${protocolHash.slice(0, 12)}`,
    `  index: ${indexWords(study.index)}`,
    ...section(
      'Sites',
      Object.entries(mappings).flatMap(([site, mapping]) => siteLines(site, mapping)),
    ),
    ...section(
      'Variables',
      Object.entries(study.variables).map(([name, definition]) => `${name}: ${variableWords(definition)}`),
    ),
    ...section('Included when', criterionLines(study.eligibility.include)),
    ...section('Excluded when', criterionLines(study.eligibility.exclude)),
    ...section(
      'Arms',
      (['control', 'treated'] as const).map(
        arm => `${arm} (${labelText(study.arms[arm].label)}): ${conditionWords(study.arms[arm].when)}`,
      ),
    ),
    ...section(
      'Covariates',
      study.covariates.map(covariate => `${covariate.id ?? covariate.variable}: ${covariateWords(covariate)}`),
    ),
    ...section(
      'Endpoints',
      Object.entries(study.endpoints).flatMap(([id, { label, unit, events, censoring }]) => [
        `${id}: ${labelText(label)} in ${unit}`,
        ...events.map(source => `  event: ${sourceWords(source)}`),
        ...censoring.map(source => `  censored: ${sourceWords(source)}`),
      ]),
    ),
    ...section('Rules that hold a subject', holdingLines(study.rules)),
    ...section('Summaries', methodLines(summaryLines(study))),
    ...section('Methods', methodLines(analysisLines(study))),
    ...section(
      'Compared with',
      published === null ? [] : [`${labelText(published.source)}: ${String(published.values.length)} numbers`],
    ),
    '',
  ]
    .map(shownSigns)
    .join('\n')
}

/** The resolved study as YAML: every default written out. */
export const writeResolved = ({ resolved }: LoadedStudy): string =>
  stringify(resolved, { lineWidth: 120, aliasDuplicateObjects: false })
