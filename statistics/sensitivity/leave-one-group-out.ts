import { rowsOf } from '../numeric/column.js'
import { requireSameLength } from '../errors.js'
import type { CoxFit, CoxInput, CoxOptions } from '../cox/fit-cox.js'
import { fitCox } from '../cox/fit-cox.js'
import { selectRows } from '../cox/select-rows.js'

/** A Cox model fitted without one group (a site, say). */
export interface LeftOutFit {
  readonly leftOut: number
  readonly fit: CoxFit
}

/**
 * Fits a Cox model once without each group, to see whether a single one carries the result. Agrees with R
 * `coxph(formula, d[d$group != g, ])` for each g. Throws as fitCox does.
 */
export const leaveOneGroupOut = (
  input: CoxInput,
  group: Int32Array,
  options: CoxOptions = {},
): readonly LeftOutFit[] => {
  requireSameLength('group', rowsOf(input.time), group.length)
  const codes = [...new Set(group)].sort((a, b) => a - b)
  return codes.map(leftOut => ({
    leftOut,
    fit: fitCox(
      selectRows(input, row => group[row] !== leftOut),
      options,
    ),
  }))
}
