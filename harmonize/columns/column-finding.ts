import { type DecidingField, decidesBy } from '../../protocol/facts/deciding-fields.js'
import { type ColumnTally, isAbove, kindsInWords } from './column-share.js'
import type { FileFinding } from './file-finding.js'
import { type Told, told, toldId, toldLiteral } from '../../words/told.js'

/** How a study judges columns: its share, and the fields by which it decides. */
export interface ColumnJudge {
  readonly share: number
  readonly deciding: readonly DecidingField[]
  /** The texts that stand in the mapping, and the study's tests: a code among them may be shown. */
  readonly named: ReadonlySet<string>
}

const whatToDo = told`probably the mapping: compare its codes, formats and units with the file; if they are right, ask the hospital for the column anew`

/** What a column that is not believed makes of its file, in words. */
export const consequence = (decides: boolean, what: Told): Told =>
  decides
    ? told`The study decides by ${what}, so the file is refused`
    : told`${what} is left out: all its values count as held`

const decides = (judge: ColumnJudge, { domain, rule, knowns, test }: ColumnTally): boolean =>
  knowns.some(known => decidesBy(judge.deciding, domain, rule.field, test === '' ? known : { ...known, test }))

const fieldInWords = ({ domain, rule, test }: ColumnTally, { named }: ColumnJudge): Told => {
  const field = told`${domain}.${toldId(rule.field)}`
  return test === '' ? field : told`${field} of ${toldLiteral(test, named)}`
}

/** The finding of a column whose cells are not believed, or null where they are. */
export const columnFinding = (file: Told, sheet: Told, tally: ColumnTally, judge: ColumnJudge): FileFinding | null => {
  if (!isAbove(judge.share, tally)) return null
  const { filled, unusable, kinds, rule } = tally
  const deciding = decides(judge, tally)
  const found = told`${unusable} of ${filled} filled cells could not be used ${kindsInWords(kinds)}`
  return {
    file,
    sheet,
    column: rule.shown,
    kind: 'column-unusable',
    effect: deciding ? 'file refused' : 'column left out',
    filled,
    unusable,
    message: told`${found}. ${consequence(deciding, fieldInWords(tally, judge))}; ${whatToDo}`,
  }
}
