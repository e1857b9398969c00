import { type DomainName, domainNames, fieldsOf } from '../../protocol/schema/domains.js'
import { codesFor } from '../../harmonize/codes.js'
import type { SharedColumns, SharedField } from '../../harmonize/shared-columns.js'
import type { SharedRow, SharedValue } from '../../harmonize/shared-row.js'
import { domainOfColumns } from './domain-of-columns.js'
import type { SharedSite, SharedSubjects } from '../../harmonize/shared-site.js'

const fieldOf = (rows: readonly SharedRow[], name: string): SharedField => {
  const places = new Map<string, number>()
  const values: (SharedValue | null)[] = [null]
  const found = rows.map(row => {
    const value = row.values[name]
    if (value === undefined) return 0
    const key = JSON.stringify(value)
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, values.length)
    return values.push(value) - 1
  })
  const codes = codesFor(values.length, rows.length)
  codes.set(found)
  return { codes, values }
}

const domainOf = (
  domain: DomainName,
  rows: readonly SharedRow[],
  numbers: ReadonlyMap<string, number>,
  files: ReadonlyMap<string, number>,
): SharedColumns => {
  const placed = rows.map(row => ({
    row,
    subject: numbers.get(row.subjectKey) ?? -1,
    file: files.get(row.source.fileId) ?? -1,
  }))
  placed.sort((a, b) => a.subject - b.subject || a.file - b.file || a.row.source.row - b.row.source.row)
  const starts = new Int32Array(numbers.size + 1)
  for (const { subject } of placed) starts[subject + 1]! += 1
  for (let subject = 0; subject < numbers.size; subject += 1) starts[subject + 1]! += starts[subject]!
  const own = placed.map(({ row }) => row)
  const names = Object.keys(fieldsOf(domain)).filter(name => own.some(row => row.values[name] !== undefined))
  return {
    count: own.length,
    starts,
    files: Int32Array.from(placed, ({ file }) => file),
    rows: Int32Array.from(own, ({ source }) => source.row),
    fields: Object.fromEntries(names.map(name => [name, fieldOf(own, name)])),
  }
}

/** Puts a site's rows that stand as objects into columns; the subjects stand in the order of their keys. */
export const sharedOfRows = (
  rows: readonly SharedRow[],
  subjects: SharedSubjects,
  fileIds: readonly string[],
): SharedSite => {
  const numbers = new Map(subjects.keys.map((key, at) => [key, at]))
  const files = new Map(fileIds.map((id, at) => [id, at]))
  const domains = domainNames.flatMap(domain => {
    const own = rows.filter(row => row.domain === domain)
    return own.length === 0 ? [] : [[domain, domainOfColumns(domainOf(domain, own, numbers, files))] as const]
  })
  return { subjects, fileIds, domains: Object.fromEntries(domains) }
}
