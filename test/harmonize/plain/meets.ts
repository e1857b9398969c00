import type { WhenPlan } from '../../../harmonize/blocks/block-plan.js'
import { plainCell } from '../../../harmonize/read/plain-text.js'
import type { Cell } from '../../../sources/source-record.js'

/** Whether a record's cells meet all of a block's conditions. */
export const meets = (cells: Readonly<Record<string, Cell>>, when: readonly WhenPlan[]): boolean =>
  when.every(({ column, words, missing, among }) => {
    const plain = plainCell(cells[column])
    const isListed = words.find(plain) !== undefined
    const isUsable = cells[column]?.kind !== 'error' || missing.find(plain) !== undefined
    return among ? isListed : !isListed && isUsable
  })
