import colors from 'picocolors'
import { studyTime } from '../runs/study-day.js'
import type { ExplainedOutput } from '../runs/explain-outputs.js'
import type { ExplainedSite } from '../runs/explain-sites.js'
import type { MailRow } from '../sql/report-files.js'
import type { RunEventRow, RunRow } from '../sql/runs.js'
import type { StageDone } from './stage-times.js'
import { failureWords } from './refusal-words.js'
import { stageWords } from './stage-words.js'

const shown: Readonly<Record<RunRow['status'], (text: string) => string>> = {
  running: colors.cyan,
  final: colors.green,
  provisional: colors.yellow,
  unchanged: colors.green,
  failed: colors.red,
  cancelled: colors.red,
  skipped: colors.yellow,
}

/** A run's status, coloured. */
export const statusText = (status: RunRow['status']): string => shown[status](status.toUpperCase())

// Colours take no place on the screen.
const statusColumn = (status: RunRow['status']): string => statusText(status) + ' '.repeat(12 - status.length)

/** A run in the list of runs. */
export const runLine = (run: RunRow): string => {
  const why = [run.reason, run.status === 'skipped' ? run.failure : null].filter(one => one !== null)
  return [
    `${run.run_id}  ${run.study.padEnd(26)} ${run.kind.padEnd(8)} ${statusColumn(run.status)} ` +
      `${(run.data_cut ?? '-').padEnd(10)}  by ${run.started_by}`,
    ...why,
  ].join('  ')
}

/** The one run of an id, or of the beginning or end of one; a text where there is none or more than one, saying so. */
export const runNamed = (runs: readonly RunRow[], named: string): RunRow | string => {
  const meant = runs.filter(({ run_id: id }) => id.startsWith(named) || id.endsWith(named))
  const [run] = meant
  if (run !== undefined && meant.length === 1) return run
  const several = run === undefined ? '' : ` by itself: ${meant.map(({ run_id }) => run_id).join(', ')}`
  return `no run '${named}'${several}; 'cohortium runs' lists them`
}

const started = (run: RunRow, timeZone: string): string => {
  const why = run.reason === null ? '' : `: ${run.reason}`
  return `  started ${studyTime(new Date(run.started_at), timeZone)} by ${run.started_by} (${run.kind}${why})`
}

/** When and by whom a run was started, and what its numbers depend on. */
export const runOrigin = (run: RunRow, timeZone: string): readonly string[] => [
  started(run, timeZone),
  `  code ${run.code_version}  protocol ${run.protocol_hash.slice(0, 12)}  manifest ${run.manifest_hash?.slice(0, 12) ?? '-'}`,
  `  inputs ${run.inputs_hash ?? '- (its sites were not settled, or an older version kept none)'}`,
]

// What an output follows from, as people call it.
const partWords: Readonly<Record<string, string>> = {
  plan: 'the study',
  code: 'the code',
  cohort: 'the cohort',
  matching: 'the matching',
  'data cut': 'the data cut',
  mapping_hash: 'its mapping',
  settings_hash: 'the study',
  code_version: 'the code',
  key_check: 'the identity key',
}

const mostParts = 6

const partsWords = (parts: readonly string[]): string => {
  if (parts.length === 0) return ''
  const more = parts.length > mostParts ? ` and ${String(parts.length - mostParts)} more` : ''
  return ` (${parts.slice(0, mostParts).join(', ')}${more})`
}

type Explained = Pick<ExplainedOutput, 'because' | 'details' | 'equal'>

const namedParts = ({ because, details }: Pick<Explained, 'because' | 'details'>): string =>
  because.map(name => `${partWords[name] ?? name}${partsWords(details[name] ?? [])}`).join(', ')

const reasonWords = (explained: Explained): string =>
  `${namedParts(explained)}${explained.equal ? '; equal to the last all the same' : ''}`

const dataOf = 'data of '

// The data of a site are others because of what they were read from or by.
const withSites = (output: ExplainedOutput, sites: readonly ExplainedSite[]): ExplainedOutput => {
  const named = output.because.flatMap(name => {
    const site = sites.find(one => name === `${dataOf}${one.site}`)
    return site === undefined || site.because.length === 0 ? [] : [[name, [namedParts(site)]] as const]
  })
  return { ...output, details: { ...output.details, ...Object.fromEntries(named) } }
}

/** Where a run has the output of a stage from: found, or made, and why. */
export const outputWords = (output: ExplainedOutput): string => {
  const { foundOf, afresh } = output
  if (foundOf !== null)
    return afresh ? `made again: equal to what run ${foundOf} made` : `found: run ${foundOf} made it`
  return `made: ${reasonWords(output)}`
}

const siteWords = (site: ExplainedSite): string => {
  const { made, readBy, because } = site
  if (made) return `read: ${reasonWords(site)}`
  // Where there is nothing to compare with, the cause says so by itself.
  const isPart = because.every(name => name in partWords || name.startsWith('file '))
  const other = because.length === 0 ? '' : `; ${isPart ? 'other than in the last report: ' : ''}${namedParts(site)}`
  return `found: ${readBy === null ? 'a run that was removed' : `run ${readBy}`} read it${other}`
}

/** Where the rows of each site come from: found, or read, and why. */
export const siteLines = (sites: readonly ExplainedSite[]): readonly string[] => {
  if (sites.length === 0) return []
  const widest = Math.max(...sites.map(({ site }) => site.length))
  return ['  data of the sites', ...sites.map(one => `    ${one.site.padEnd(widest)}  ${siteWords(one)}`)]
}

const secondsOf = (milliseconds: number | null): string =>
  milliseconds === null ? '        –' : `${(milliseconds / 1000).toFixed(1).padStart(7)} s`

/** The stages of a run with how long each took, what it came to, and for outputs that are kept whether they were found or made. */
export const stageLines = (
  stages: readonly StageDone[],
  outputs: readonly ExplainedOutput[],
  sites: readonly ExplainedSite[] = [],
): readonly string[] => {
  const told = stages.map(({ stage, rows, milliseconds }) => {
    const output = outputs.find(one => one.stage === stage)
    return {
      ...stageWords(stage, rows),
      milliseconds,
      from: output === undefined ? '' : `; ${outputWords(withSites(output, sites))}`,
    }
  })
  const widest = Math.max(0, ...told.map(({ name }) => name.length))
  return [
    '  stages',
    ...told.map(({ name, done, milliseconds, from }) =>
      `    ${name.padEnd(widest)} ${secondsOf(milliseconds)}  ${done}${from}`.trimEnd(),
    ),
  ]
}

/** What failed while a run went on, attempts that succeeded later too. */
export const failureLines = (
  events: readonly Pick<RunEventRow, 'state' | 'at' | 'stage' | 'site' | 'text'>[],
  timeZone: string,
): readonly string[] =>
  events
    .filter(({ state }) => state === 'failed')
    .map(({ at, stage, site, text }) =>
      colors.red(
        `    ${[studyTime(new Date(at), timeZone), stage, ...(site === null ? [] : [site]), failureWords({ site, text })].join(' ')}`,
      ),
    )

/** What became of a run's message to one recipient. */
export const mailLine = ({ recipient, state, answer }: Pick<MailRow, 'recipient' | 'state' | 'answer'>): string =>
  `  mail to ${recipient}: ${state}${answer === null ? '' : ` (${answer})`}`
