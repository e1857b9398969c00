import type { Trouble } from '../read/field-reading.js'
import type { FileFinding, FindingEffect } from '../columns/file-finding.js'
import type { RecordIssue } from '../shared-row.js'
import { type Told, told } from '../../words/told.js'

/** Where received texts stand that the mapping does not list: their count and the nearest that is listed, never the text. */
export interface CodeProposal {
  readonly file: Told
  readonly column: Told
  readonly field: Told
  readonly count: number
  readonly nearest: Told | null
}

/** Where a received row stands, and whose it is. */
export interface RecordPlace {
  readonly file: Told
  readonly sheet: Told
  readonly row: number
  readonly subjectKey: string
}

/** A received text that a list lacks, as it is reported. */
export interface UnlistedText {
  readonly file: Told
  readonly column: Told
  readonly field: Told
  readonly nearest: Told | null
}

/** Collects a site's issues, notes, proposals and findings, each trouble of a cell once however many fields read it. */
export interface SiteLog {
  readonly report: (record: RecordPlace, column: Told | null, trouble: Trouble) => void
  /** Notes what a number of cells or rows have; one where no count is given. */
  readonly note: (file: Told, column: Told | null, note: Told, count?: number) => void
  readonly propose: (text: UnlistedText, count?: number) => void
  /** Tells a finding; of two of one column, kind and part the graver is kept. */
  readonly find: (finding: FileFinding, part?: string) => void
  readonly issues: () => readonly RecordIssue[]
  readonly notes: () => readonly Told[]
  readonly proposals: () => readonly CodeProposal[]
  readonly findings: () => readonly FileFinding[]
}

const counted = <Key>(counts: Map<Key, number>, key: Key, count: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

const gravity: Readonly<Record<FindingEffect, number>> = { 'file refused': 2, 'column left out': 1, query: 0 }

const isGraver = (one: FileFinding, other: FileFinding): boolean =>
  gravity[one.effect] > gravity[other.effect] || (one.effect === other.effect && one.unusable > other.unusable)

/** Makes the log of one site. */
export const siteLog = (site: string): SiteLog => {
  const issues = new Map<string, RecordIssue>()
  const notes = new Map<Told, number>()
  const proposed = new Map<string, number>()
  const findings = new Map<string, FileFinding>()
  return {
    report: ({ file, sheet, row, subjectKey }, column, { kind, effect, message }) => {
      const key = JSON.stringify([file, sheet, row, column, kind])
      if (!issues.has(key)) issues.set(key, { site, file, sheet, row, column, subjectKey, kind, effect, message })
    },
    note: (file, column, note, count = 1) =>
      counted(notes, column === null ? told`${file}: ${note}` : told`${file}, ${column}: ${note}`, count),
    propose: ({ file, column, field, nearest }, count = 1) =>
      counted(proposed, JSON.stringify({ file, column, field, nearest }), count),
    find: (finding, part = '') => {
      const key = JSON.stringify([finding.file, finding.sheet, finding.column, finding.kind, part])
      const before = findings.get(key)
      if (before === undefined || isGraver(finding, before)) findings.set(key, finding)
    },
    issues: () => [...issues.values()],
    notes: () => [...notes].map(([note, count]) => (count === 1 ? note : told`${note} (${count} times)`)),
    proposals: () => [...proposed].map(([key, count]) => ({ ...(JSON.parse(key) as UnlistedText), count })),
    findings: () => [...findings.values()],
  }
}
