import type { DoorRecord } from './door-record.js'
import type { Trouble } from './field-reading.js'
import type { RecordIssue } from './shared-row.js'

/** A received text that the mapping does not list, with its count: what a data manager may add to the mapping. */
export interface CodeProposal {
  readonly file: string
  readonly column: string
  readonly field: string
  readonly received: string
  readonly count: number
}

/** Where a record stands, and whose it is. */
export type RecordPlace = Pick<DoorRecord, 'file' | 'sheet' | 'row' | 'subjectKey'>

/** Collects a site's issues, notes and proposals, each trouble of a cell once however many fields read it. */
export interface SiteLog {
  readonly report: (record: RecordPlace, column: string | null, trouble: Trouble) => void
  readonly note: (file: string, column: string | null, note: string) => void
  readonly propose: (file: string, column: string, field: string, received: string) => void
  readonly issues: () => readonly RecordIssue[]
  readonly notes: () => readonly string[]
  readonly proposals: () => readonly CodeProposal[]
}

const counted = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

const longestProposal = 60

/** Makes the log of one site. */
export const siteLog = (site: string): SiteLog => {
  const issues = new Map<string, RecordIssue>()
  const notes = new Map<string, number>()
  const proposed = new Map<string, number>()
  return {
    report: ({ file, sheet, row, subjectKey }, column, { kind, effect, message }) => {
      const key = JSON.stringify([file, sheet, row, column, kind])
      if (!issues.has(key)) issues.set(key, { site, file, sheet, row, column, subjectKey, kind, effect, message })
    },
    note: (file, column, note) => counted(notes, column === null ? `${file}: ${note}` : `${file}, ${column}: ${note}`),
    propose: (file, column, field, received) => {
      counted(proposed, JSON.stringify([file, column, field, received.slice(0, longestProposal)]))
    },
    issues: () => [...issues.values()],
    notes: () => [...notes].map(([note, count]) => (count === 1 ? note : `${note} (${count} times)`)),
    proposals: () =>
      [...proposed].map(([key, count]) => {
        const [file = '', column = '', field = '', received = ''] = JSON.parse(key) as readonly string[]
        return { file, column, field, received, count }
      }),
  }
}
