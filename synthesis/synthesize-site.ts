import type { SiteMapping } from '../protocol/language/site.js'
import type { Study } from '../protocol/language/study.js'
import { dayNumber, dayOfNumber } from '../protocol/schema/day-numbers.js'
import { type IsoDate, isoDate } from '../protocol/schema/iso-date.js'
import { type Told, told, toldId } from '../words/told.js'
import type { SiteToMake } from './course.js'
import { type SoiledTables, soilTables } from './dirt/soil-tables.js'
import { drawsFor } from './draws.js'
import { type MadeFile, siteFiles } from './files/site-files.js'
import { siteTables } from './files/site-tables.js'
import { givenVariables } from './given-variables.js'
import { type MadeSubject, makeSubject, type Purpose } from './make-subject.js'
import { rowMakersOf } from './row-maker.js'
import { filesOfOneRow } from './subject-rows.js'

/** What is synthesized. */
export interface SynthesisAsked {
  readonly subjects: number
  readonly seed: number
  /** The share of cells that are spoilt, between 0 and 1. */
  readonly dirt: number
}

/** A site's synthetic export with what was meant by it. */
export interface SynthesizedSite {
  readonly site: string
  readonly files: readonly MadeFile[]
  readonly subjects: number
  /** How many subjects were made to be in each arm, those left out that another reason excludes. */
  readonly arms: Readonly<Record<Purpose['arm'], number>>
  /** How many subjects each criterion was made to exclude, where somebody could be. */
  readonly excluded: Readonly<Record<string, number>>
  readonly dirt: SoiledTables['counts']
  /** What could not be synthesized. */
  readonly left: readonly Told[]
}

const fixedDay = isoDate('2024-06-30')

const dataDayOf = ({ dataDate }: SiteMapping, { time, publicationCut }: Study): IsoDate | null => {
  if (time !== 'dates') return null
  return isoDate(typeof dataDate === 'string' ? dataDate : (publicationCut ?? fixedDay))
}

// Of ten subjects seven are included, in both arms by turns; each criterion excludes of the others by turns.
const purposeOf = ({ eligibility }: Study, number: number): Purpose => {
  const criteria = [...eligibility.include, ...eligibility.exclude].map(({ id }) => id)
  const arm = number % 2 === 0 ? 'control' : 'treated'
  const turn = Math.floor((number - 1) / 10) * 3 + [3, 6, 9].indexOf((number - 1) % 10)
  const excluded = [3, 6, 9].includes((number - 1) % 10) && criteria.length > 0
  return { arm, excludedBy: excluded ? (criteria[turn % criteria.length] ?? null) : null }
}

const counted = <Key extends string>(keys: readonly Key[]): Readonly<Partial<Record<Key, number>>> => {
  const counts: Partial<Record<Key, number>> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

const leftOfSubjects = (subjects: readonly MadeSubject[]): readonly Told[] => {
  const unmet = counted(subjects.flatMap(({ unmet: names }) => names))
  return Object.entries(unmet).map(
    ([name, count]) =>
      told`${toldId(name)}: of ${count ?? 0} of ${subjects.length} subjects no value was found that is wished`,
  )
}

/** Makes up one site's exports for a study by its mapping: seeded, and of nothing but study and mapping. */
export const synthesizeSite = (study: Study, mapping: SiteMapping, asked: SynthesisAsked): SynthesizedSite => {
  const makers = rowMakersOf(mapping)
  const site: SiteToMake = {
    study,
    mapping,
    makers,
    oneRow: filesOfOneRow(mapping, makers),
    given: givenVariables(study, mapping),
  }
  const dataDate = dataDayOf(mapping, study)
  const dataDay = dataDate === null ? null : dayNumber(dataDate)
  const subjects = Array.from({ length: asked.subjects }, (_, at) => {
    const purpose = purposeOf(study, at + 1)
    const drawsOf = (turn: number) => drawsFor(asked.seed, mapping.site, String(at + 1), String(turn))
    return makeSubject(site, purpose, drawsOf, dataDay)
  })
  const tables = siteTables({
    ...{ mapping, dataDay },
    subjects: subjects.map(({ course }, at) => ({ number: at + 1, rows: course.rows.rows })),
  })
  const soiled = soilTables(mapping, tables, asked.dirt, drawsFor(asked.seed, mapping.site, 'dirt'))
  const { files, left } = siteFiles(mapping, soiled.tables, dataDay)
  const good = subjects.filter(({ unmet }) => unmet.length === 0)
  return {
    ...{ site: mapping.site, files, subjects: subjects.length, dirt: soiled.counts },
    arms: {
      control: 0,
      treated: 0,
      ...counted(good.filter(({ purpose }) => purpose.excludedBy === null).map(({ purpose }) => purpose.arm)),
    },
    excluded: counted(good.flatMap(({ purpose }) => purpose.excludedBy ?? [])) as Readonly<Record<string, number>>,
    left: [...left, ...leftOfSubjects(subjects)],
  }
}

/** The day up to which the exports of a site go. */
export const dayOfExport = (mapping: SiteMapping, study: Study): string | null => {
  const day = dataDayOf(mapping, study)
  return day === null ? null : dayOfNumber(dayNumber(day))
}
