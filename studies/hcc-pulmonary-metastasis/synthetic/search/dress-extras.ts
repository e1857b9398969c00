import { addDays } from '../days.js'
import { type SiteId, siteIds, type Story, type TruthRow } from '../truth.js'
import {
  afpFor,
  albuminFor,
  altFor,
  birthDateAtAge,
  birthDateFor,
  childPughFor,
  lungMetastasesFor,
  tumourNumberFor,
  tumourSizeFor,
} from './natural-values.js'
import type { RandomDraws } from './random.js'

/** Subjects beside the eligible, a story, in the order of the hospitals: all invented. */
const extraCounts: Readonly<Partial<Record<Story, readonly [number, number, number]>>> = {
  'under-age': [1, 1, 0],
  'clinical-diagnosis': [2, 1, 1],
  'no-lung-metastasis': [2, 1, 1],
  'single-drug': [3, 2, 2],
  'child-pugh-c': [2, 1, 1],
  'poor-condition': [1, 1, 1],
  contraindication: [1, 1, 1],
  'other-treatment': [4, 2, 2],
  'prior-anticancer': [3, 2, 2],
  'other-cancer': [1, 1, 1],
  'never-measured': [1, 1, 1],
  'measured-late': [1, 1, 0],
  'child-pugh-missing': [1, 1, 1],
  'entered-twice': [0, 1, 0],
  'start-impossible': [0, 1, 0],
  'enrolled-late': [0, 1, 0],
}

const extraRow = (
  story: Story,
  site: SiteId,
  draws: RandomDraws,
  indexDate = addDays('2020-01-10', draws.whole(0, 690)),
): Omit<TruthRow, 'id'> => {
  const osDays = draws.whole(150, 620)
  const dead = draws.chance(0.6)
  const progressed = draws.chance(0.7)
  const pfsDays = progressed ? draws.whole(60, osDays) : osDays
  const response = pfsDays < 100 && progressed ? 'pd' : draws.pick(['pr', 'sd', 'sd'] as const)
  return {
    site,
    story,
    samePerson: '',
    arm: draws.chance(0.25) ? 'treated' : 'control',
    indexDate,
    sex: draws.chance(0.8) ? 'male' : 'female',
    birthDate:
      story === 'under-age'
        ? birthDateAtAge(draws.whole(15, 17), indexDate, draws)
        : birthDateFor(draws.chance(0.3), indexDate, draws),
    albuminGramsPerLitre: albuminFor(draws.chance(0.8), draws),
    hbsag: draws.chance(0.7) ? 'positive' : 'negative',
    afpNanogramsPerMillilitre: afpFor(draws.chance(0.6), draws),
    altUnitsPerLitre: altFor(draws.chance(0.2), draws),
    ecog: story === 'poor-condition' ? 3 : draws.whole(0, 1),
    pvtt: draws.chance(0.5) ? 'yes' : 'no',
    tumourNumber: tumourNumberFor(draws.chance(0.6), draws),
    lungMetastases: story === 'no-lung-metastasis' ? 0 : lungMetastasesFor(draws.chance(0.5), draws),
    childPughScore: story === 'child-pugh-c' ? draws.whole(10, 11) : childPughFor(draws.chance(0.2), draws),
    tumourSizeCentimetres: tumourSizeFor(draws.chance(0.4), draws),
    osDays,
    dead,
    pfsDays,
    progressed,
    radiation: response,
    nonRadiation: response,
    therapy: progressed ? draws.pick(['regorafenib', 'apatinib', 'donafenib']) : '',
    adverseEvents: `hypertension:${draws.whole(1, 3)};fatigue:${draws.whole(1, 2)}`,
  }
}

/** The second hospital's record of a subject: the same person, treated on elsewhere after the first start. */
const secondRecord = (first: TruthRow, site: SiteId, draws: RandomDraws): Omit<TruthRow, 'id'> => {
  const later = draws.whole(20, 45)
  return {
    ...first,
    site,
    story: 'second-hospital',
    samePerson: first.id,
    indexDate: addDays(first.indexDate, later),
    osDays: first.osDays - later,
    pfsDays: Math.max(30, first.pfsDays - later),
    albuminGramsPerLitre: albuminFor(true, draws),
    altUnitsPerLitre: altFor(false, draws),
  }
}

const secondHospitals = [
  { first: 'shanghai-ehbh', second: 'nantong-haimen' },
  { first: 'yancheng-first', second: 'shanghai-ehbh' },
] as const

/** First treated on the days next to the study's period; the drugs of the first one start within it. */
const outsidePeriod = [
  { story: 'before-period', site: 'shanghai-ehbh', arm: 'treated', indexDate: '2019-12-31' },
  { story: 'after-period', site: 'yancheng-first', arm: 'control', indexDate: '2022-01-01' },
] as const

/** Subjects for every criterion, for 'cannot tell', for faulty records, and persons known at two hospitals. */
export const dressExtras = (eligible: readonly TruthRow[], draws: RandomDraws): readonly TruthRow[] => {
  const rows: Omit<TruthRow, 'id'>[] = []
  for (const [story, counts] of Object.entries(extraCounts) as [Story, readonly number[]][]) {
    siteIds.forEach((site, place) => {
      for (let count = 0; count < (counts[place] ?? 0); count += 1) rows.push(extraRow(story, site, draws))
    })
  }
  for (const { first, second } of secondHospitals) {
    const able = eligible.filter(row => row.site === first && row.arm === 'control' && row.pfsDays > 200)
    rows.push(secondRecord(draws.pick(able), second, draws))
  }
  // Last, so that nobody before them is drawn, numbered or written otherwise.
  for (const { story, site, arm, indexDate } of outsidePeriod) {
    rows.push({ ...extraRow(story, site, draws, indexDate), arm })
  }
  return rows.map((row, place) => ({ id: `X${String(place + 1).padStart(3, '0')}`, ...row }))
}
