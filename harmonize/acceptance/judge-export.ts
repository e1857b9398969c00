import { type JudgedFinding, sameDoubt } from './judged-finding.js'
import { shortened, type Told, told, toldAll, toldId } from '../../words/told.js'
import { counted } from '../../words/counted.js'

/** A decision that lets one file of an export through, with the findings that it was made for. */
export interface AcceptingDecision {
  readonly id: string
  readonly file: Told
  readonly findings: readonly JudgedFinding[]
}

/** Whether an export is used: what stands against it, and which decisions let it through. */
export interface ExportVerdict {
  /** What refuses the export and no decision covers. */
  readonly against: readonly JudgedFinding[]
  readonly decisions: readonly string[]
}

const covers = ({ file, findings }: AcceptingDecision, finding: JudgedFinding): boolean =>
  finding.acceptable && file === finding.file && findings.some(known => sameDoubt(known, finding))

/** Judges an export by what was found in it and by the decisions that are in force for its very bytes. */
export const judgeExport = (
  findings: readonly JudgedFinding[],
  decisions: readonly AcceptingDecision[],
): ExportVerdict => {
  const refusing = findings.filter(({ effect }) => effect === 'file refused')
  const against = refusing.filter(finding => !decisions.some(decision => covers(decision, finding)))
  const used = decisions.filter(decision => refusing.some(finding => covers(decision, finding)))
  return { against, decisions: against.length > 0 ? [] : used.map(({ id }) => id) }
}

const most = 3
const mostBytes = 1_000

const place = ({ file, sheet, column }: JudgedFinding): Told => {
  const ofSheet = sheet === '-' ? told`` : told`, sheet ${sheet}`
  return told`${file}${ofSheet}${column === null ? told`` : told`, column '${column}'`}`
}

const remedyOf = (study: string, site: string, against: readonly JudgedFinding[]): Told => {
  const [id, place] = [toldId(study), toldId(site)]
  const files = [...new Set(against.map(({ file }) => file))]
  const commands = files.map(file => told`cohortium accept ${id} ${place} '${file}'`)
  return against.every(({ acceptable }) => acceptable)
    ? told`if the site confirms that it is right: ${toldAll(commands, ' and ')}`
    : told`what could not be read cannot be accepted: mend the mapping, or ask the site for the file again`
}

/** Why an export is refused and what to do, for a data manager: places, kinds and counts, never a value. */
export const refusalWords = (study: string, site: string, against: readonly JudgedFinding[]): Told => {
  const each = against
    .slice(0, most)
    .map(finding => told`${place(finding)} (${toldId(finding.kind)}): ${finding.message}`)
  const more =
    against.length > most
      ? [told`and ${counted(against.length - most, told`more finding`)}, see the sheet 'Data quality'`]
      : []
  const remedy = remedyOf(study, site, against)
  // What to do has to be read whatever was found.
  const room = mostBytes - new TextEncoder().encode(remedy).length
  return told`${shortened(toldAll([...each, ...more], '; '), Math.max(room, 0))}; ${remedy}`
}
