import type { SiteMapping } from '../protocol/language/site.js'
import type { Study } from '../protocol/language/study.js'
import type { MeasuredVariable } from '../protocol/language/variables.js'
import { type DomainName, domains, fieldsOf, wideFieldOf } from '../protocol/schema/domains.js'
import type { Fact } from './cell.js'
import { dayFields, drawRow, type RowDrawing } from './draw-row.js'
import type { Draws } from './draws.js'
import type { RowMaker } from './row-maker.js'
import { isOf, isWithin, rangeOf } from './picked-fact.js'
import { type SubjectRows, subjectRows } from './subject-rows.js'
import { admitted, type Want } from './want.js'

/** A site as its subjects are made for it. */
export interface SiteToMake {
  readonly study: Study
  readonly mapping: SiteMapping
  readonly makers: readonly RowMaker[]
  readonly oneRow: ReadonlySet<string>
  /** The measured variables that the mapping can give. */
  readonly given: ReadonlySet<string>
}

/** A row that is asked of a course. */
export interface AskedRow {
  readonly domain: DomainName
  readonly wants: Readonly<Record<string, readonly Want[]>>
  /** Days that would do, the best first, counted from the index date; null where a row without a day will do too. */
  readonly days: readonly (number | null)[]
  readonly makers?: readonly RowMaker[]
  readonly fixedDays?: Readonly<Record<string, number>>
  /** Fields that stay empty. */
  readonly without?: readonly string[]
}

/** One subject's course as far as it is made. */
export interface Course {
  readonly site: SiteToMake
  readonly draws: Draws
  readonly rows: SubjectRows
  /** The number of the index date's day; 0 in a study of day offsets. */
  readonly index: number
  /** The day of the baseline visit. */
  readonly baseline: number
  /** What a further row must not be. */
  readonly locks: ((fact: Fact) => boolean)[]
  /** The last day on which something can be known of the subject. */
  readonly limit: { last: number }
  readonly days: Record<string, number>
  readonly request: (asked: AskedRow) => boolean
  /** The rows that a variable sees now. */
  readonly seen: (definition: MeasuredVariable, also?: Fact) => readonly Fact[]
}

const withoutFields = (maker: RowMaker, fields: readonly string[]): RowMaker => ({
  ...maker,
  fields: Object.fromEntries(Object.entries(maker.fields).filter(([field]) => !fields.includes(field))),
})

const indexAllows = ({ index }: Study, fact: Fact): boolean => {
  if (index === 'day 0' || !isOf(fact, index.from, index.where)) return true
  const day = fact.fields[index.date]
  return typeof day === 'number' && (index.pick === 'first' ? day >= 0 : day <= 0)
}

// What tells rows of a domain on one day apart are their codes: of two that say different things else, none counts.
const isOtherOfDay = (fact: Fact, there: Fact): boolean => {
  if (there.domain !== fact.domain || there.day !== fact.day || domains[fact.domain as DomainName].single) return false
  // Lesions without a number may be several.
  if (fact.domain === 'tumour' && fact.fields['lesion'] === undefined) return false
  const kinds = fieldsOf(fact.domain as DomainName)
  const wide = wideFieldOf(fact.domain as DomainName)
  const keys = Object.keys(kinds).filter(field => kinds[field] === 'code' && field !== wide && field !== 'flag')
  if (!keys.every(field => there.fields[field] === fact.fields[field])) return false
  return Object.keys(kinds).some(field => kinds[field] !== 'text' && there.fields[field] !== fact.fields[field])
}

// In a file of one row a subject the column in which time starts has no other day, whatever else is dated by it.
const isOfIndex = ({ study: { index }, makers, oneRow }: SiteToMake, { file, fields }: RowMaker): boolean => {
  const own = fields['date']
  if (index === 'day 0' || own?.is !== 'day' || !oneRow.has(file)) return false
  return makers.some(maker => {
    const theirs = maker.fields[index.date]
    return maker.domain === index.from && maker.file === file && theirs?.is === 'day' && theirs.column === own.column
  })
}

/** Begins the course of a subject whose index date has this number. */
export const beginCourse = (site: SiteToMake, draws: Draws, index: number, last: number): Course => {
  const rows = subjectRows(site.makers, site.oneRow)
  const [locks, days]: [Course['locks'], Record<string, number>] = [[], {}]
  const limit = { last }
  let texts = 0
  const drawing: RowDrawing = { draws, study: site.study, index, next: () => String((texts += 1)) }
  const allowed = (fact: Fact): boolean =>
    Object.entries(fact.fields).every(
      ([field, value]) => !/^(date|endDate)$/.test(field) || typeof value !== 'number' || value <= limit.last,
    ) &&
    indexAllows(site.study, fact) &&
    !rows.facts().some(there => isOtherOfDay(fact, there)) &&
    locks.every(lock => lock(fact))
  const tryMaker = (maker: RowMaker, { wants, days: asked, fixedDays = {} }: AskedRow): boolean => {
    const dated = Object.entries(maker.fields).some(([field, { is }]) => field === 'date' && is === 'day')
    const days = isOfIndex(site, maker) ? asked.filter(one => one === 0) : asked.filter(one => one !== null)
    for (const day of dated ? days : asked.includes(null) ? [null] : []) {
      const fields = dayFields(maker)
      const later = day === null ? undefined : day + draws.whole(20, 90)
      const end = fields.includes('endDate') && later !== undefined && later <= limit.last ? { endDate: later } : {}
      const own = { ...(day === null ? {} : { date: day }), ...end, ...fixedDays }
      for (let turn = 0; turn < 3; turn += 1) {
        const row = drawRow(maker, { wants, days: own }, drawing)
        if (row === null) break
        if (rows.put(maker.file, row, allowed)) return true
      }
    }
    return false
  }
  const request: Course['request'] = asked => {
    const { wants, without = [] } = asked
    const ofDay = wants['date'] ?? []
    const kept = { ...wants, date: [] }
    const usable = asked.days.filter(day => day === null || admitted(ofDay, index + day))
    const makers = asked.makers ?? site.makers.filter(({ domain }) => domain === asked.domain)
    return draws
      .shuffled(makers)
      .map(maker => (without.length === 0 ? maker : withoutFields(maker, without)))
      .some(maker => tryMaker(maker, { ...asked, wants: kept, days: usable }))
  }
  const seen: Course['seen'] = (definition, also) => {
    const range = rangeOf(definition, name => days[name])
    const facts = also === undefined ? rows.facts() : [...rows.facts(), also]
    return facts.filter(fact => isOf(fact, definition.from, definition.where) && isWithin(fact, range))
  }
  return { ...{ site, draws, rows, index, locks, limit, days, request, seen }, baseline: -draws.whole(1, 9) }
}
