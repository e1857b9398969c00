import { type DecidingField, decidesBy } from '../protocol/deciding-fields.js'
import type { DomainName } from '../protocol/domains.js'
import { type ColumnTally, isAbove, kindsInWords } from './column-share.js'
import type { FileFinding } from './file-finding.js'
import { retold, type Told, told } from '../words/told.js'

/** How a study judges columns: its share, and the fields by which it decides. */
export interface ColumnJudge {
  readonly share: number
  readonly deciding: readonly DecidingField[]
}

const whatToDo = told`probably the mapping: compare its codes, formats and units with the file; if they are right, ask the hospital for the column anew`

/** What a column that is not believed makes of its file, in words. */
export const consequence = (decides: boolean, what: Told): Told =>
  decides
    ? told`The study decides by ${what}, so the file is refused`
    : told`${what} is left out: all its values count as held`

const decides = (judge: ColumnJudge, { domain, rule, knowns, test }: ColumnTally): boolean =>
  knowns.some(known => decidesBy(judge.deciding, domain, rule.field, test === '' ? known : { ...known, test }))

const fieldInWords = (domain: DomainName, { rule, test }: ColumnTally): Told =>
  test === '' ? told`${domain}.${retold(rule.field)}` : told`${domain}.${retold(rule.field)} of ${retold(test)}`

/** The finding of a column whose cells are not believed, or null where they are. */
export const columnFinding = (
  file: string,
  sheet: string,
  tally: ColumnTally,
  judge: ColumnJudge,
): FileFinding | null => {
  if (!isAbove(judge.share, tally)) return null
  const { filled, unusable, kinds, rule, domain } = tally
  const deciding = decides(judge, tally)
  const found = told`${unusable} of ${filled} filled cells could not be used (${kindsInWords(kinds)})`
  return {
    file,
    sheet,
    column: rule.column,
    kind: 'column-unusable',
    effect: deciding ? 'file refused' : 'column left out',
    filled,
    unusable,
    message: told`${found}. ${consequence(deciding, fieldInWords(domain, tally))}; ${whatToDo}`,
  }
}
