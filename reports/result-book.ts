import type { AnalysisSetId } from '../analysis/sets/analysis-set.js'
import type { Result, SurvivalCurve } from '../analysis/results/result.js'
import { ToldError } from '../words/told-error.js'
import { toldId, told } from '../words/told.js'

/** A report that would say two things at once, or nothing where it has to say something. */
export class ReportInconsistent extends ToldError {
  override readonly name = 'ReportInconsistent'
}

/** A study's results by key: the only source of a number in sheets, figures and mail. */
export class ResultBook {
  private readonly byKey: ReadonlyMap<string, Result>

  constructor(
    readonly results: readonly Result[],
    readonly curves: readonly SurvivalCurve[],
  ) {
    const byKey = new Map<string, Result>()
    for (const result of results) {
      if (byKey.has(result.key)) throw new ReportInconsistent(told`two results have the key ${toldId(result.key)}`)
      if (typeof result.value === 'number' && !Number.isFinite(result.value)) {
        throw new ReportInconsistent(told`${toldId(result.key)} is neither a number nor null`)
      }
      byKey.set(result.key, result)
    }
    this.byKey = byKey
  }

  /** The result under a key, if the study has it. */
  get(key: string): Result | undefined {
    return this.byKey.get(key)
  }

  /** The number under a key, or null where there is none or it is not estimable. */
  number(key: string): number | null {
    const value = this.byKey.get(key)?.value
    return typeof value === 'number' ? value : null
  }

  /** Whether any result's key begins with these segments. */
  has(prefix: string): boolean {
    return this.under(prefix).length > 0
  }

  /** The results whose keys begin with these segments, in the results' order. */
  under(prefix: string): readonly Result[] {
    const start = prefix.endsWith('/') ? prefix : `${prefix}/`
    return this.results.filter(result => result.key.startsWith(start))
  }

  /** The distinct values of one of the six segments among the results under a prefix, in the results' order. */
  segments(prefix: string, index: number): readonly string[] {
    return [...new Set(this.under(prefix).map(result => result.key.split('/')[index] ?? '-'))]
  }

  /** The curve of one arm, if there is one. */
  curve(cohort: AnalysisSetId, endpoint: string, arm: string): SurvivalCurve | undefined {
    return this.curves.find(curve => curve.key === `survival/${cohort}/${endpoint}/${arm}`)
  }
}
