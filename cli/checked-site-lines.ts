import colors from 'picocolors'
import type { FileFinding } from '../harmonize/columns/file-finding.js'
import type { CohortQuery } from '../cohort/cohort.js'
import type { RecordIssue } from '../harmonize/shared-row.js'
import type { InspectedFile } from '../sources/files/inspect-files.js'
import { rowsReceived } from '../sources/files/receipt.js'
import type { FatesOfFiles } from '../words/row-fates.js'
import { type CheckedSite, heldValues } from './check-exports.js'
import { rowEquation, ruleLines } from './row-fate-lines.js'
import { counted } from '../words/counted.js'
import { told } from '../words/told.js'

const mostTexts = 200
const mostRows = 8

const fileLines = (
  { fileId, file, table, blankRows, problems }: InspectedFile,
  fates: FatesOfFiles,
): readonly string[] => {
  if (table === null) return [colors.red(`  ${file}: would be refused`), ...problems.map(problem => `    ${problem}`)]
  const sheet = table.sheet === '-' ? (table.encoding ?? 'text') : `sheet '${table.sheet}'`
  const own = fates[fileId] ?? {}
  return [
    `  ${file}: ${rowEquation(rowsReceived(table), own, blankRows)}; ${counted(table.header.length, told`column`)}, ${sheet}`,
    ...ruleLines(own),
  ]
}

const findingLine = ({ file, column, kind, effect, message }: FileFinding): string => {
  const line = `    ${file}${column === null ? '' : `, ${column}`}: ${kind} (${effect}): ${message}`
  return effect === 'query' ? colors.yellow(line) : colors.red(line)
}

const rowsOf = (issues: readonly RecordIssue[]): string => {
  const rows = issues.slice(0, mostRows).map(({ row }) => String(row))
  return `row${rows.length > 1 ? 's' : ''} ${rows.join(', ')}${issues.length > mostRows ? ', …' : ''}`
}

const issueLines = (issues: readonly RecordIssue[]): readonly string[] => {
  const groups = new Map<string, RecordIssue[]>()
  for (const issue of issues) {
    const key = JSON.stringify([issue.file, issue.column, issue.kind, issue.effect])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [issue])
    else group.push(issue)
  }
  return [...groups.values()]
    .sort((one, other) => other.length - one.length)
    .flatMap(group => {
      const [first] = group
      if (first === undefined) return []
      const place = `${first.file}${first.column === null ? '' : `, ${first.column}`}`
      const counted = `${String(group.length).padStart(6)}  ${place}: ${first.kind} (${first.effect}), ${rowsOf(group)}`
      return [`  ${counted}`, colors.dim(`          ${first.message}`)]
    })
}

const titled = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`  ${title}`, ...lines]

/** What a check of one site's exports found, as lines of the terminal; the texts that no mapping lists stand nowhere else. */
export const siteLines = (checked: CheckedSite): readonly string[] => {
  const { site, folder, files, subjects, heldSubjects, dataDate, findings, issues, texts, notes, fates } = checked
  if (files === null) return [`${colors.bold(site)}: no folder ${folder}; not checked`, '']
  const day = dataDate === null ? '' : `, data of ${dataDate}`
  const unlisted = [...texts].sort((one, other) => other.count - one.count)
  return [
    `${colors.bold(site)}: ${counted(subjects, told`subject`)}, ${String(heldSubjects)} of them held, ${counted(heldValues(checked), told`value or row`, told`values or rows`)} held${day}`,
    ...files.flatMap(file => fileLines(file, fates)),
    ...titled('files and columns as a whole', findings.map(findingLine)),
    ...titled('held, asked or normalized', issueLines(issues)),
    ...titled(
      'texts that no mapping lists',
      unlisted.slice(0, mostTexts).map(({ file, column, received, count, nearest }) => {
        const meant = nearest === null ? '' : `  nearest: ${JSON.stringify(nearest)}`
        return `  ${String(count).padStart(6)}  ${file}, ${column}: ${JSON.stringify(received)}${meant}`
      }),
    ),
    ...(unlisted.length > mostTexts ? [`    and ${String(unlisted.length - mostTexts)} more`] : []),
    ...titled(
      'notes',
      notes.map(note => `    ${note}`),
    ),
    '',
  ]
}

/** What only several sites together show, as lines of the terminal. */
export const acrossLines = (questions: readonly Pick<CohortQuery, 'kind' | 'message'>[]): readonly string[] =>
  questions.length === 0
    ? []
    : [
        `${colors.bold('across sites')}: suggestions alone, no value is changed for them`,
        ...questions.map(({ kind, message }) => colors.yellow(`    ${kind}: ${message}`)),
        '',
      ]
