import { addDays, daysBetween } from './days.js'
import { type LabDay, labDaysOf } from './labs.js'
import { type Scan, scansOf } from './scans.js'
import { drawsFrom, seedOf } from './search/random.js'
import { gradesOf, type TruthRow } from './truth.js'

/** A course of treatment; no end is one that goes on. */
export interface Treatment {
  readonly treatment: string
  readonly line: 'first-line' | 'prior' | 'subsequent'
  readonly date: string
  readonly endDate: string | null
}

/** An intervention on the tumour other than radiotherapy. */
export interface Intervention {
  readonly procedure: string
  readonly date: string
}

/** A condition besides the disease under study. */
export interface Condition {
  readonly term: string
  readonly category: 'comorbidity' | 'contraindication' | 'other-cancer'
  readonly date: string
}

/** One adverse event with the grade that it had on a day. */
export interface AdverseEvent {
  readonly category: string
  readonly grade: number
  readonly date: string
}

/** Everything that happened to one subject, by the day: what a hospital's files are written from. */
export interface Course {
  readonly row: TruthRow
  readonly baselineDate: string
  readonly labs: readonly LabDay[]
  readonly scans: readonly Scan[]
  readonly treatments: readonly Treatment[]
  readonly interventions: readonly Intervention[]
  readonly conditions: readonly Condition[]
  readonly events: readonly AdverseEvent[]
  /** Days on which the subject was seen alive. */
  readonly contacts: readonly string[]
  readonly death: string | null
}

const treatmentsOf = (row: TruthRow): readonly Treatment[] => {
  const draws = drawsFrom(seedOf(`treatments ${row.id}`))
  const day = (days: number): string => addDays(row.indexDate, days)
  const drugStart = row.arm === 'treated' ? draws.whole(3, 9) : 0
  const lag = draws.whole(0, 2)
  const stopped = row.progressed ? Math.min(row.osDays, row.pfsDays + draws.whole(0, 8)) : row.osDays
  const end = row.progressed || row.dead ? day(stopped) : null
  const drug = (treatment: string, start: number): Treatment => ({
    treatment,
    line: 'first-line',
    date: day(start),
    endDate: end,
  })
  const treatments: Treatment[] = []
  if (row.story === 'prior-anticancer' && draws.chance(0.5)) {
    treatments.push({ treatment: 'sorafenib', line: 'prior', date: day(-200), endDate: day(-60) })
  }
  if (row.arm === 'treated') {
    treatments.push({ treatment: 'radiotherapy', line: 'first-line', date: day(0), endDate: day(draws.whole(26, 30)) })
  }
  treatments.push(drug('lenvatinib', drugStart))
  if (row.story !== 'single-drug') treatments.push(drug('sintilimab', drugStart + lag))
  if (row.arm === 'control' && row.progressed && row.osDays - row.pfsDays > 150 && draws.chance(0.15)) {
    const start = row.pfsDays + 60
    treatments.push({ treatment: 'radiotherapy', line: 'subsequent', date: day(start), endDate: day(start + 14) })
  }
  if (row.therapy !== '') {
    const start = Math.min(row.osDays, row.pfsDays + draws.whole(1, 24))
    treatments.push({ treatment: row.therapy, line: 'subsequent', date: day(start), endDate: null })
  }
  return treatments
}

const interventionsOf = (row: TruthRow, treatments: readonly Treatment[]): readonly Intervention[] => {
  const draws = drawsFrom(seedOf(`interventions ${row.id}`))
  const hasPriorDrug = treatments.some(treatment => treatment.line === 'prior')
  if (row.story === 'other-treatment') {
    return [{ procedure: draws.pick(['tace', 'ablation']), date: addDays(row.indexDate, draws.whole(14, 40)) }]
  }
  if (row.story !== 'prior-anticancer' || hasPriorDrug) return []
  return [{ procedure: 'tace', date: addDays(row.indexDate, -draws.whole(60, 240)) }]
}

const conditionsOf = (row: TruthRow): readonly Condition[] => {
  const draws = drawsFrom(seedOf(`conditions ${row.id}`))
  const date = addDays(row.indexDate, -draws.whole(300, 2500))
  const found: Condition[] = []
  if (draws.chance(0.25)) found.push({ term: 'hypertension', category: 'comorbidity', date })
  if (draws.chance(0.12)) found.push({ term: 'diabetes', category: 'comorbidity', date })
  if (row.story === 'contraindication') {
    const term = draws.pick(['autoimmune-hepatitis', 'gastrointestinal-bleeding'])
    found.push({ term, category: 'contraindication', date })
  }
  if (row.story === 'other-cancer') {
    found.push({ term: draws.pick(['gastric-cancer', 'colorectal-cancer']), category: 'other-cancer', date })
  }
  return found
}

const eventsOf = (row: TruthRow): readonly AdverseEvent[] => {
  const draws = drawsFrom(seedOf(`events ${row.id}`))
  const lastDay = Math.max(12, Math.min(row.pfsDays, row.osDays) - 2)
  return gradesOf(row).flatMap(([category, grade]) => {
    const day = draws.whole(8, Math.min(lastDay, 240))
    const worst = { category, grade, date: addDays(row.indexDate, day) }
    const before = { category, grade: grade - 1, date: addDays(row.indexDate, Math.max(5, day - draws.whole(3, 20))) }
    return grade > 1 && day > 10 && draws.chance(0.3) && before.date < worst.date ? [before, worst] : [worst]
  })
}

const contactsOf = (row: TruthRow): readonly string[] => {
  const draws = drawsFrom(seedOf(`contacts ${row.id}`))
  const days: number[] = []
  for (let day = draws.whole(80, 98); day < row.osDays - 5; day += draws.whole(82, 100)) days.push(day)
  if (!row.dead) days.push(row.osDays)
  return days.map(day => addDays(row.indexDate, day))
}

/** The whole course of a subject, each part drawn from the subject's own seed. */
export const courseOf = (row: TruthRow): Course => {
  const treatments = treatmentsOf(row)
  return {
    row,
    baselineDate: addDays(row.indexDate, -drawsFrom(seedOf(`baseline ${row.id}`)).whole(1, 6)),
    labs: labDaysOf(row),
    scans: scansOf(row),
    treatments,
    interventions: interventionsOf(row, treatments),
    conditions: conditionsOf(row),
    events: eventsOf(row),
    contacts: contactsOf(row),
    death: row.dead ? addDays(row.indexDate, row.osDays) : null,
  }
}

/** What of a course was known by a day: nothing that is dated later. */
export const courseUntil = (course: Course, day: string): Course => {
  const known = (date: string): boolean => daysBetween(date, day) >= 0
  return {
    ...course,
    labs: course.labs.filter(lab => known(lab.date)),
    scans: course.scans.filter(scan => known(scan.date)),
    treatments: course.treatments.filter(treatment => known(treatment.date)),
    events: course.events.filter(event => known(event.date)),
    contacts: course.contacts.filter(known),
    death: course.death !== null && known(course.death) ? course.death : null,
  }
}
