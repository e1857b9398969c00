import { nearestName } from '../protocol/nearest.js'
import type { Cell } from '../sources/source-record.js'
import type { ColumnRule } from './column-rule.js'
import { clean, type FieldReading, held } from './field-reading.js'
import { plainCell, receivedText } from './plain-text.js'

/** Reads a cell as a listed code; a column without a list gives its own text. */
export const readCode = (rule: ColumnRule, cell: Cell): FieldReading => {
  const [plain, received] = [plainCell(cell), receivedText(cell)]
  if (rule.codes === null) return clean({ kind: 'code', code: plain, received })
  const code = rule.codes.find(plain)
  if (code !== undefined) return clean({ kind: 'code', code: String(code), received })
  const nearest = nearestName(plain, rule.codes.words)
  const meant = nearest === null ? '' : `; the nearest is '${nearest}'`
  return held('unlisted-code', `a text that is not among the ${rule.codes.words.length} that the mapping lists${meant}`)
}
