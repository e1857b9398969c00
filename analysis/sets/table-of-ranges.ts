import { arms } from '../../cohort/arms.js'
import { daysPerMonth } from '../../cohort/days.js'
import type { CohortRange } from '../../cohort/output/cohort-range.js'
import { covariateNumber } from '../../cohort/output/variable-values.js'
import type { TablePlan } from '../../protocol/facts/study-plan.js'
import { type CovariatePlan, planStudyCovariates } from '../covariate-plan.js'
import {
  type CovariateColumn,
  type EndpointColumns,
  noIndexDay,
  type SubjectReasons,
  type SubjectTable,
} from './subject-table.js'
import { numberCoder } from './coded-numbers.js'
import { textPacker } from './text-column.js'

/** Takes in a range whose first subject has a number in the table. */
type Filling = (range: CohortRange, first: number) => void

interface Filled<Column> {
  readonly fill: Filling
  /** The column, when all ranges have been taken in. */
  readonly column: () => Column
}

/** Lays the subjects of a cohort's ranges out in columns, `n` in all; a subject's number is its place among them. */
export const tableOfRanges = async (
  study: TablePlan,
  n: number,
  ranges: Iterable<CohortRange> | AsyncIterable<CohortRange>,
): Promise<SubjectTable> => {
  const [keys, displayIds] = [textPacker(), textPacker()]
  const site = new Int16Array(n)
  const arm = new Int8Array(n)
  const status = new Uint8Array(n)
  const indexDay = new Int32Array(n).fill(noIndexDay)
  const reasons = fillReasons(n)
  const covariates = planStudyCovariates(study).map(plan => [plan.id, fillCovariate(plan, n)] as const)
  const endpoints = Object.keys(study.endpoints).map(id => [id, fillEndpoint(id, n)] as const)
  const responses = (study.response?.targets ?? []).map(({ id }) => [id, fillResponse(id, n)] as const)
  const grades = (study.safety?.categories ?? []).map(({ id }) => [id, fillGrade(id, n)] as const)
  const subsequent = fillSubsequent(study, n)
  const columns = [...covariates, ...endpoints, ...responses, ...grades].map(([, filled]) => filled)
  let first = 0
  for await (const range of ranges) {
    const { subjects } = range
    keys.add(subjects.keys)
    displayIds.add(subjects.displayIds)
    const sites = subjects.sites.map(one => study.sites.indexOf(one))
    for (let k = 0; k < subjects.count; k++) {
      site[first + k] = sites[subjects.site[k]!]!
      // The first code of a range's arms is that none is known.
      arm[first + k] = range.arms[k]! - 1
    }
    status.set(range.statuses, first)
    if (range.calendar)
      for (let k = 0; k < subjects.count; k++)
        if (!Number.isNaN(range.indexDays[k]!)) indexDay[first + k] = range.indexDays[k]!
    for (const { fill } of [reasons, subsequent, ...columns]) fill(range, first)
    first += subjects.count
  }
  const of = <Column>(named: readonly (readonly [string, Filled<Column>])[]): ReadonlyMap<string, Column> =>
    new Map(named.map(([id, { column }]) => [id, column()]))
  return {
    n,
    keys: keys.finish(),
    displayIds: displayIds.finish(),
    sites: study.sites,
    site,
    arms,
    arm,
    status,
    ...reasons.column(),
    indexDay,
    covariates: of(covariates),
    endpoints: of(endpoints),
    responses: of(responses),
    worstGrades: of(grades),
    subsequent: subsequent.column(),
  }
}

const fillReasons = (n: number): Filled<Pick<SubjectTable, 'reason' | 'reasons'>> => {
  const codes = new Map<string, number>()
  const reasons: SubjectReasons[] = []
  const reason = new Int32Array(n)
  const codeOf = (all: readonly string[]): number => {
    const text = JSON.stringify(all)
    const known = codes.get(text) ?? reasons.push({ first: all[0] ?? null, all }) - 1
    codes.set(text, known)
    return known
  }
  return {
    column: () => ({ reason, reasons }),
    fill: ({ reasons: lists, reasonLists }, first) => {
      const own = new Int32Array(reasonLists.length).fill(-1)
      for (let k = 0; k < lists.length; k++) {
        const list = lists[k]!
        if (own[list]! < 0) own[list] = codeOf(reasonLists[list]!)
        reason[first + k] = own[list]!
      }
    },
  }
}

const fillCovariate = ({ id, kind, levels }: CovariatePlan, n: number): Filled<CovariateColumn> => {
  if (kind === 'continuous') {
    const { put, finish } = numberCoder(n)
    return {
      column: () => ({ kind, ...finish() }),
      fill: ({ covariates, variables, subjects }, first) => {
        const covariate = covariates.find(one => one.id === id)
        const variable = variables.find(({ name }) => name === covariate?.variable)
        if (variable === undefined) return
        for (let k = 0; k < subjects.count; k++) put(first + k, covariateNumber(variable, k))
      },
    }
  }
  const codes = new Int16Array(n).fill(-1)
  return {
    column: () => ({ kind, codes }),
    fill: ({ covariates, subjects }, first) => {
      const covariate = covariates.find(one => one.id === id)
      if (covariate === undefined || covariate.codes === null) return
      const own = covariate.levels.map(level => levels.indexOf(level))
      for (let k = 0; k < subjects.count; k++) {
        const code = covariate.codes[k]!
        if (code >= 0) codes[first + k] = own[code]!
      }
    },
  }
}

const fillEndpoint = (id: string, n: number): Filled<EndpointColumns> => {
  const { put, finish } = numberCoder(n)
  const event = new Uint8Array(n)
  return {
    column: () => ({ time: finish(), event }),
    fill: ({ endpoints, subjects }, first) => {
      const endpoint = endpoints.find(one => one.id === id)
      if (endpoint === undefined) return
      const { days, events, unit } = endpoint
      for (let k = 0; k < subjects.count; k++) {
        if (days[k]! < 0) continue
        put(first + k, unit === 'months' ? days[k]! / daysPerMonth : days[k]!)
        event[first + k] = events[k]!
      }
    },
  }
}

const fillResponse = (id: string, n: number): Filled<Int8Array> => {
  const column = new Int8Array(n).fill(-1)
  return {
    column: () => column,
    fill: ({ responses }, first) => {
      const found = responses.find(({ target }) => target === id)
      if (found !== undefined) column.set(found.responses, first)
    },
  }
}

const fillGrade = (id: string, n: number): Filled<Uint8Array> => {
  const column = new Uint8Array(n)
  return {
    column: () => column,
    fill: ({ worstGrades }, first) => {
      const found = worstGrades.find(({ category }) => category === id)
      if (found !== undefined) column.set(found.grades, first)
    },
  }
}

const fillSubsequent = (study: TablePlan, n: number): Filled<Int16Array> => {
  const therapies = study.subsequent?.therapies.map(({ id }) => id) ?? []
  const column = new Int16Array(n).fill(-1)
  return {
    column: () => column,
    fill: ({ subsequent, subjects }, first) => {
      if (subsequent === null) return
      const own = subsequent.therapies.map(therapy => {
        const code = therapies.indexOf(therapy)
        return code < 0 ? therapies.length : code
      })
      for (let k = 0; k < subjects.count; k++) {
        const code = subsequent.codes[k]!
        if (code >= 0) column[first + k] = own[code]!
      }
    },
  }
}
