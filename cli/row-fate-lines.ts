import colors from 'picocolors'
import type { ReportedExport } from '../reports/report-input.js'
import { type FateCounts, outcomesOf, rulesOf } from '../words/row-fates.js'

/** What became of so many received rows, as an equation. */
export const rowEquation = (received: number, fates: FateCounts): string => {
  const { shared, held, 'out of scope': outOfScope, dropped } = outcomesOf(fates)
  return (
    `${String(received)} rows = ${String(shared)} shared + ${String(held)} held + ` +
    `${String(outOfScope)} out of scope + ${String(dropped)} dropped`
  )
}

/** The rules by which rows were held, out of scope or dropped, with their counts. */
export const ruleLines = (fates: FateCounts): readonly string[] =>
  rulesOf(fates).map(({ is, because, rows }) => colors.dim(`      ${String(rows).padStart(8)}  ${is}: ${because}`))

/** What became of the rows of a site's exports, file by file; nothing of files whose rows an older version read. */
export const rowLines = (site: string, exports: readonly ReportedExport[]): readonly string[] =>
  exports.flatMap(({ file, rows, fates }) =>
    rows === null || fates === null ? [] : [`    ${site}, ${file}: ${rowEquation(rows, fates)}`, ...ruleLines(fates)],
  )
