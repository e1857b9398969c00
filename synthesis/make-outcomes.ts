import type { FieldConditions } from '../protocol/language/conditions.js'
import type { Study } from '../protocol/language/study.js'
import type { DomainName } from '../protocol/schema/domains.js'
import type { Course } from './course.js'
import { wantsOf } from './make-variables.js'
import type { RowMaker } from './row-maker.js'
import { oneOf, type Want } from './want.js'

interface Outcome {
  readonly from: DomainName
  readonly where: FieldConditions | undefined
  readonly date: string
}

const outcomesOf = ({ endpoints }: Study, kind: 'events' | 'censoring'): readonly Outcome[] => [
  ...new Map(
    Object.values(endpoints)
      .flatMap(endpoint => endpoint[kind])
      .map(({ from, where, date }) => [JSON.stringify([from, where, date]), { from, where, date }] as const),
  ).values(),
]

const saysDeath = ({ from, where }: Outcome): boolean =>
  from === 'disposition' || /death|dead|died/i.test(JSON.stringify(where ?? {}))

// In days: what of patients with an advanced cancer is usual, so that a study of two years sees both ends.
const drawn = (course: Course, median: number): number =>
  Math.max(20, Math.round((-Math.log(1 - course.draws.real()) * median) / Math.LN2))

const put = (
  course: Course,
  { from, where, date }: Outcome,
  day: number,
  also: Readonly<Record<string, readonly Want[]>> = {},
): boolean => {
  const wants = wantsOf(where)
  for (const [field, own] of Object.entries(also)) wants[field] = [...(wants[field] ?? []), ...own]
  const fixedDays = date === 'date' ? {} : { [date]: day }
  return course.request({ domain: from, wants, days: [day, null], fixedDays })
}

const makeScans = (course: Course, progression: number, last: number, progresses: Outcome | undefined): boolean => {
  const { study, makers } = course.site
  if (!makers.some(({ domain }) => domain === 'response')) return false
  const targets = study.response?.targets.map(({ id }) => id) ?? [undefined]
  for (let day = 56; day <= last; day += 56) {
    const scan = day + course.draws.whole(-4, 4)
    if (scan > last) return false
    const grows = scan >= progression
    const bad = course.draws.whole(0, targets.length - 1)
    for (const [at, target] of targets.entries()) {
      const responses = grows && at === bad ? ['pd'] : ['cr', 'pr', 'pr', 'sd', 'sd']
      const wants = { response: [oneOf(responses)], ...(target === undefined ? {} : { target: [oneOf([target])] }) }
      course.request({ domain: 'response', wants, days: [scan] })
    }
    if (grows)
      return (
        progresses === undefined ||
        course.rows.facts().some(fact => fact.domain === 'response' && fact.fields['response'] === 'pd')
      )
  }
  return false
}

const makeHarms = (course: Course, last: number): void => {
  for (const { id } of course.site.study.safety?.categories ?? []) {
    if (!course.draws.chance(0.25)) continue
    const day = course.draws.whole(3, Math.max(4, Math.min(last, 120)))
    if (day <= last) course.request({ domain: 'adverseEvent', wants: { category: [oneOf([id])] }, days: [day] })
  }
}

const makeLaterTherapy = (course: Course, from: number, last: number): void => {
  const { subsequent } = course.site.study
  if (subsequent === undefined || !course.draws.chance(0.6)) return
  const day = from + course.draws.whole(7, 40)
  const therapy = course.draws.one(subsequent.therapies)
  if (day > last || therapy === undefined) return
  const where = wantsOf(subsequent.where)
  const wants = { ...where, [subsequent.value]: [...(where[subsequent.value] ?? []), oneOf([therapy.id])] }
  course.request({ domain: subsequent.from, wants, days: [day] })
}

/** Makes what becomes of a subject: scans, progression, therapy after it, unwanted events, death, the last contact. */
export const makeOutcomes = (course: Course, slower: number): void => {
  const { study } = course.site
  const known = Math.max(0, ...course.rows.facts().map(({ day }) => day ?? 0))
  const events = outcomesOf(study, 'events')
  const deaths = events.filter(saysDeath)
  const end = course.limit.last
  const death = Math.max(drawn(course, 480 * slower), known + 5)
  const progression = Math.max(drawn(course, 230 * slower), 40)
  let last = end
  if (death <= end && deaths.some(one => put(course, one, death))) {
    last = death
    course.limit.last = death
  }
  const progressed = makeScans(
    course,
    progression,
    last - 1,
    events.find(({ from }) => from === 'response'),
  )
  if (progressed) makeLaterTherapy(course, progression + 60, last - 5)
  for (const other of events.filter(one => !deaths.includes(one) && one.from !== 'response')) {
    const day = drawn(course, 400 * slower)
    if (day < last && day > known) put(course, other, day)
  }
  makeHarms(course, last - 1)
  const contact = last === end ? last : Math.max(0, last - course.draws.whole(3, 50))
  for (const source of outcomesOf(study, 'censoring')) {
    if (source.from === 'contact' || source.from === 'disposition' || last === end) put(course, source, contact)
  }
}

const isVisit = ({ domain }: RowMaker): boolean => domain === 'lab' || domain === 'assessment'

/** Makes what every subject of a clinic has besides: what is measured at the first visit and later, a history. */
export const makeBesides = (course: Course): void => {
  const { makers, oneRow } = course.site
  const { draws, baseline } = course
  for (const maker of makers.filter(
    ({ domain }) => !['subject', 'response', 'adverseEvent', 'contact', 'disposition'].includes(domain),
  )) {
    const always = isVisit(maker) || maker.domain === 'disease'
    if (!always && !draws.chance(0.06)) continue
    const test = maker.fields['test']
    const wants = test?.is === 'words' ? undefined : {}
    for (const own of wants === undefined
      ? [...new Set(test?.is === 'words' ? test.words.map(({ code }) => code) : [])].map(code => ({
          test: [oneOf([code])],
        }))
      : [wants])
      course.request({ domain: maker.domain, wants: own, days: [baseline, 0, null], makers: [maker] })
  }
  for (const visit of [70, 140]) {
    const day = visit + draws.whole(-6, 6)
    if (day >= course.limit.last) return
    for (const maker of makers.filter(one => isVisit(one) && !oneRow.has(one.file)))
      if (draws.chance(0.7)) course.request({ domain: maker.domain, wants: {}, days: [day], makers: [maker] })
  }
}
