import colors from 'picocolors'
import type { ReportedExport } from '../reports/report-input.js'
import type { SiteFile } from '../runs/not-let-in.js'
import { counted } from '../words/counted.js'
import { type LookedAt, stateOf, whyNotReached } from '../words/looked-at.js'
import { type FateCounts, outcomesOf, rulesOf } from '../words/row-fates.js'
import { type Told, told } from '../words/told.js'

/** What became of so many received rows, as an equation, with blank ones beside it. */
export const rowEquation = (received: number, fates: FateCounts, blankRows: number | null): string => {
  const { shared, held, 'out of scope': outOfScope, dropped } = outcomesOf(fates)
  return (
    `${counted(received, told`row`)} = ${String(shared)} shared + ${String(held)} held + ` +
    `${String(outOfScope)} out of scope + ${String(dropped)} dropped` +
    (blankRows === null || blankRows === 0 ? '' : `; ${counted(blankRows, told`blank row`)} beside`)
  )
}

/** The rules by which rows were held, out of scope or dropped, with their counts. */
export const ruleLines = (fates: FateCounts): readonly string[] =>
  rulesOf(fates).map(({ is, because, rows }) => colors.dim(`      ${String(rows).padStart(8)}  ${is}: ${because}`))

/** What became of the rows of a site's exports, file by file; nothing of files whose rows an older version read. `instead`: of what was not let in. */
export const rowLines = (site: string, exports: readonly ReportedExport[], instead = false): readonly string[] =>
  exports.flatMap(({ file, rows, fates, blankRows }) =>
    rows === null || fates === null
      ? []
      : [
          `    ${site}, ${file}${instead ? ' (last accepted, used instead)' : ''}: ${rowEquation(rows, fates, blankRows)}`,
          ...ruleLines(fates),
        ],
  )

const unreadLine = (site: string, one: LookedAt, files: readonly LookedAt[], reason: Told | null): string =>
  `    ${site}, ${one.file}: ${stateOf(one)}: ${one.notRead ?? whyNotReached(files, reason)}`

/** What became of the files of a site that a run looked at and did not let in; why stands in the site's own line. */
export const refusedLines = (site: string, files: readonly LookedAt[], reason: Told | null): readonly string[] =>
  files.flatMap(one => {
    const { file, rows, blankRows } = one
    if (rows === null) return [unreadLine(site, one, files, reason)]
    const fates = { 'not-let-in': rows }
    return [`    ${site}, ${file}: ${rowEquation(rows, fates, blankRows)}`, ...ruleLines(fates)]
  })

/** What was heard of the files of sites in a run that ended before it was settled what each site brings. */
export const unsettledLines = (files: readonly SiteFile[]): readonly string[] =>
  files.map(one => {
    if (one.rows === null)
      return unreadLine(
        one.site,
        one,
        files.filter(({ site }) => site === one.site),
        null,
      )
    return `    ${one.site}, ${one.file}: ${counted(one.rows, told`row`)} received; the run ended before its sites were settled`
  })
