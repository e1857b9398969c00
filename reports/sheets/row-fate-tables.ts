import { outcomesOf, rulesOf } from '../../words/row-fates.js'
import type { TableBlock } from '../layout/sheet.js'
import { blank, number, row, section, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import { figures, table, words } from '../layout/sheet-blocks.js'
import type { ReportedExport, ReportedSite } from '../report-input.js'

type Sites = readonly Pick<ReportedSite, 'label' | 'exports'>[]

const count = (rows: number) => number(rows, formats.thousands)

/** What became of a file's rows, in five cells: received, and of these shared, held, out of scope and dropped. */
export const fateCells = ({ rows, fates }: ReportedExport) => {
  const received = rows === null ? text('–') : count(rows)
  if (fates === null) return [received, text('–'), text('–'), text('–'), text('–')]
  const { shared, held, dropped, 'out of scope': outOfScope } = outcomesOf(fates)
  return [received, count(shared), count(held), count(outOfScope), count(dropped)]
}

/** What the cells say, and what does not add up; a file of which nobody counted the rows is named. */
export const fateNotes = (sites: Sites): readonly string[] => {
  const files = sites.flatMap(({ exports }) => exports)
  const wrong = files.filter(({ rows, fates }) => {
    const sum = Object.values(fates ?? {}).reduce((all, own) => all + own, 0)
    return fates !== null && rows !== null && sum !== rows
  })
  return [
    'Received = shared + held + out of scope + dropped: each row has one fate. Shared rows made at least one row of the shared schema.',
    ...(files.some(({ fates }) => fates === null)
      ? ['– : read by an older version, which did not count what became of rows.']
      : []),
    ...wrong.map(({ file }) => `Rows of ${file} are missing from the equation: please report this.`),
  ]
}

/** By which rules rows were held, out of scope or dropped, file by file; null where all rows are shared. */
export const fateRules = (sites: Sites): TableBlock | null => {
  const rows = sites.flatMap(({ label, exports }) =>
    exports.flatMap(({ file, fates }) => {
      const rules = rulesOf(fates ?? {})
      if (rules.length === 0) return []
      return [
        section(`${label}: ${file}`),
        ...rules.map(({ is, because, rows: own }) => row(text(is, 'plain', 1), text(because), blank, count(own))),
      ]
    }),
  )
  if (rows.length === 0) return null
  return table('Rows that are not shared', [words('Fate'), words('Rule', 66), words(''), figures('Rows')], () => rows)
}
