import type { Cell } from '../../sources/source-record.js'
import { plainText } from '../read/plain-text.js'
import type { Admission } from './column-admission.js'
import { identifierMask, type IdentifierWords } from './masks/identifier-words.js'
import { digitsOf } from './own-identifiers.js'

/** A cell as it passes the door. */
export interface PassedCell {
  /** What is searched for listed words: the received cell, or what was left of it. */
  readonly masked: Cell
  /** What is stored. */
  readonly stored: Cell
  /** Whether it is worth a look that the cell was not taken in. */
  readonly isWithheld: boolean
}

const admitted = (masked: Cell, admission: Admission): PassedCell => {
  const stored = admission.admit(masked)
  const isWithheld = stored !== masked && 'text' in stored && admission.isReported(stored.text)
  return { masked, stored, isWithheld }
}

/** A received cell of a column without the identifiers that stand in it, as far as it is taken in. */
export const passCell = (cell: Cell, admission: Admission, words: IdentifierWords): PassedCell => {
  if (cell.kind !== 'text' && cell.kind !== 'number') return admitted(cell, admission)
  if (admission.isListed(plainText(cell.text))) return admitted(cell, admission)
  const masked = words.mask(digitsOf(cell), admission.measuring)
  return admitted(masked === null ? cell : { kind: 'text', text: masked }, admission)
}

/** What is left of a cell that is an identifier of its own row. */
export const passOwn = (admission: Admission): PassedCell => admitted({ kind: 'text', text: identifierMask }, admission)
