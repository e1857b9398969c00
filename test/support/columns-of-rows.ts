import { type DomainName, domainNames } from '../../protocol/schema/domains.js'
import type { SharedColumns } from '../../harmonize/shared-columns.js'
import type { SharedDomain } from '../../harmonize/shared-domain.js'
import { domainOfColumns } from './domain-of-columns.js'
import type { SharedRow, SharedValue } from '../../harmonize/shared-row.js'

const columnsOf = (rows: readonly SharedRow[], keys: readonly string[], files: readonly string[]): SharedColumns => {
  const own = keys.map(key => rows.filter(({ subjectKey }) => subjectKey === key))
  const all = own.flat()
  const starts = own.reduce<number[]>((sums, { length }) => [...sums, (sums.at(-1) ?? 0) + length], [0])
  const names = [...new Set(all.flatMap(({ values }) => Object.keys(values)))]
  const field = (name: string) => {
    const values: (SharedValue | null)[] = [null]
    const codes = Int32Array.from(all, row => {
      const value = row.values[name]
      if (value === undefined) return 0
      const known = values.findIndex(one => one !== null && JSON.stringify(one) === JSON.stringify(value))
      return known > 0 ? known : values.push(value) - 1
    })
    return { codes, values }
  }
  return {
    count: all.length,
    starts: Int32Array.from(starts),
    files: Uint8Array.from(all, ({ source }) => files.indexOf(source.fileId)),
    rows: Int32Array.from(all, ({ source }) => source.row),
    fields: Object.fromEntries(names.map(name => [name, field(name)])),
  }
}

/** Rows of the shared schema by domain, in the order in which they are given for each subject. */
export const columnsOfRows = (
  rows: readonly SharedRow[],
  keys: readonly string[],
): Partial<Record<DomainName, SharedDomain>> => {
  const files = [...new Set(rows.map(({ source }) => source.fileId))].sort()
  return Object.fromEntries(
    domainNames.flatMap(domain => {
      const own = rows.filter(row => row.domain === domain)
      return own.length === 0 ? [] : [[domain, domainOfColumns(columnsOf(own, keys, files))] as const]
    }),
  )
}
