import { type AbnormalFlag, joinFlags } from '../../protocol/schema/abnormal-flags.js'
import { combineCodes } from '../columns/combine-codes.js'
import type { ReceivedFlag } from '../read/measured-text.js'
import { contradictingFlags } from '../read/read-flag.js'
import type { ReadColumn } from '../read/read-column.js'
import type { CodeValue, SharedValue } from '../shared-row.js'
import type { BlockField } from './block-rows.js'
import type { TroublesByCode } from './troubles-by-code.js'

const flagValue = ({ flag, received }: ReceivedFlag): CodeValue => ({ kind: 'code', code: flag, received })

/** What a result's cell and a column of flags say of it together: the column's own word where both agree. */
export const joinedFlag = (own: SharedValue | undefined, beside: ReceivedFlag | undefined): SharedValue | undefined => {
  if (beside === undefined) return own
  if (own?.kind !== 'code') return own?.kind === 'missing' && own.reason === 'held' ? own : flagValue(beside)
  const flag = joinFlags(own.code as AbnormalFlag, beside.flag)
  if (flag === null) return contradictingFlags.value
  return flag === own.code ? own : flagValue({ ...beside, flag })
}

/** The flags of a block's rows, with the rows in which a column of flags contradicts the cell of the result. */
export interface FlagsBeside extends TroublesByCode {
  readonly field: BlockField
}

/** Makes one field of the flags that stand in the cells of results and of those in a column of their own. */
export const flagsBeside = (
  results: ReadColumn,
  isKept: (code: number) => boolean,
  own: BlockField | undefined,
  rows: number,
): FlagsBeside | null => {
  const beside = results.byCode.map((read, code) => (isKept(code) ? read?.reading.flag : undefined))
  if (beside.every(flag => flag === undefined)) return null
  if (own === undefined) {
    const values = beside.map(flag => (flag === undefined ? undefined : flagValue(flag)))
    return { field: { field: 'flag', codes: results.codes, values }, codes: results.codes, troubles: [] }
  }
  const ownCodes = own.codes ?? new Uint8Array(rows)
  const pairs = combineCodes(
    { codes: results.codes, distinct: beside.length },
    { codes: ownCodes, distinct: own.values.length },
    rows,
  )
  const joined = pairs.firsts.map(row => {
    const [before, flag] = [own.values[ownCodes[row]!], beside[results.codes[row]!]]
    const value = joinedFlag(before, flag)
    const isContradicted = value === contradictingFlags.value && before !== value
    return { value, trouble: isContradicted ? contradictingFlags.trouble : null }
  })
  return {
    field: { field: 'flag', codes: pairs.codes, values: joined.map(({ value }) => value) },
    codes: pairs.codes,
    troubles: joined.map(({ trouble }) => trouble),
  }
}
