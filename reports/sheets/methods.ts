import type { Result } from '../../analysis/result.js'
import { number, row, section, text } from '../cells.js'
import { formats } from '../formats.js'
import { methodSections } from '../method-sections.js'
import type { ReportContext } from '../report-context.js'
import type { SheetPlan } from '../sheet.js'
import { figures, table, words } from '../sheet-blocks.js'

/** The methods: every convention of the resolved study, and each method and setting as the results carry it. */
export const methodsSheet = ({ input }: ReportContext): SheetPlan => ({
  name: 'Methods', title: 'Methods', about: 'Every convention of the study, and the methods and settings that the results carry',
  blocks: [
    table('As the study says', [words('What', 50), words('How', 110)], () => methodSections(input.study).flatMap((part) => [
      section(part.heading),
      ...part.lines.map((line) => row(text(line.what), text(line.how))),
    ])),
    table('As recorded with the results', [words('Method', 50), words('Settings', 110), words('Part', 18), figures('Results')], () =>
      methodGroups(input.results).map((group) => row(text(group.method), text(group.settings), text(group.part), number(group.count, formats.count)))),
  ],
})

interface MethodGroup { readonly part: string; readonly method: string; readonly settings: string; readonly count: number }

const methodGroups = (results: readonly Result[]): readonly MethodGroup[] => {
  const groups = new Map<string, MethodGroup>()
  for (const result of results) {
    const part = result.key.split('/')[0] ?? ''
    const settings = Object.entries(result.settings).map(([name, value]) => `${name}: ${String(value)}`).join('; ')
    const id = JSON.stringify([part, result.method, settings])
    groups.set(id, { part, method: result.method, settings, count: (groups.get(id)?.count ?? 0) + 1 })
  }
  return [...groups.values()]
}
