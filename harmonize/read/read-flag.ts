import { abnormalFlags, flagOf } from '../../protocol/schema/abnormal-flags.js'
import type { Cell } from '../../sources/source-record.js'
import { toldAll, told, toldId } from '../../words/told.js'
import { clean, type FieldReading, held } from './field-reading.js'
import { plainCell, receivedText } from './plain-text.js'
import { probablyMissing } from './read-code.js'
import { looksMissing } from './received-words.js'

/** A flag beside the value of one result that says something else than the one in a column of its own, or than itself. */
export const contradictingFlags = held(
  'flag-contradicts',
  told`abnormal flags of one result that say two things, such as a high and a low one`,
)

/** Reads a cell of a column of abnormal flags that lists no codes: the usual signs and words are known. */
export const readFlag = (cell: Cell): FieldReading => {
  const plain = plainCell(cell)
  const flag = flagOf(plain)
  if (flag === 'contradicts') return contradictingFlags
  if (flag !== 'none') return clean({ kind: 'code', code: flag, received: receivedText(cell) })
  if (looksMissing(plain)) return probablyMissing
  return held(
    'unlisted-code',
    told`a text that is no usual abnormal flag: list it under 'codes', as one of ${toldAll(abnormalFlags.map(toldId))}`,
  )
}
