import { join } from 'node:path'
import { nearestName } from '../protocol/load/nearest.js'
import { loadStudy } from '../protocol/load/load-study.js'
import { studyDay } from '../runs/study-day.js'
import { exitCodes } from '../words/exit-codes.js'
import { findingLine } from './checked-site-lines.js'
import { studyFolder, studyNotFound } from './find-study.js'
import { OptionInvalid } from './option-invalid.js'
import { nothingShown, previewLines } from './preview-lines.js'
import { previewRows } from './preview-rows.js'
import { readSite } from './read-site.js'
import { terminal } from './terminal.js'
import { notAllowed, whatIsAt } from './what-is-at.js'
import { wrappedLines } from './wrapped-line.js'

/** What is previewed of a site. */
export interface PreviewOptions {
  readonly subject?: string
  readonly exports?: string
  readonly rows?: string
}

const most = 1000

const rowsAsked = ({ rows, subject }: PreviewOptions): number => {
  if (rows === undefined) return subject === undefined ? 3 : most
  const asked = /^\d+$/.test(rows) ? Number(rows) : 0
  if (asked < 1 || asked > most) throw new OptionInvalid(`--rows ${rows}: a whole number from 1 to ${most} is expected`)
  return asked
}

/**
 * Shows received cells beside harmonized values with the rule that made them, on the screen of the person who has the files;
 * nothing is stored, and no service is needed.
 */
export const previewCommand = async (named: string, site: string, options: PreviewOptions): Promise<number> => {
  const folder = studyFolder(named)
  if (folder === null) throw studyNotFound(named)
  const loaded = await loadStudy(folder)
  const mapping = loaded.mappings[site]
  if (mapping === undefined) {
    const near = nearestName(site, Object.keys(loaded.mappings))
    throw new OptionInvalid(`the study has no site '${site}'${near === null ? '' : `; did you mean '${near}'?`}`)
  }
  const exports = join(options.exports ?? join(folder, loaded.study.exports), site)
  const found = whatIsAt(exports)
  if (found === 'forbidden') throw new OptionInvalid(notAllowed(exports))
  if (found !== 'folder')
    throw new OptionInvalid(`there is no folder ${exports}: name the exports' folder by --exports`)
  const rows = rowsAsked(options)
  const read = await readSite(loaded, mapping, exports, studyDay(new Date(), loaded.study.timeZone))
  // Two files of one name, such as two sheets of a workbook, have the same trouble.
  const problems = read.files.flatMap(({ file, problems: own }) => own.map(problem => `${file}: ${problem}`))
  for (const line of wrappedLines([...new Set(problems)])) terminal.print(line)
  const shown = previewRows(mapping, read, { subject: options.subject, rows })
  const width = process.stdout.isTTY ? process.stdout.columns : 140
  for (const row of shown) for (const line of previewLines(row, width)) terminal.print(line)
  // A column that is left out as a whole has no issue in any of its rows.
  for (const line of wrappedLines([...read.door.findings, ...read.harmonized.findings].map(findingLine)))
    terminal.print(line)
  if (shown.length === 0) terminal.print(nothingShown(options.subject, read.files.length))
  return read.files.some(({ table }) => table === null) ? exitCodes.exportRefused : exitCodes.done
}
