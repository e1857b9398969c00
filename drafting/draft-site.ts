import { identifierName } from '../protocol/schema/identifier-names.js'
import type { Pack } from '../protocol/language/packs.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { Study } from '../protocol/language/study.js'
import { heedingCodebooks } from './codebooks.js'
import { draftDataDate } from './draft-data-date.js'
import { draftEvents } from './draft-events.js'
import { draftFile, fileIds, subjectColumn } from './draft-files.js'
import { draftMissing } from './draft-missing.js'
import { type Draft, type DraftBlock, isFilledIn, type OpenPoint, sure } from './draft-model.js'
import { longTests, wideTests } from './draft-tests.js'
import { type Knowledge, knowledgeOf } from './knowledge.js'
import { partsOf } from './part-of-table.js'
import { filledColumns, type SeenColumn, type SeenTable } from './seen-table.js'

// Of several tables that seem to say who the subjects are, the one that says most.
const oneSubjectBlock = (blocks: readonly DraftBlock[]): readonly DraftBlock[] => {
  const of = blocks.filter(({ domain }) => domain === 'subject')
  const best = of.toSorted((a, b) => b.fields.length - a.fields.length)[0]
  return blocks.filter(block => block.domain !== 'subject' || block === best)
}

const isDropped = (column: SeenColumn, subject: SeenColumn | undefined): boolean => {
  const named = identifierName(column.profile.header)
  return column !== subject && named !== null && named !== 'a record number'
}

const notFound = ({ domains }: Knowledge, blocks: readonly DraftBlock[]): readonly OpenPoint[] =>
  [...domains]
    .filter(domain => !blocks.some(block => block.domain === domain && isFilledIn(block)))
    .map(domain => ({ about: domain, what: 'the study or another site has it, and no column here says it for sure' }))

const mostNamed = 40

const namesIn = ({ fields, wide, when }: DraftBlock): readonly string[] => [
  ...Object.keys(when),
  ...wide.map(({ key }) => key),
  ...fields.flatMap(({ value }) => {
    if (typeof value === 'string') return [value]
    const { column, unit } = value as { readonly column?: string; readonly unit?: { readonly column?: string } }
    return [column, typeof unit === 'object' ? unit.column : undefined].filter(name => name !== undefined)
  }),
]

const notUsed = (
  id: string,
  table: SeenTable,
  tables: readonly SeenTable[],
  blocks: readonly DraftBlock[],
  drop: Draft['drop'],
  dataDate: Draft['dataDate'],
): readonly OpenPoint[] => {
  const ofExport = dataDate?.value as { readonly file: string; readonly column?: string } | undefined
  const used = new Set([
    ...(ofExport?.file === id ? [ofExport.column] : []),
    ...blocks.filter(({ from }) => from === id).flatMap(namesIn),
    ...(drop[id] ?? []),
    subjectColumn(table, tables)?.column.header,
  ])
  const left = table.columns
    .filter(({ header, profile }) => !used.has(header) && identifierName(profile.header) === null && profile.filled > 0)
    .map(({ header }) => header)
  if (left.length === 0) return []
  const more = left.length > mostNamed ? ` and ${String(left.length - mostNamed)} more` : ''
  return [
    {
      about: id,
      what: `no line is about ${left
        .slice(0, mostNamed)
        .map(header => `'${header}'`)
        .join(', ')}${more}`,
    },
  ]
}

/**
 * Drafts the mapping of a site from its tables, the study, and the other sites' mappings. Sure is only what one reading
 * explains for all cells and no other reading explains as well.
 */
export const draftSite = (
  site: string,
  tables: readonly SeenTable[],
  study: Study,
  others: readonly SiteMapping[],
  packs: readonly Pack[],
): Draft => {
  const known = knowledgeOf(study, others, packs)
  const ids = fileIds(tables)
  const blocks: DraftBlock[] = []
  const open: OpenPoint[] = []
  const drop: Record<string, string[]> = {}
  let link: Draft['link'] = null
  for (const [at, table] of tables.entries()) {
    const id = ids[at]!
    const subject = subjectColumn(table, tables)?.column
    const identifying = table.columns.filter(column => isDropped(column, subject))
    const national = identifying.find(({ profile }) => identifierName(profile.header) === 'a national id')
    if (national !== undefined && link === null)
      link = sure('link', { file: id, column: national.header }, 'its name says so')
    const dropped = identifying.filter(column => link === null || column !== national).map(({ header }) => header)
    if (dropped.length > 0) drop[id] = dropped
    const personal = table.columns.filter(
      column =>
        column !== subject && !identifying.includes(column) && /look like/.test(column.profile.identifies ?? ''),
    )
    for (const { header, profile } of personal)
      open.push({ about: `${id}, ${header}`, what: `${profile.identifies ?? ''}: name it under drop` })
    const columns = table.columns.filter(
      column => column !== subject && !identifying.includes(column) && !personal.includes(column),
    )
    for (const part of partsOf({ ...table, columns }, id, subject ?? null)) {
      const long = longTests(known, part)
      const events = draftEvents(known, part)
      blocks.push(...events.blocks, ...long.blocks)
      open.push(...events.open, ...long.open)
      if (long.blocks.length === 0)
        for (const domain of ['lab', 'assessment'] as const) blocks.push(...wideTests(known, part, domain))
    }
  }
  const heeding = blocks.map(block => heedingCodebooks(block, tables[ids.indexOf(block.from)]!))
  const drafted = oneSubjectBlock(heeding)
  const dataDate = draftDataDate(tables, ids)
  open.push(
    ...dataDate.open,
    ...notFound(known, drafted),
    ...tables.flatMap((table, at) => notUsed(ids[at]!, table, tables, drafted, drop, dataDate.line)),
  )
  return {
    site,
    clinical: study.data === 'clinical',
    files: tables.map((table, at) => draftFile(ids[at]!, table, tables)),
    dataDate: dataDate.line,
    link,
    drop,
    missing: draftMissing(tables, others, packs),
    blocks: drafted,
    open,
    seen: Object.fromEntries(tables.map((table, at) => [ids[at]!, filledColumns(table)])),
  }
}
