import type { Cell } from '../../sources/source-record.js'
import { plainCell } from '../read/plain-text.js'
import type { WhenPlan } from './block-plan.js'

/** Whether nobody can say which word a cell has: it cannot be used, and is listed neither here nor as missing. */
export const isUntold = ({ words, missing }: WhenPlan, cell: Cell | undefined): boolean => {
  if (cell?.kind !== 'error') return false
  const plain = plainCell(cell)
  return words.find(plain) === undefined && missing.find(plain) === undefined
}

/** Whether a cell meets a condition. Of one that cannot be used nobody can say that it has another word than those listed. */
export const meetsWhen = (condition: WhenPlan, cell: Cell | undefined): boolean =>
  !isUntold(condition, cell) && (condition.words.find(plainCell(cell)) !== undefined) === condition.among
