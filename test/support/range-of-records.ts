import type { FieldOrigin, SharedRow } from '../../harmonize/shared-row.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import type { Told } from '../../words/told.js'
import type { SubjectRecord } from '../../cohort/cohort.js'
import { growingField, type GrowingField } from './growing-field.js'
import { compareRows, compareTexts } from '../../cohort/input/row-order.js'
import type {
  DomainColumns,
  MappingFacts,
  RowFile,
  SubjectColumns,
  SubjectRange,
} from '../../cohort/input/subject-range.js'

/** Puts subjects that stand as objects into columns; `calendar` where the study counts in dates. */
export const rangeOfRecords = (records: readonly SubjectRecord[], calendar: boolean): SubjectRange => {
  const files = filesOf(records)
  const domains = new Map<DomainName, GrowingDomain>()
  records.forEach((record, subject) => {
    for (const row of [...record.rows].sort(compareRows)) {
      const domain = domains.get(row.domain) ?? growingDomain(records.length, calendar)
      domains.set(row.domain, domain)
      domain.add(subject, row, files.numberOf(row))
    }
  })
  return {
    subjects: subjectsOf(records),
    files: files.list,
    domains: Object.fromEntries([...domains].map(([name, domain]) => [name, domain.finish()])),
    originOf: (domain, row, field): FieldOrigin | undefined => domains.get(domain)?.rows[row]?.origins?.[field],
  }
}

const fileKey = ({ site, file, sheet, fileId }: RowFile): string => JSON.stringify([site, file, sheet, fileId])

const filesOf = (records: readonly SubjectRecord[]) => {
  const files = new Map<string, RowFile>()
  for (const { rows } of records) {
    for (const { source } of rows) {
      const key = fileKey(source)
      if (files.has(key)) continue
      const { site, fileId, file, sheet } = source
      files.set(key, { site, fileId, file, sheet })
    }
  }
  const list = [...files.values()].sort(
    (left, right) =>
      compareTexts(left.site, right.site) ||
      compareTexts(left.file, right.file) ||
      compareTexts(left.sheet, right.sheet) ||
      compareTexts(left.fileId, right.fileId),
  )
  const numbers = new Map(list.map((file, number) => [fileKey(file), number]))
  return { list, numberOf: ({ source }: SharedRow): number => numbers.get(fileKey(source)) ?? 0 }
}

interface GrowingDomain {
  readonly rows: readonly SharedRow[]
  readonly add: (subject: number, row: SharedRow, file: number) => void
  readonly finish: () => DomainColumns
}

const saysTheSame = (one: SharedRow, other: SharedRow | undefined): boolean =>
  other !== undefined && compareRows(one, other) === 0

const growingDomain = (subjects: number, calendar: boolean): GrowingDomain => {
  const rows: SharedRow[] = []
  const owners: number[] = []
  const files: number[] = []
  const repeated: number[] = []
  const fields = new Map<string, GrowingField>()
  return {
    rows,
    add: (subject, row, file) => {
      repeated.push(Number(owners.at(-1) === subject && saysTheSame(row, rows.at(-1))))
      for (const [name, value] of Object.entries(row.values)) {
        const field = fields.get(name) ?? growingField(calendar)
        fields.set(name, field)
        field.set(rows.length, value)
      }
      rows.push(row)
      owners.push(subject)
      files.push(file)
    },
    finish: () => ({
      count: rows.length,
      starts: startsOf(owners, subjects),
      file: Int32Array.from(files),
      row: Int32Array.from(rows, ({ source }) => source.row),
      fields: Object.fromEntries([...fields].map(([name, field]) => [name, field.finish(rows.length)])),
      repeated: repeated.includes(1) ? Uint8Array.from(repeated) : null,
      numbers: null,
    }),
  }
}

const startsOf = (owners: readonly number[], subjects: number): Int32Array => {
  const starts = new Int32Array(subjects + 1)
  for (const owner of owners) starts[owner + 1]! += 1
  for (let subject = 0; subject < subjects; subject += 1) starts[subject + 1]! += starts[subject]!
  return starts
}

const subjectsOf = (records: readonly SubjectRecord[]): SubjectColumns => {
  const sites = [...new Set(records.map(({ site }) => site))]
  const { mappings, numberOf } = mappingsOf()
  const mapping = Uint16Array.from(records, numberOf)
  return {
    count: records.length,
    keys: records.map(({ subjectKey }) => subjectKey),
    displayIds: records.map(({ displayId }) => displayId),
    linkKeys: records.map(({ linkKey }) => linkKey),
    site: Uint16Array.from(records, ({ site }) => sites.indexOf(site)),
    sites,
    mapping,
    mappings,
    heldBecause: new Map(
      records.flatMap(({ heldBecause }, subject): readonly (readonly [number, Told])[] =>
        heldBecause === null ? [] : [[subject, heldBecause]],
      ),
    ),
  }
}

// Subjects of one site share one list and one set, so that these are distinguished by identity and then by content.
const mappingsOf = () => {
  const mappings: MappingFacts[] = []
  const byContent = new Map<string, number>()
  const byLists = new Map<readonly string[], Map<ReadonlySet<string> | undefined, number>>()
  const numberOf = ({ delivered, mapped, nobody }: SubjectRecord): number => {
    const known = nobody === undefined ? byLists.get(delivered)?.get(mapped) : undefined
    if (known !== undefined) return known
    const content = JSON.stringify([delivered, mapped === undefined ? null : [...mapped], nobody])
    const facts = { delivered: new Set<string>(delivered), nobody: nobody ?? [], mapped: mapped ?? null }
    const number = byContent.get(content) ?? mappings.push(facts) - 1
    byContent.set(content, number)
    if (nobody !== undefined) return number
    const ofList = byLists.get(delivered) ?? new Map<ReadonlySet<string> | undefined, number>()
    byLists.set(delivered, ofList.set(mapped, number))
    return number
  }
  return { mappings, numberOf }
}
