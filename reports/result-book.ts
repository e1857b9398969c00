import type { ResultPart } from '../protocol/language/result-keys.js'
import type { ResultKindName } from '../protocol/results/catalogue.js'
import type { ResultKind, Slots } from '../protocol/results/result-kind.js'
import { curveKey, keysOf, type ReadKey, readKey } from '../protocol/results/result-key.js'
import type { AnalysisSetId } from '../analysis/sets/analysis-set.js'
import type { Result, SurvivalCurve } from '../analysis/results/result.js'
import { ToldError } from '../words/told-error.js'
import { toldId, told } from '../words/told.js'

/** A report that would say two things at once, or nothing where it has to say something. */
export class ReportInconsistent extends ToldError {
  override readonly name = 'ReportInconsistent'
}

/** Which results: of a part, of a kind, of the ids that are named. */
export interface WantedResults {
  readonly part?: ResultPart
  readonly kind?: ResultKindName
  readonly [slot: string]: string | undefined
}

/** A result with what its key says. */
export interface FoundResult {
  readonly result: Result
  readonly read: ReadKey
}

/** A study's results by key: the only source of a number in sheets, figures and mail. */
export class ResultBook {
  private readonly byKey: ReadonlyMap<string, Result>
  private readonly found: readonly FoundResult[]

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
    this.found = results.flatMap(result => {
      const read = readKey(result.key)
      return read === null ? [] : [{ result, read }]
    })
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

  /** The result of a kind under a statistic that a table names. */
  at<Shape extends string>(kind: ResultKind<Shape>, slots: Slots<Shape>, statistic: string): Result | undefined {
    return this.byKey.get(keysOf(kind, slots)(statistic))
  }

  /** Whether there is any result of a part, or of a kind, of these ids. */
  has(wanted: WantedResults): boolean {
    return this.of(wanted).length > 0
  }

  /** The results of a part, or of a kind, of these ids, with what their keys say, in the results' order. */
  of({ part, kind, ...ids }: WantedResults): readonly FoundResult[] {
    return this.found.filter(
      ({ read }) =>
        (part === undefined || read.part === part) &&
        (kind === undefined || read.kind === kind) &&
        Object.entries(ids).every(([slot, id]) => read.slots[slot] === id),
    )
  }

  /** The distinct ids that stand for one word in the keys of some results, in the results' order. */
  ids(wanted: WantedResults, slot: string): readonly string[] {
    return [...new Set(this.of(wanted).flatMap(({ read }) => read.slots[slot] ?? []))]
  }

  /** The distinct statistics of some results, in the results' order. */
  statistics(wanted: WantedResults): readonly string[] {
    return [...new Set(this.of(wanted).map(({ read }) => read.statistic))]
  }

  /** The curve of one arm, if there is one. */
  curve(cohort: AnalysisSetId, endpoint: string, arm: string): SurvivalCurve | undefined {
    return this.curves.find(curve => curve.key === curveKey(cohort, endpoint, arm))
  }
}
