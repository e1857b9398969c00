import { distanceInDays } from '../../protocol/facts/variable-facts.js'
import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { rowStatus } from '../../protocol/schema/row-status.js'
import { type Lineage, lineageWriter } from '../range/lineage.js'
import type { OpenRange } from '../range/open-range.js'
import { daysOf } from '../range/rows.js'
import { yes } from '../truth-codes.js'

type Safety = NonNullable<CohortPlan['safety']>

/** Worst grades in one category of adverse events. */
export interface GradeColumn {
  readonly category: string
  /** 0 for a subject without an event. */
  readonly grades: Float64Array
  readonly sources: Lineage
}

/**
 * The worst grade in each category of adverse events, from the index date until so long after the last exposure as the
 * study says. An event whose day is not known counts, and an exposure that has not ended keeps the window open: safety
 * leans to counting.
 */
export const worstGrades = (open: OpenRange, safety: Safety): readonly GradeColumn[] => {
  const until = lastDays(open, safety)
  const rowGrades = gradesOf(open)
  return safety.categories.map(({ id }) => worstGrade(open, id, until, rowGrades))
}

const worstGrade = (open: OpenRange, category: string, until: Float64Array, rowGrades: Float64Array): GradeColumn => {
  const { count, indexDays } = open
  const columns = open.domain('adverseEvent').known
  const { starts, file, row: rows } = columns
  const truths = open.truths('adverseEvent', { category: { is: category } })
  const days = daysOf(columns, 'date')
  const grades = new Float64Array(count)
  const sources = lineageWriter(count, open.ranks)
  for (let subject = 0; subject < count; subject += 1) {
    const [from, to] = [indexDays[subject]!, until[subject]!]
    const [start, end] = [starts[subject]!, starts[subject + 1]!]
    const isGraded = (row: number): boolean => {
      if (truths[row] !== yes || rowGrades[row] === 0) return false
      const day = days[row]!
      return Number.isNaN(day) || Number.isNaN(from) || (day >= from && day <= to)
    }
    for (let row = start; row < end; row += 1) {
      if (rowGrades[row]! > grades[subject]! && isGraded(row)) grades[subject] = rowGrades[row]!
    }
    for (let row = start; row < end; row += 1) {
      if (rowGrades[row] === grades[subject] && isGraded(row)) sources.add(file[row]!, rows[row]!)
    }
    sources.next()
  }
  return { category, grades, sources: sources.finish() }
}

const gradesOf = (open: OpenRange): Float64Array => {
  const columns = open.domain('adverseEvent').known
  const grades = new Float64Array(columns.count)
  const { codes, texts, numbers } = columns.fields['grade'] ?? { codes: null, texts: [], numbers: null }
  const ofTexts = texts.map(text => (/^\d+$/.test(text) ? Number(text) : 0))
  for (let row = 0; row < columns.count; row += 1) {
    const code = codes === null ? -1 : codes[row]!
    const grade = code >= 0 ? ofTexts[code]! : numbers === null ? 0 : numbers[row]!
    if (grade > 0) grades[row] = grade
  }
  return grades
}

const lastDays = (open: OpenRange, { until }: Safety): Float64Array => {
  const last = new Float64Array(open.count).fill(Infinity)
  const after = until === undefined ? null : distanceInDays(until.after)
  if (until === undefined || after === null) return last
  const columns = open.domain('exposure').known
  const truths = open.truths('exposure', until.exposure)
  const ends = exposureEnds(open)
  for (let subject = 0; subject < open.count; subject += 1) {
    let latest = -Infinity
    const end = columns.starts[subject + 1]!
    for (let row = columns.starts[subject]!; row < end; row += 1) {
      if (truths[row] === yes && ends[row]! > latest) latest = ends[row]!
    }
    if (latest > -Infinity) last[subject] = latest + after
  }
  return last
}

const exposureEnds = (open: OpenRange): Float64Array => {
  const columns = open.domain('exposure').known
  const ends = columns.fields['endDate']
  const endDays = daysOf(columns, 'endDate')
  const startDays = daysOf(columns, 'date')
  return endDays.map((day, row) => {
    const status = ends === undefined ? rowStatus.absent : ends.status[row]!
    const hasNoEnd = status === rowStatus.absent || status === rowStatus['not applicable']
    const found = hasNoEnd ? startDays[row]! : day
    return Number.isNaN(found) ? Infinity : found
  })
}
