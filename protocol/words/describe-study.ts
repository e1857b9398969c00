import { stringify } from 'yaml'
import { conditionWords, fieldWords } from './condition-words.js'
import type { EndpointSource } from '../language/endpoints.js'
import type { Criterion } from '../language/eligibility.js'
import { type Label, labelText } from '../language/ids.js'
import type { LoadedStudy } from '../load/load-study.js'
import { deliveredDomains } from '../facts/mapping-blocks.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import { methodWords } from './method-words.js'
import { variableWords } from './variable-words.js'
import { shownSigns } from '../../words/shown-signs.js'

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map(line => `  ${line}`)]

const listed = (items: readonly { readonly id: string; readonly label: Label }[]): string =>
  items.map(({ id }) => id).join(', ')

const siteLines = (site: string, mapping: SiteMapping): readonly string[] => [
  `${site}: ${labelText(mapping.label)}`,
  ...Object.entries(mapping.files).map(
    ([id, { name, sheet, encoding }]) =>
      `  ${id}: ${name}${sheet === undefined ? '' : `, sheet ${sheet}`}` +
      (encoding === undefined ? '' : ` (${encoding})`),
  ),
  `  delivers ${deliveredDomains(mapping).join(', ')}`,
]

const criterionLines = (criteria: readonly Criterion[]): readonly string[] =>
  criteria.map(({ id, when, cannotTell }) => `${id}: ${conditionWords(when)}; where that cannot be told: ${cannotTell}`)

const sourceWords = ({ from, where, date, reason }: EndpointSource): string => {
  const condition = fieldWords(where)
  return `${reason} (${from}${condition === '' ? '' : ` where ${condition}`}, its ${date})`
}

const covariateLines = (study: Study): readonly string[] =>
  study.covariates.map(({ id, variable, cut, cutBelongs, levels, reference, use }) => {
    const names = Object.keys(levels ?? {})
    const cuts = cut === undefined ? '' : ` cut at ${cut.join(', ')} (a value at the point belongs ${cutBelongs})`
    const how =
      names.length === 0 ? 'continuous' : `${names.join(', ')}${cuts}, reference ${reference ?? names[0] ?? '-'}`
    return `${id ?? variable}: ${how}${use.length === 3 ? '' : `, used in ${use.join(', ')}`}`
  })

/** What a valid study says, for a person to read over: sites, criteria, arms, endpoints and methods in words. */
export const describeStudy = ({ study, mappings, published, protocolHash }: LoadedStudy): string => {
  const { index, response, safety, subsequent } = study
  const condition = index === 'day 0' ? '' : fieldWords(index.where)
  const indexWords =
    index === 'day 0'
      ? 'day 0'
      : `the ${index.pick} ${index.date} of ${index.from}${condition === '' ? '' : ` where ${condition}`}`
  return [
    `${study.study}: ${labelText(study.title)}`,
    `  ${study.data} data, ${study.time}, zone ${study.timeZone}, protocol ${protocolHash.slice(0, 12)}`,
    `  index: ${indexWords}`,
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
    ...section('Covariates', covariateLines(study)),
    ...section(
      'Endpoints',
      Object.entries(study.endpoints).flatMap(([id, { label, unit, events, censoring }]) => [
        `${id}: ${labelText(label)} in ${unit}`,
        ...events.map(source => `  event: ${sourceWords(source)}`),
        ...censoring.map(source => `  censored: ${sourceWords(source)}`),
      ]),
    ),
    ...section('Summaries', [
      ...(response === undefined ? [] : [`response by ${response.criteria} on ${listed(response.targets)}`]),
      ...(safety === undefined ? [] : [`adverse events by ${safety.grades}: ${listed(safety.categories)}`]),
      ...(subsequent === undefined ? [] : [`subsequent therapy: ${listed(subsequent.therapies)}`]),
    ]),
    ...section('Methods', methodWords(study)),
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
