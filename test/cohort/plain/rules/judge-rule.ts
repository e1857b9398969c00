import { distanceInDays } from '../../../../protocol/facts/variable-facts.js'
import type { PlannedRule } from '../../../../protocol/facts/study-plan.js'
import type { DomainRows } from '../../../../protocol/language/rules.js'
import { isDeath } from '../death.js'
import { codeOf, rowsOf, type SubjectChart } from '../subject-chart.js'
import { boundsOf, comparedWith, type Meant, meantBy } from './rule-rows.js'

/** The rows that a rule finds fault with, by their fields; `lacking` where it is that there are too few. */
export type Judged = readonly Meant[] | 'lacking'

/** Judges one subject by one rule. */
export const judgeRule = (chart: SubjectChart, rule: PlannedRule): Judged => {
  const { order, window, gap, jump, repeated, disagree, age, range, count, missing } = rule
  if (order !== undefined) return judgeOrder(chart, order)
  if (window !== undefined) return judgeWindow(chart, window)
  if (gap !== undefined) return judgeGap(chart, gap)
  if (jump !== undefined) return judgeJump(chart, jump)
  if (repeated !== undefined) return judgeRepeated(chart, repeated)
  if (disagree !== undefined) return judgeDisagree(chart, disagree)
  if (age !== undefined) return judgeAge(chart, age)
  if (range !== undefined) return judgeRange(chart, range)
  if (count !== undefined) return judgeCount(chart, count)
  return missing === undefined ? [] : judgeMissing(chart, missing)
}

type Part<Shape extends keyof PlannedRule> = NonNullable<PlannedRule[Shape]>

const days = (distance: string): number => distanceInDays(distance)!

const judgeOrder = (chart: SubjectChart, { of, not, day, by = '0 d', same }: Part<'order'>): Judged =>
  meantBy(chart, of).filter(meant => {
    const own = boundsOf(chart, meant)
    const other = comparedWith(chart, day, meant, same)
    if (own === null || other === null || (day === 'death' && isDeath(meant.row))) return false
    return not === 'before' ? own.last + days(by) < other.first : own.first - days(by) > other.last
  })

const judgeWindow = (chart: SubjectChart, { of, around, before, after }: Part<'window'>): Judged =>
  meantBy(chart, of).filter(meant => {
    const own = boundsOf(chart, meant)
    const other = comparedWith(chart, around, meant)
    if (own === null || other === null) return false
    return own.last < other.first - days(before) || own.first > other.last + days(after)
  })

const inTime = (chart: SubjectChart, of: DomainRows): readonly Meant[] =>
  meantBy(chart, of)
    .filter(meant => boundsOf(chart, meant) !== null)
    .toSorted((one, other) => boundsOf(chart, one)!.day - boundsOf(chart, other)!.day)

const pairs = (rows: readonly Meant[]): readonly (readonly [Meant, Meant])[] =>
  rows.slice(1).map((row, at) => [rows[at]!, row] as const)

const judgeGap = (chart: SubjectChart, { of, every, factor }: Part<'gap'>): Judged => {
  if (every === 'schedule') return []
  const longest = days(every) * factor
  return pairs(inTime(chart, of))
    .filter(([one, other]) => boundsOf(chart, other)!.first - boundsOf(chart, one)!.last > longest)
    .flat()
}

/** The number that a field says exactly, with its unit. */
const exactly = ({ row }: Meant, field: string): { readonly number: number; readonly unit: string | null } | null => {
  const value = row.values[field]
  if (value?.kind === 'number') return { number: value.number, unit: null }
  return value?.kind === 'quantity' && value.relation === '=' ? { number: value.number, unit: value.unit } : null
}

const byCode = (
  chart: SubjectChart,
  { of, value, by }: Pick<Part<'jump'>, 'of' | 'value' | 'by'>,
): readonly (readonly Meant[])[] => {
  const rows = inTime(chart, of).filter(meant => exactly(meant, value) !== null)
  const codes = new Set(rows.flatMap(({ row }) => codeOf(row, by) ?? []))
  return [...codes].map(code => rows.filter(({ row }) => codeOf(row, by) === code))
}

const named = (rows: readonly Meant[], field: string): readonly Meant[] => rows.map(({ row }) => ({ row, field }))

