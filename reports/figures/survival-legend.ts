import { results } from '../../protocol/results/catalogue.js'
import { keysOf } from '../../protocol/results/result-key.js'
import type { SurvivalCurve } from '../../analysis/results/result.js'
import type { Arm } from '../../cohort/arms.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { ResultBook } from '../result-book.js'
import { fixed, isNotReached, missingWord, pPhrase, ratioDecimals } from '../words/shown-numbers.js'
import { figureWidth } from './frame.js'
import { lineFrom, palette, textAt } from './svg.js'
import { wrapText } from './text-width.js'

/** One arm of a Kaplan-Meier figure. */
export interface DrawnArm {
  readonly arm: Arm
  readonly label: string
  readonly curve: SurvivalCurve
  readonly median: number | null
}

/** The marks of a legend, and how high they are. */
export interface SurvivalLegend {
  readonly marks: readonly string[]
  readonly height: number
}

/** The legend above a Kaplan-Meier figure: events and median an arm, then hazard ratio and log-rank test. */
export const survivalLegend = (
  book: ResultBook,
  endpoint: string,
  cohort: AnalysisSetId,
  drawn: readonly DrawnArm[],
): SurvivalLegend => {
  const digits = drawn[0]?.curve.unit === 'days' ? 0 : 1
  const shown = (key: string, decimals: number, missing: string): string => {
    const value = book.number(key)
    return value === null ? missing : fixed(value, decimals)
  }
  const cox = keysOf(results.coxTerm, { set: cohort, endpoint, model: 'univariate', term: 'arm.treated' })
  const compared = keysOf(results.survival, { set: cohort, endpoint })
  const ratio = book.number(cox('hazard-ratio'))
  const decimals = ratioDecimals([book.number(cox('lower')), book.number(cox('upper'))])
  const p = book.number(compared('log-rank-p'))
  const byPair = book.number(compared('log-rank-by-pair-p'))
  const tests = [
    ratio === null
      ? 'Hazard ratio not estimable'
      : `Hazard ratio ${fixed(ratio, decimals)} (95% CI ${shown(cox('lower'), decimals, 'n.e.')} to ` +
        `${shown(cox('upper'), decimals, 'n.e.')})`,
    p === null ? 'log-rank P not estimable' : `log-rank ${pPhrase(p)}`,
    ...(byPair === null ? [] : [`stratified by pair ${pPhrase(byPair)}`]),
  ].join(', ')
  const marks: string[] = []
  let y = 10
  for (const one of drawn) {
    const key = keysOf(results.survivalArm, { set: cohort, endpoint, arm: one.arm })
    const events = shown(key('events'), 0, 'n.e.')
    const counts = `${events} ${events === '1' ? 'event' : 'events'} in ${shown(key('n'), 0, 'n.e.')}`
    const limit = (name: 'lower' | 'upper'): string => {
      const result = book.get(key(`median-${name}`))
      return shown(key(`median-${name}`), digits, missingWord(result?.notes ?? []))
    }
    const interval = `95% CI ${limit('lower')} to ${limit('upper')}`
    const estimate = shown(key('median'), digits, '')
    const missing = isNotReached(book.get(key('median'))) ? 'not reached' : 'not estimable'
    const median =
      estimate === '' ? `median ${missing} (${interval})` : `median ${estimate} ${one.curve.unit} (${interval})`
    marks.push(lineFrom(14, y - 4, 34, y - 4, palette[one.arm], 2.5))
    for (const line of wrapText(`${one.label}: ${counts}, ${median}`, 10.5, figureWidth - 54)) {
      marks.push(textAt(40, y, line, { size: 10.5 }))
      y += 16
    }
  }
  for (const line of wrapText(tests, 10.5, figureWidth - 28)) {
    marks.push(textAt(14, y, line, { size: 10.5 }))
    y += 16
  }
  return { marks, height: y - 16 }
}
