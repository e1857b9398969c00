import type { FieldMapping } from '../language/mapping/field-mapping.js'
import type { MappingBlock } from '../language/mapping/block.js'
import { labelText } from '../language/ids.js'
import type { PackTaken } from '../language/packs.js'
import { droppedColumns, type SiteMapping } from '../language/site.js'
import { domainNames, fieldsOf, wideFieldOf } from '../schema/domains.js'
import { blocksOf } from '../facts/mapping-blocks.js'
import { neverHad } from '../facts/nobody-had.js'

const mostWords = 8

/** Received words with what they become, the first of them. */
const wordsOf = (words: Readonly<Record<string, string | number>>): string => {
  const entries = Object.entries(words)
  const shown = entries.slice(0, mostWords).map(([word, code]) => `${word === '' ? "''" : word} → ${String(code)}`)
  const more = entries.length - shown.length
  return shown.join(', ') + (more > 0 ? `, and ${String(more)} more` : '')
}

interface ReadColumn {
  readonly codes?: Readonly<Record<string, string | number>> | undefined
  readonly pack?: PackTaken | undefined
  readonly patterns?: Readonly<Record<string, string | number>> | undefined
  readonly each?: unknown
  readonly factor?: number | undefined
  readonly date?: readonly string[] | undefined
  readonly impute?: string | undefined
  readonly offset?: string | undefined
  readonly unit?: unknown
  readonly decimal?: string | undefined
  readonly missing?: Readonly<Record<string, string>> | undefined
}

const unitWords = (unit: unknown): readonly string[] => {
  if (typeof unit === 'string') return [`in ${unit}`]
  if (typeof unit !== 'object' || unit === null) return []
  const { column, codes, pack } = unit as { column: string; codes?: Readonly<Record<string, string>>; pack?: string }
  const read = pack === undefined ? (codes === undefined ? '' : ` (${wordsOf(codes)})`) : ' (units of the packs)'
  return [`its unit in ${column}${read}`]
}

const codesWords = ({ codes, pack }: ReadColumn): readonly string[] => {
  if (codes === undefined) return []
  if (pack === undefined) return [wordsOf(codes)]
  const list = typeof pack === 'string' ? pack : pack.list
  return [`${String(Object.keys(codes).length)} words, with the list ${list} of the packs`]
}

/** How the cells of a column are read, in words, a part each. */
export const readWords = (read: ReadColumn): readonly string[] => [
  ...codesWords(read),
  ...(read.patterns === undefined ? [] : [`patterns ${wordsOf(read.patterns)}`]),
  ...(read.each === undefined ? [] : ['a row for each part of the cell']),
  ...(read.factor === undefined ? [] : [`times ${String(read.factor)}`]),
  ...(read.date === undefined ? [] : [`a day as ${read.date.join(' or ')}`]),
  ...(read.impute === undefined ? [] : [`a part of it taken as its ${read.impute} day`]),
  ...(read.offset === undefined ? [] : [`${read.offset} from the index`]),
  ...unitWords(read.unit),
  ...(read.decimal === undefined ? [] : [`'${read.decimal}' before decimals`]),
  ...(read.missing === undefined ? [] : [`missing: ${wordsOf(read.missing)}`]),
]

const fieldWords = (written: FieldMapping): string => {
  if (typeof written === 'string') return `from ${written}, as it stands`
  if ('constant' in written) return `always ${String(written.constant)}`
  const read = readWords(written)
  return `from ${written.column}${read.length === 0 ? ', as it stands' : `: ${read.join('; ')}`}`
}

const whenWords = (when: NonNullable<MappingBlock['when']>): string =>
  Object.entries(when)
    .map(([column, asked]) => {
      const shown = (words: readonly string[]): string => words.map(word => (word === '' ? "''" : word)).join(', ')
      return 'not' in asked ? `${column} is not ${shown(asked.not)}` : `${column} is ${shown(asked)}`
    })
    .join(' and ')

const blockLines = (
  domain: (typeof domainNames)[number],
  { from, when, wide, fields }: MappingBlock,
): readonly string[] => {
  const wideField = wideFieldOf(domain) ?? ''
  return [
    `${domain} from ${from}${when === undefined ? '' : `, where ${whenWords(when)}`}`,
    ...Object.entries(fields).map(([field, written]) => `  ${field} ${fieldWords(written)}`),
    ...Object.entries(wide ?? {}).map(([column, own]) => {
      const fixed = Object.entries(own).flatMap(([field, part]) => {
        if (!(field in fieldsOf(domain))) return []
        if (typeof part === 'string' || typeof part === 'number') return [`${field} ${String(part)}`]
        return [`${field} ${fieldWords(part as FieldMapping)}`]
      })
      const { codes, pack, patterns, unit, factor, decimal, missing } = own
      const ofCell = { codes, pack, patterns, unit, factor, decimal, missing }
      return `  ${wideField} from ${column}: ${[...fixed, ...readWords(ofCell)].join('; ')}`
    }),
  ]
}

const fileLine = (id: string, { name, sheet, encoding, header, subject }: SiteMapping['files'][string]): string =>
  [
    `${id}: ${name}${sheet === undefined ? '' : `, sheet ${sheet}`}${encoding === undefined ? '' : ` (${encoding})`}`,
    ...(header === 1 ? [] : [`header in row ${Array.isArray(header) ? header.join(' and ') : String(header)}`]),
    subject === 'row number' ? 'a subject a row' : `subject in ${subject.column}`,
  ].join('; ')

const nobodyLines = (mapping: SiteMapping): readonly string[] =>
  neverHad(mapping).map(({ domain, codes }) => {
    const fields = Object.entries(codes).map(([field, own]) => `${field} ${own.join(' or ')}`)
    return `nobody had ${fields.length === 0 ? `any row of ${domain}` : `${domain} with ${fields.join(' and ')}`}: where it is asked for, the answer is no`
  })

/** One site's mapping in words, whole: its files, what is dropped, and of each block where every field comes from and how it is read. */
export const mappingLines = (site: string, mapping: SiteMapping): readonly string[] => [
  `${site}: ${labelText(mapping.label)}`,
  ...Object.entries(mapping.files).map(([id, file]) => `  ${fileLine(id, file)}`),
  ...(mapping.packs === undefined ? [] : [`  packs ${mapping.packs.join(', ')}`]),
  `  missing: ${wordsOf(mapping.missing)}`,
  ...Object.entries(droppedColumns(mapping)).map(([file, columns]) => `  dropped from ${file}: ${columns.join(', ')}`),
  ...domainNames.flatMap(domain =>
    blocksOf(mapping, domain).flatMap(block => blockLines(domain, block).map(line => `  ${line}`)),
  ),
  ...nobodyLines(mapping).map(line => `  ${line}`),
  '',
]