const judgeJump = (chart: SubjectChart, rule: Part<'jump'>): Judged => {
  const { value, within, factor, difference = 0 } = rule
  return byCode(chart, rule).flatMap(rows =>
    pairs(rows).flatMap(pair => {
      const [one, other] = [exactly(pair[0], value)!, exactly(pair[1], value)!]
      const time = boundsOf(chart, pair[1])!.day - boundsOf(chart, pair[0])!.day
      if (one.unit !== other.unit || time > days(within)) return []
      const [lower, upper] = [Math.min(one.number, other.number), Math.max(one.number, other.number)]
      const isFar = upper - lower > difference && (factor === undefined || (lower > 0 && upper > factor * lower))
      return isFar ? named(pair, value) : []
    }),
  )
}

const judgeRepeated = (chart: SubjectChart, rule: Part<'repeated'>): Judged => {
  const { value, times } = rule
  return byCode(chart, rule).flatMap(rows => {
    const runs: Meant[][] = []
    for (const meant of rows) {
      const run = runs.at(-1)
      const isSame =
        run !== undefined && JSON.stringify(exactly(run[0]!, value)) === JSON.stringify(exactly(meant, value))
      if (isSame) run.push(meant)
      else runs.push([meant])
    }
    const long = runs.filter(run => new Set(run.map(meant => boundsOf(chart, meant)!.day)).size >= times)
    return named(long.flat(), value)
  })
}

const judgeDisagree = (chart: SubjectChart, { of, value, by }: Part<'disagree'>): Judged => {
  const groups = new Map<string, Meant[]>()
  for (const { row } of meantBy(chart, of)) {
    const parts = by.map(field => boundsOf(chart, { row, field })?.day ?? codeOf(row, field))
    const key = JSON.stringify(parts)
    const says = textOf({ row, field: value }) !== null || boundsOf(chart, { row, field: value }) !== null
    if (says && !parts.includes(null)) groups.set(key, [...(groups.get(key) ?? []), { row, field: value }])
  }
  return [...groups.values()].flatMap(rows => {
    const dated = rows.flatMap(meant => boundsOf(chart, meant) ?? [])
    const apart = Math.max(...dated.map(({ first }) => first)) > Math.min(...dated.map(({ last }) => last))
    return apart || new Set(rows.map(textOf)).size > 1 ? rows : []
  })
}

const textOf = (meant: Meant): string | null => {
  const { row, field } = meant
  const number = exactly(meant, field)
  return codeOf(row, field) ?? (number === null ? null : `${number.number} ${number.unit ?? ''}`)
}

const judgeAge = (chart: SubjectChart, { within }: Part<'age'>): Judged => {
  const { indexDay } = chart
  return rowsOf(chart, 'subject')
    .map(row => ({ row, field: 'ageYears' }))
    .filter(meant => {
      const age = exactly(meant, 'ageYears')
      const birth = comparedWith(chart, 'birth', meant)
      if (age === null || birth === null || indexDay === null) return false
      const [oldest, youngest] = [(indexDay - birth.first) / 365.25, (indexDay - birth.last) / 365.25]
      return age.number > oldest + within || age.number + 1 < youngest - within
    })
}

const judgeRange = (chart: SubjectChart, { of, value, lower = -Infinity, upper = Infinity }: Part<'range'>): Judged => {
  const rows = meantBy(chart, of).filter(meant => {
    const found = exactly(meant, value)
    return found !== null && (found.number < lower || found.number > upper)
  })
  return named(rows, value)
}

const judgeCount = (chart: SubjectChart, rule: Part<'count'>): Judged => {
  const { of, 'at least': least = 0, 'at most': most = Infinity } = rule
  const rows = meantBy(chart, of)
  const count = new Set(rows.map(({ row: { domain, source, values } }) => JSON.stringify([domain, source, values])))
    .size
  if (count > most) return rows
  if (chart.record.heldBecause !== null) return []
  return count < least && [of.from].flat().every(domain => chart.record.delivered.includes(domain)) ? 'lacking' : []
}

const judgeMissing = (chart: SubjectChart, { of, field, row, within }: Part<'missing'>): Judged => {
  const rows = meantBy(chart, of)
  if (field !== undefined) {
    const asked = rows.filter(meant => {
      const value = meant.row.values[field]
      return value?.kind === 'missing' && (value.reason === 'not recorded' || value.reason === 'unknown')
    })
    return named(asked, field)
  }
  if (row === undefined) return []
  const domains =
    row === 'deaths' ? (['contact', 'disposition'] as const) : row === 'every day' ? [] : [row.from].flat()
  if (!domains.some(domain => chart.record.delivered.includes(domain))) return []
  const others = meantBy(chart, row).map(other => boundsOf(chart, other))
  return rows.filter(meant => {
    if (within === undefined) return others.length === 0
    const own = boundsOf(chart, meant)
    return own !== null && others.every(other => other !== null && Math.abs(other.day - own.day) > days(within))
  })
}
