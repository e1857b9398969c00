import { type DomainName, domainNames } from '../../protocol/schema/domains.js'
import type { HarmonizedSite } from '../harmonize-site.js'
import type { SharedColumns } from '../shared-columns.js'
import type { SharedDomain } from '../shared-domain.js'

/** What subjects' numbers of one kind are, such as their albumin: of each the smallest and the largest, NaN where there is none. */
export interface SampledNumbers {
  readonly domain: DomainName
  readonly field: string
  /** The codes that tell the kind from others of its domain. */
  readonly codes: readonly string[]
  readonly smallest: Float64Array
  readonly largest: Float64Array
}

// Keys are hashes: the first of them are subjects drawn by chance, and mostly the same in the next export.
const mostSubjects = 2_000

const codesOf = ({ fields }: SharedColumns, row: number): readonly string[] =>
  Object.values(fields).flatMap(({ codes, values }) => {
    const value = values[codes[row]!] ?? null
    return value?.kind === 'code' ? [value.code] : []
  })

const hasNumbers = ({ values }: SharedDomain): readonly string[] =>
  Object.keys(values).filter(field =>
    (values[field] ?? []).some(value => value?.kind === 'quantity' || value?.kind === 'number'),
  )

const sampleDomain = (domain: DomainName, rows: SharedDomain, subjects: number, found: Map<string, SampledNumbers>) => {
  const fields = hasNumbers(rows)
  if (fields.length === 0) return
  const columns = rows.between(0, subjects)
  for (let subject = 0; subject < subjects; subject += 1) {
    for (let row = columns.starts[subject]!; row < columns.starts[subject + 1]!; row += 1) {
      for (const field of fields) {
        const own = columns.fields[field]
        const value = own?.values[own.codes[row]!] ?? null
        if (value === null || (value.kind !== 'quantity' && value.kind !== 'number')) continue
        const codes = codesOf(columns, row)
        const key = JSON.stringify([domain, field, codes])
        const sample = found.get(key) ?? {
          ...{ domain, field, codes },
          smallest: new Float64Array(subjects).fill(Number.NaN),
          largest: new Float64Array(subjects).fill(Number.NaN),
        }
        found.set(key, sample)
        const { smallest, largest } = sample
        if (!(value.number >= smallest[subject]!)) smallest[subject] = value.number
        if (!(value.number <= largest[subject]!)) largest[subject] = value.number
      }
    }
  }
}

/** The numbers of some subjects of an export by kind, as they are harmonized: no received unit changes them. */
export const sampledNumbers = (
  domains: HarmonizedSite['domains'],
  subjects: number,
): ReadonlyMap<string, SampledNumbers> => {
  const found = new Map<string, SampledNumbers>()
  for (const domain of domainNames) {
    const rows = domains[domain]
    if (rows !== undefined) sampleDomain(domain, rows, Math.min(subjects, mostSubjects), found)
  }
  return found
}
