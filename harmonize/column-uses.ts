import { domainNames, type FieldKind, fieldsOf, wideFieldOf } from '../protocol/domains.js'
import { blocksOf } from '../protocol/mapping-blocks.js'
import type { SiteMapping } from '../protocol/site.js'
import { plainText } from './plain-text.js'

/** What a mapping makes of one column: whether it measures (numbers, days), and the texts that it knows by name. */
export interface ColumnUse {
  readonly measuring: boolean
  readonly listed: ReadonlySet<string>
}

interface Use {
  measuring: boolean
  readonly listed: Set<string>
}

const measures = (kind: FieldKind | undefined): boolean => kind === 'number' || kind === 'quantity' || kind === 'date'

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : []

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined

/** How a site's mapping uses the columns of one file. */
export const columnUses = (mapping: SiteMapping, fileId: string): ReadonlyMap<string, ColumnUse> => {
  const uses = new Map<string, Use>()
  const always = [...keysOf(mapping.missing), ...keysOf(mapping.files[fileId]?.missing)].map(plainText)
  const use = (column: string, measuring: boolean, words: readonly string[]): void => {
    const known = uses.get(column) ?? { measuring: true, listed: new Set(always) }
    known.measuring &&= measuring
    for (const word of words) known.listed.add(plainText(word))
    uses.set(column, known)
  }
  const written = (column: string, value: unknown, kind: FieldKind | undefined): void => {
    use(column, measures(kind), [...keysOf(property(value, 'codes')), ...keysOf(property(value, 'missing'))])
    const unit = property(value, 'unit')
    const unitColumn = property(unit, 'column')
    if (typeof unitColumn === 'string') use(unitColumn, false, keysOf(property(unit, 'codes')))
  }
  for (const domain of domainNames) {
    const kinds = fieldsOf(domain)
    for (const { from, when, fields, wide } of blocksOf(mapping, domain)) {
      if (from !== fileId) continue
      for (const [column, words] of Object.entries(when ?? {})) use(column, false, 'not' in words ? words.not : words)
      for (const [field, value] of Object.entries(fields)) {
        if (typeof value === 'string') use(value, measures(kinds[field]), [])
        else if ('column' in value) written(value.column, value, kinds[field])
      }
      for (const [column, own] of Object.entries(wide ?? {})) {
        written(column, own, kinds[wideFieldOf(domain) ?? ''])
        for (const [field, value] of Object.entries(own)) {
          const ownColumn = field === 'unit' ? undefined : property(value, 'column')
          if (kinds[field] !== undefined && typeof ownColumn === 'string') written(ownColumn, value, kinds[field])
        }
      }
    }
  }
  return uses
}
