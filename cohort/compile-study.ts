import type { CohortPlan } from '../protocol/facts/study-plan.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'
import { dayNumber } from '../protocol/schema/day-numbers.js'
import { ownLink } from './across/join-persons.js'
import type { SubjectRange } from './input/subject-range.js'
import { bestResponse } from './outcomes/best-response.js'
import { deriveEndpoint } from './outcomes/derive-endpoint.js'
import { type DoubtfulRow, doubtfulFollowUp } from './outcomes/doubtful-follow-up.js'
import { subsequentTherapy } from './outcomes/subsequent-therapy.js'
import { worstGrades } from './outcomes/worst-grade.js'
import { narrowed } from './output/narrow.js'
import { lineagePacker } from './output/packed-lineage.js'
import type { SelectedRange } from './output/selected-range.js'
import { variableValues } from './output/variable-values.js'
import { raiseQueries } from './questions/raise-queries.js'
import { compileUnreadCodes } from './questions/unread-codes.js'
import { compileRules } from './rules/compile-rules.js'
import { openRange, type OpenRange } from './range/open-range.js'
import { compileArms } from './selection/assign-arms.js'
import { concludeStatuses } from './selection/conclude-statuses.js'
import { countAttrition } from './selection/count-attrition.js'
import { compileCovariate } from './selection/derive-covariates.js'
import type { LinkedRecord } from './selection/find-duplicates.js'
import { personFacts } from './selection/person-facts.js'
import { findIndexDays } from './selection/index-day.js'
import { compileCriteria } from './selection/judge-criteria.js'
import { compileVariable } from './variables/compile-variable.js'
import { deriveAge } from './variables/derive-age.js'

/** A study made ready to be applied to many ranges of subjects. */
export interface CompiledStudy {
  /**
   * The records of a range that may be of persons met elsewhere, by their link ids or by what was decided of these subject keys;
   * only they have to be known before any range is selected.
   */
  readonly linked: (range: SubjectRange, decided?: ReadonlySet<string>) => readonly LinkedRecord[]
  /** Selects and derives a range; `countedAs` has the records of all ranges that do not count, by subject key. */
  readonly select: (range: SubjectRange, countedAs: ReadonlyMap<string, LinkedRecord>) => SelectedRange
}

/** Compiles a study at a data cut. */
export const compileStudy = (study: CohortPlan, dataCut: IsoDate | null): CompiledStudy => {
  const calendar = study.time === 'dates'
  const cutDay = dataCut === null ? null : dayNumber(dataCut)
  const variables = Object.entries(study.variables).map(
    ([name, definition]) => [name, compileVariable(study, definition)] as const,
  )
  const criteria = compileCriteria(study)
  const assignArms = compileArms(study)
  const covariates = study.covariates.map(compileCovariate)
  const findUnread = compileUnreadCodes(study)
  const judgeRules = compileRules(study)
  const opened = (range: SubjectRange): OpenRange => {
    const open = openRange(range, calendar, cutDay)
    findIndexDays(study, open)
    return open
  }

  const linked = (range: SubjectRange, decided: ReadonlySet<string> = nobody): readonly LinkedRecord[] => {
    const { linkKeys, keys, displayIds, site, sites } = range.subjects
    const linkAt = (subject: number): string | null =>
      linkKeys[subject] ?? (decided.has(keys[subject]!) ? ownLink(keys[subject]!) : null)
    if (keys.every((_, subject) => linkAt(subject) === null)) return []
    const open = opened(range)
    const factsOf = personFacts(open)
    return keys.flatMap((_, subject): readonly LinkedRecord[] => {
      const linkKey = linkAt(subject)
      if (linkKey === null) return []
      const named = { subjectKey: keys[subject]!, displayId: displayIds[subject]!, site: sites[site[subject]!]! }
      return [
        {
          linkKey,
          linkId: linkKeys[subject] ?? null,
          ...named,
          ...factsOf(subject),
          indexDay: open.indexDays[subject]!,
        },
      ]
    })
  }

  const select = (range: SubjectRange, countedAs: ReadonlyMap<string, LinkedRecord>): SelectedRange => {
    const open = opened(range)
    for (const [name, derive] of variables) open.variables.set(name, derive(open))
    const truths = criteria.map(({ judge }) => judge(open))
    const arms = assignArms(open)
    const doubts = Object.entries(study.endpoints).map(([id, endpoint]) => doubtfulFollowUp(open, id, endpoint))
    const doubtsOf = (subject: number): readonly DoubtfulRow[] =>
      doubts.some(each => each.has(subject)) ? doubts.flatMap(each => each.get(subject) ?? []) : noDoubts
    const duplicates = duplicatesIn(range, countedAs)
    const rules = judgeRules(open)
    const status = concludeStatuses(open, {
      criteria,
      truths,
      arms,
      isDuplicate: subject => duplicates.has(subject),
      doubtsOf,
      rulesHolding: rules.holding,
    })
    const endpoints = Object.entries(study.endpoints).map(([id, endpoint], at) =>
      deriveEndpoint(open, id, endpoint, subject => doubts[at]!.has(subject)),
    )
    const ages = deriveAge(open)
    const pack = lineagePacker()
    const therapies = study.subsequent === undefined ? null : subsequentTherapy(open, study.subsequent)
    return {
      subjects: range.subjects,
      files: range.files,
      calendar,
      statuses: status.statuses,
      reasons: narrowed(status.reasons),
      reasonLists: status.reasonLists,
      countedAs: duplicates,
      verdicts: criteria.map(({ id, kind, names, outcomes }, at) => ({
        criterion: { id, kind, names, outcomes },
        truths: truths[at]!,
      })),
      indexDays: open.indexDays,
      arms,
      variables: [...open.variables].map(([name, column]) => variableValues(name, column, pack)),
      covariates: covariates.map(derive => derive(open)),
      endpoints: endpoints.map(each => ({
        ...each,
        unit: study.endpoints[each.id]?.unit ?? 'days',
        days: narrowed(each.days),
        reasons: narrowed(each.reasons),
        sources: pack(each.sources),
      })),
      responses: (study.response?.targets ?? []).map(({ id }) => {
        const found = bestResponse(open, id)
        return { ...found, sources: pack(found.sources) }
      }),
      worstGrades: (study.safety === undefined ? [] : worstGrades(open, study.safety)).map(each => ({
        ...each,
        grades: narrowed(each.grades),
        sources: pack(each.sources),
      })),
      subsequent:
        therapies === null
          ? null
          : { ...therapies, codes: narrowed(therapies.codes), sources: pack(therapies.sources) },
      queries: raiseQueries(study, { open, criteria, status, endpoints, doubtsOf, rules, countedAs: duplicates }, ages),
      unread: findUnread(open),
      attrition: countAttrition(study, range.subjects, status, arms),
    }
  }
  return { linked, select }
}

const nobody: ReadonlySet<string> = new Set()

const noDoubts: readonly DoubtfulRow[] = []

const duplicatesIn = (
  { subjects: { keys } }: SubjectRange,
  countedAs: ReadonlyMap<string, LinkedRecord>,
): ReadonlyMap<number, LinkedRecord> => {
  const found = new Map<number, LinkedRecord>()
  if (countedAs.size === 0) return found
  keys.forEach((key, subject) => {
    const counted = countedAs.get(key)
    if (counted !== undefined) found.set(subject, counted)
  })
  return found
}
