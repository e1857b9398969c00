import colors from 'picocolors'
import type { FileFinding } from '../harmonize/columns/file-finding.js'
import type { CohortQuery } from '../cohort/cohort.js'
import type { RecordIssue } from '../harmonize/shared-row.js'
import type { InspectedFile } from '../sources/files/inspect-files.js'
import { rowsReceived } from '../sources/files/receipt.js'
import { shownName } from '../sources/errors.js'
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
  isWhole: boolean,
): readonly string[] => {
  if (table === null) return [colors.red(`  ${file}: would be refused`), ...problems.map(problem => `    ${problem}`)]
  const sheet = table.sheet === '-' ? (table.encoding ?? 'text') : `sheet '${table.sheet}'`
  const own = fates[fileId] ?? {}
  const rows = rowsReceived(table)
  const columns = `${counted(table.header.length, told`column`)}, ${sheet}`
  // Beside a file that cannot be read rows seem to be held whose subjects only stand there.
  if (!isWhole) return [`  ${file}: ${counted(rows, told`row`)}; ${columns}`]
  return [`  ${file}: ${rowEquation(rows, own, blankRows)}; ${columns}`, ...ruleLines(own)]
}

/** What a file or column is as a whole, as a line of the terminal. */
export const findingLine = ({ file, column, kind, effect, message }: FileFinding): string => {
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
      // What is said of one row is not said of the others.
      const whose = group.every(({ message }) => message === first.message) ? '' : `row ${String(first.row)}: `
      return [`  ${counted}`, colors.dim(`          ${whose}${first.message}`)]
    })
}

const titled = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`  ${title}`, ...lines]

const headline = (checked: CheckedSite, files: readonly InspectedFile[]): string => {
  const { site, subjects, heldSubjects, dataDate } = checked
  const unread = files.filter(({ table }) => table === null).length
  const held = `${counted(heldValues(checked), told`value or row`, told`values or rows`)} held`
  if (unread > 0)
    return unread === files.length
      ? colors.red(`${site}: would be refused: no file of it can be read`)
      : `${colors.red(`${site}: would be refused: ${String(unread)} of its ${String(files.length)} files cannot be read`)}; in the others ${held}`
  const day = dataDate === null ? '' : `, data of ${dataDate}`
  return `${colors.bold(site)}: ${counted(subjects, told`subject`)}, ${String(heldSubjects)} of them held, ${held}${day}`
}

/** What a check of one site's exports found, as lines of the terminal; the texts that no mapping lists stand nowhere else. */
export const siteLines = (checked: CheckedSite): readonly string[] => {
  const { site, folder, files, findings, issues, texts, notes, fates } = checked
  if (files === null) return [`${colors.bold(site)}: no folder ${folder}; not checked`, '']
  const isWhole = files.every(({ table }) => table !== null)
  const unlisted = [...texts].sort((one, other) => other.count - one.count)
  return [
    headline(checked, files),
    ...files.flatMap(file => fileLines(file, fates, isWhole)),
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

/**
 * What stands at the end of a check where not all sites were checked: which have no folder among the exports, and which
 * folders are no site's.
 */
export const uncheckedLines = (
  folder: string,
  sites: readonly Pick<CheckedSite, 'site' | 'files'>[],
  folders: readonly string[],
): readonly string[] => {
  const unchecked = sites.filter(({ files }) => files === null).map(({ site }) => site)
  const strangers = folders.filter(name => sites.every(({ site }) => site !== name))
  if (unchecked.length === 0) return []
  const count = `${String(unchecked.length)} of ${counted(sites.length, told`site`)}`
  const verb = unchecked.length === 1 ? 'WAS NOT CHECKED: it has' : 'WERE NOT CHECKED: they have'
  const others =
    strangers.length === 0
      ? ''
      : `; no site is called as ${strangers
          .slice(0, 8)
          .map(name => `'${shownName(name)}'`)
          .join(', ')} there`
  return [colors.yellow(`${count} ${verb} no folder in ${folder}: ${unchecked.join(', ')}${others}`)]
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
