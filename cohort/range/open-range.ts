import type { FieldConditions } from '../../protocol/language/conditions.js'
import { type DomainName, domainNames } from '../../protocol/schema/domains.js'
import { cutDomain, type CutDomain } from '../input/cut-domain.js'
import type { DomainColumns, FieldColumn, SubjectRange } from '../input/subject-range.js'
import type { ValueColumn } from '../variables/value-column.js'
import { candidateRows, type CandidateRows, candidatesOfCode } from './candidate-rows.js'
import { judgeRows } from './judge-rows.js'
import { fileRanks } from './lineage.js'
import { rowsByCode, type RowsByCode } from './rows-by-code.js'

/** A range of subjects as known at the data cut, with what is derived of it while the study is applied. */
export interface OpenRange {
  readonly range: SubjectRange
  readonly count: number
  /** True where days are calendar dates, false where they are offsets. */
  readonly calendar: boolean
  readonly cutDay: number | null
  readonly domain: (name: DomainName) => CutDomain
  /** Whether each row that is known meets the conditions. */
  readonly truths: (name: DomainName, where: FieldConditions | undefined) => Uint8Array
  /** Whether each row as received, be it after the data cut, meets the conditions. */
  readonly receivedTruths: (name: DomainName, where: FieldConditions | undefined) => Uint8Array
  /** The rows that are known and that the conditions do not rule out. */
  readonly candidates: (name: DomainName, where: FieldConditions | undefined) => CandidateRows
  /** Makes a column that several rules read, named for it, once. */
  readonly once: (column: string, make: () => Uint8Array) => Uint8Array
  /** Each subject's index day; NaN where it is not known. */
  readonly indexDays: Float64Array
  /** The variables derived so far. */
  readonly variables: Map<string, ValueColumn>
  /** Ranks of the files: those of one name and sheet have one, whatever their ids. */
  readonly ranks: Int32Array
}

const noRows = (subjects: number): DomainColumns => ({
  count: 0,
  starts: new Int32Array(subjects + 1),
  file: new Int32Array(0),
  row: new Int32Array(0),
  fields: {},
  repeated: null,
  numbers: null,
})

/** Opens a range at a data cut. */
export const openRange = (range: SubjectRange, calendar: boolean, dataCut: number | null): OpenRange => {
  const { subjects, files } = range
  // A study of day offsets has no data cut.
  const cutDay = calendar ? dataCut : null
  const domains = new Map(
    domainNames.map(name => [name, cutDomain(range.domains[name] ?? noRows(subjects.count), cutDay)]),
  )
  const domain = (name: DomainName): CutDomain => domains.get(name)!
  const judged = new Map<string, Uint8Array>()
  const judge = (name: DomainName, columns: DomainColumns, where: FieldConditions | undefined): Uint8Array => {
    const key = JSON.stringify([name, columns === domain(name).known, where])
    const truths = judged.get(key) ?? judgeRows(name, columns, where, subjects, calendar)
    judged.set(key, truths)
    return truths
  }
  const truths = (name: DomainName, where: FieldConditions | undefined): Uint8Array =>
    judge(name, domain(name).known, where)
  const candidates = new Map<string, CandidateRows>()
  const sorted = new Map<FieldColumn, RowsByCode>()
  const byCode = (field: FieldColumn): RowsByCode => {
    const rows = sorted.get(field) ?? rowsByCode(field)
    sorted.set(field, rows)
    return rows
  }
  return {
    range,
    count: subjects.count,
    calendar,
    cutDay,
    domain,
    truths,
    receivedTruths: (name, where) => judge(name, domain(name).received, where),
    candidates: (name, where) => {
      const key = JSON.stringify([name, where])
      const { known } = domain(name)
      const rows =
        candidates.get(key) ?? candidatesOfCode(known, where, byCode) ?? candidateRows(known, truths(name, where))
      candidates.set(key, rows)
      return rows
    },
    once: (column, make) => {
      const made = judged.get(column) ?? make()
      judged.set(column, made)
      return made
    },
    indexDays: new Float64Array(subjects.count).fill(Number.NaN),
    variables: new Map(),
    ranks: fileRanks(files),
  }
}
