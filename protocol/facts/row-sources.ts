import type { FieldConditions } from '../language/conditions.js'
import type { FieldMapping } from '../language/mapping/field-mapping.js'
import type { SiteMapping } from '../language/site.js'
import { admitsCode } from '../language/shapes.js'
import { type DomainName, fieldsOf, wideFieldOf } from '../schema/domains.js'
import { listedCodes } from './listed-codes.js'
import { blocksOf } from './mapping-blocks.js'

/** The codes that a field can have: those that a mapping lists, or null where any text or number may stand there. */
export type FieldCodes = ReadonlySet<string> | null

/** How one field of rows is filled: from a column, or by a constant. */
export interface FilledField {
  /** Null where it is the same for all rows. */
  readonly column: string | null
  readonly codes: FieldCodes
  /** The unit that the mapping names for it, where it names one. */
  readonly unit: string | null
}

/** Rows of a domain that a mapping makes of one file: of a block, or of one column of a wide block. */
export interface RowSource {
  readonly file: string
  readonly fields: Readonly<Record<string, FilledField>>
}

const codesListed = (codes: Readonly<Record<string, string | number>> | undefined): FieldCodes =>
  codes === undefined ? null : new Set(Object.values(codes).map(String))

/** How a field is filled as a mapping writes it. */
export const filledField = (written: FieldMapping): FilledField => {
  if (typeof written === 'string') return { column: written, codes: null, unit: null }
  if ('constant' in written) return { column: null, codes: new Set([String(written.constant)]), unit: null }
  const unit = typeof written.unit === 'string' ? written.unit : null
  return { column: written.column, codes: codesListed(listedCodes(written)), unit }
}

/** The rows of a domain that a mapping makes, source by source in the order written. */
export const rowSourcesOf = (mapping: SiteMapping, domain: DomainName): readonly RowSource[] =>
  blocksOf(mapping, domain).flatMap(({ from, fields, wide }): readonly RowSource[] => {
    const own = Object.fromEntries(Object.entries(fields).map(([field, written]) => [field, filledField(written)]))
    if (wide === undefined) return [{ file: from, fields: own }]
    const wideField = wideFieldOf(domain) ?? ''
    return Object.entries(wide).map(([column, written]) => {
      const fixed = Object.entries(written).flatMap(([field, part]): readonly (readonly [string, FilledField])[] => {
        if (!(field in fieldsOf(domain))) return []
        if (typeof part === 'string' || typeof part === 'number')
          return [[field, { column: null, codes: new Set([String(part)]), unit: null }]]
        return [[field, filledField(part as FieldMapping)]]
      })
      const unit = typeof written.unit === 'string' ? written.unit : null
      const cell = { column, codes: codesListed(listedCodes(written)), unit }
      return { file: from, fields: { ...own, ...Object.fromEntries(fixed), [wideField]: cell } }
    })
  })

/** Whether rows of a source can be among those that conditions on their fields ask for. */
export const canMeet = ({ fields }: RowSource, where: FieldConditions | undefined): boolean =>
  Object.entries(where ?? {}).every(([name, shape]) => {
    const field = fields[name]
    if (field === undefined) return false
    return field.codes === null || [...field.codes].some(code => admitsCode(shape, code))
  })
