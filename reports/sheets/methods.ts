import { partOfKey } from '../../protocol/results/result-key.js'
import type { Result } from '../../analysis/results/result.js'
import { number, row, section, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import { methodSections } from '../words/method-sections.js'
import type { ReportContext } from '../report-context.js'
import type { SheetPlan } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'

/** The methods: every convention of the resolved study, and each method and setting as the results carry it. */
export const methodsSheet = ({ input }: ReportContext): SheetPlan => ({
  name: 'Methods',
  title: 'Methods',
  about: 'Every convention of the study, and the methods and settings that the results carry',
  blocks: [
    table('As the study says', [words('What', 44), words('How', 96)], () =>
      methodSections(input.study).flatMap(part => [
        section(part.heading),
        ...part.lines.map(line => row(text(line.what), text(line.how))),
      ]),
    ),
    table(
      'As recorded with the results',
      [words('Method', 44), words('Settings', 96), words('Part', 18), figures('Results')],
      () =>
        methodGroups(input.results).map(group =>
          row(text(group.method), text(group.settings), text(group.part), number(group.count, formats.count)),
        ),
    ),
  ],
})

interface MethodGroup {
  readonly part: string
  readonly method: string
  readonly settings: string
  readonly count: number
}

const listedSettings = 4

/**
 * One group per part and method; a setting that differs from result to result (an expected count, a statistic) is
 * only named.
 */
const methodGroups = (results: readonly Result[]): readonly MethodGroup[] => {
  const groups = new Map<string, Result[]>()
  for (const result of results) {
    const id = JSON.stringify([partOfKey(result.key), result.method])
    groups.set(id, [...(groups.get(id) ?? []), result])
  }
  return [...groups.values()].map(members => ({
    part: members[0] === undefined ? '' : partOfKey(members[0].key),
    method: members[0]?.method ?? '',
    settings: settingWords(members),
    count: members.length,
  }))
}

const settingWords = (members: readonly Result[]): string => {
  const values = new Map<string, Set<string>>()
  for (const { settings } of members) {
    for (const [name, value] of Object.entries(settings))
      values.set(name, (values.get(name) ?? new Set()).add(String(value)))
  }
  return [...values]
    .map(([name, found]) =>
      found.size <= listedSettings ? `${name}: ${[...found].join(' or ')}` : `${name}: stands with each result`,
    )
    .join('; ')
}
