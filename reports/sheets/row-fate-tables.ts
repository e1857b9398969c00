import { type CountedRule, type FateCounts, outcomesOf, rulesOf } from '../../words/row-fates.js'
import { stateOf, whyNotReached } from '../../words/looked-at.js'
import { isOwn } from '../../words/site-state.js'
import type { TableBlock, TextTone } from '../layout/sheet.js'
import { blank, number, row, section, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import { figures, table, words } from '../layout/sheet-blocks.js'
import type { ReportedExport, ReportedSite } from '../report-input.js'

/** How an export came in that is the site's own and was let in. */
export const letIn = 'let in'

/** A file of a site that a run used, or looked at and did not let in. */
export interface SiteFile extends Omit<ReportedExport, 'bytes' | 'sha256'> {
  readonly label: string
  readonly bytes: number | null
  readonly sha256: string | null
  /** Whether it was let in, or is used in place of one that was not. */
  readonly came: typeof letIn | 'last accepted, used instead' | 'not let in' | 'not read' | 'not reached'
  /** Why it was not let in, not read or not reached, or null. */
  readonly why: string | null
}

/** The files of a site: those that its data in the report are from, then those that were not let in. */
export const filesOf = ({ label, status, reason, exports, notLetIn }: ReportedSite): readonly SiteFile[] => {
  const came = isOwn(status) ? letIn : 'last accepted, used instead'
  return [
    ...exports.map(file => ({ ...file, label, came, why: null }) as const),
    ...notLetIn.map(({ notRead, ...file }) => {
      const state = stateOf({ ...file, notRead })
      const fates: FateCounts | null = file.rows === null ? null : { 'not-let-in': file.rows }
      if (state === 'read') return { ...file, label, fates, came: 'not let in', why: reason } as const
      return { ...file, label, fates, came: state, why: notRead ?? whyNotReached(notLetIn, reason) } as const
    }),
  ]
}

const isUnread = (came: SiteFile['came']): boolean => came === 'not read' || came === 'not reached'

const count = (rows: number) => number(rows, formats.thousands)

/** How it is shown how a file came in: what kept others from being read is seen at once. */
export const toneOf = (came: SiteFile['came']): TextTone =>
  came === letIn ? 'plain' : came === 'not read' ? 'bad' : 'warning'

/** What became of a file's rows, in six cells: received; of these shared, held, out of scope and dropped; blank rows beside. */
export const fateCells = ({ came, rows, fates, blankRows }: SiteFile) => {
  const none = text('–')
  const received = rows === null ? text(isUnread(came) ? came : '–') : count(rows)
  const blanks = blankRows === null ? none : count(blankRows)
  if (fates === null) return [received, none, none, none, none, blanks]
  const { shared, held, dropped, 'out of scope': outOfScope } = outcomesOf(fates)
  return [received, count(shared), count(held), count(outOfScope), count(dropped), blanks]
}

/** What the cells say, and what does not add up; a file of which nobody counted the rows is named. */
export const fateNotes = (files: readonly SiteFile[]): readonly string[] => {
  const wrong = files.filter(({ rows, fates }) => {
    const sum = Object.values(fates ?? {}).reduce((all, own) => all + own, 0)
    return fates !== null && rows !== null && sum !== rows
  })
  return [
    'Received = shared + held + out of scope + dropped: each row has one fate. Shared rows made at least one row of the shared schema.',
    'Blank rows, with nothing in any cell, are none received: they stand beside the equation, counted to the last row that has something.',
    ...(files.some(({ came, fates }) => !isUnread(came) && fates === null)
      ? ['– : read by an older version, which did not count what became of rows.']
      : []),
    ...wrong.map(({ file }) => `Rows of ${file} are missing from the equation: please report this.`),
  ]
}

const ruleWords = ({ because, fate }: CountedRule, why: string | null): string =>
  fate === 'not-let-in' && why !== null ? `${because}: ${why}` : because

/** By which rules rows were held, out of scope or dropped, file by file, and why a file was not read; null where all rows are shared. */
export const fateRules = (files: readonly SiteFile[]): TableBlock | null => {
  const rows = files.flatMap(({ label, file, fates, came, why }) => {
    const rules = rulesOf(fates ?? {}).map(rule =>
      row(text(rule.is, 'plain', 1), text(ruleWords(rule, why)), blank, count(rule.rows)),
    )
    const own = isUnread(came) ? [row(text(came, toneOf(came), 1), text(why ?? ''), blank, text('–'))] : rules
    return own.length === 0 ? [] : [section(`${label}: ${file}`), ...own]
  })
  if (rows.length === 0) return null
  return table('Rows that are not shared', [words('Fate'), words('Rule', 66), words(''), figures('Rows')], () => rows)
}
