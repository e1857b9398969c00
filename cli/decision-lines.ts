import colors from 'picocolors'
import type { JudgedFinding } from '../harmonize/acceptance/judged-finding.js'
import type { WaiverRow } from '../sql/waivers.js'
import type { DecisionRow } from '../sql/decisions.js'
import { OptionInvalid } from './option-invalid.js'
import { NothingToAccept } from './command-errors.js'

/** What a refused file is let through in spite of; throws where nothing in it may be accepted. */
export const findingsToAccept = (
  findings: readonly JudgedFinding[],
  file: string,
  site: string,
): readonly JudgedFinding[] => {
  const refused = findings.filter(one => one.file === file && one.effect === 'file refused')
  if (refused.length === 0)
    throw new NothingToAccept(`nothing was found in '${file}' itself; another file of ${site} was refused`)
  const unreadable = refused.filter(({ acceptable }) => !acceptable)
  if (unreadable.length > 0)
    throw new NothingToAccept(
      `'${file}' holds what could not be read, and that cannot be accepted: ${unreadable.map(one => one.message).join('; ')}`,
    )
  return refused
}

const hashText = (hash: string): string => `(SHA-256 ${hash.slice(0, 16)}…)`

/** What was decided, and how to undo it, as lines of the terminal. */
export const acceptedLines = (
  decision: Pick<DecisionRow, 'decision_id' | 'site' | 'file_name' | 'export_id' | 'findings'>,
  named: string,
): readonly string[] => [
  `decision ${decision.decision_id}: ${decision.site} '${decision.file_name}' ${hashText(decision.export_id)} is let through`,
  ...decision.findings.map(({ kind, message }) => `  ${kind}: ${message}`),
  `  from the next run on; undo it with: cohortium decisions ${named} --undo ${decision.decision_id} --reason '…'`,
]

/** A decision as a line of the terminal, with a second one where it was undone. */
export const decisionLine = (decision: Omit<DecisionRow, 'study' | 'findings'>): string => {
  const { decision_id: id, site, file_name: file, export_id: hash, decided_by: by, decided_at: at, reason } = decision
  return `${id}  ${site} '${file}' ${hashText(hash)} let through by ${by} on ${at.slice(0, 10)}: ${reason}${undoneWords(decision)}`
}

const undoneWords = ({
  undone_at: at,
  undone_by: by,
  undone_because: because,
}: Pick<DecisionRow, 'undone_at' | 'undone_by' | 'undone_because'>): string =>
  at === null ? '' : colors.dim(`\n          undone by ${by ?? '-'} on ${at.slice(0, 10)}: ${because ?? ''}`)

/** A waiver as a line of the terminal, with a second one where it was undone. */
export const waiverLine = (waiver: Omit<WaiverRow, 'study'>): string => {
  const { waiver_id: id, site, rule, decided_by: by, decided_at: at, until, at_most: most, reason } = waiver
  const place = [waiver.file_id, waiver.column_name, waiver.display_id].filter(part => part !== null).join(', ')
  const what = `${site} ${rule}${place === '' ? '' : ` (${place})`}`
  return `${id}  ${what} waived until ${until}, at most ${String(most)}, by ${by} on ${at.slice(0, 10)}: ${reason}${undoneWords(waiver)}`
}

/** The decision that is to be undone; throws where there is none, or where it was undone before. */
export const decisionToUndo = <Decision extends Pick<DecisionRow, 'decision_id' | 'undone_at'>>(
  decisions: readonly Decision[],
  id: string,
  named: string,
): Decision => {
  const meant = decisions.find(({ decision_id }) => decision_id === id)
  if (meant === undefined)
    throw new OptionInvalid(`--undo ${id}: no such decision; 'cohortium decisions ${named}' lists them`)
  if (meant.undone_at !== null) throw new OptionInvalid(`--undo ${id}: it was undone before`)
  return meant
}
