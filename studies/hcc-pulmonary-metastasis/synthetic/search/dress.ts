import { addDays } from '../days.js'
import { siteIds, type SiteId, type TruthRow } from '../truth.js'
import { type CovariateState, matchState, rowsOf } from './covariate-search.js'
import { searchCovariates } from './covariates.js'
import { drawAdverseEvents, drawTherapies } from './dress-courses.js'
import { dressResponses, responseCounts } from './dress-responses.js'
import {
  afpFor,
  albuminFor,
  altFor,
  birthDateFor,
  childPughFor,
  lungMetastasesFor,
  tumourNumberFor,
  tumourSizeFor,
} from './natural-values.js'
import type { OutcomeState } from './outcomes.js'
import type { RandomDraws } from './random.js'

/** Subjects a hospital, an arm: invented. */
const siteSizes: Readonly<Record<'control' | 'treated', Readonly<Record<SiteId, number>>>> = {
  control: { 'shanghai-ehbh': 53, 'nantong-haimen': 28, 'yancheng-first': 24 },
  treated: { 'shanghai-ehbh': 22, 'nantong-haimen': 9, 'yancheng-first': 8 },
}

/** What the search found, ready to be dressed in natural values. */
export interface Found {
  readonly covariates: CovariateState
  readonly outcomes: OutcomeState
  readonly indexDates: readonly string[]
}

const responsesByRow = (found: Found, draws: RandomDraws): ReturnType<typeof dressResponses> => {
  const pairs = matchState(found.covariates)
  const matched = {
    control: new Set(pairs.map(pair => pair.control)),
    treated: new Set(pairs.map(pair => pair.treated)),
  }
  const group = (
    arm: 'control' | 'treated',
    inside: boolean,
    counts: keyof typeof responseCounts,
  ): ReturnType<typeof dressResponses> =>
    dressResponses(
      rowsOf(arm).filter(row => matched[arm].has(row) === inside),
      found.outcomes,
      responseCounts[counts],
      draws,
    )
  return new Map([
    ...group('treated', true, 'matchedTreated'),
    ...group('treated', false, 'unmatchedTreated'),
    ...group('control', true, 'matchedControl'),
    ...group('control', false, 'unmatchedControl'),
  ])
}

const perRow = (
  make: (arm: 'control' | 'treated', rows: readonly number[]) => ReadonlyMap<number, string>,
): ReadonlyMap<number, string> =>
  new Map([...make('treated', rowsOf('treated')), ...make('control', rowsOf('control'))])

/** The 144 eligible subjects in natural values: levels become measurements, outcomes become courses. */
export const dressEligible = (found: Found, draws: RandomDraws): readonly TruthRow[] => {
  const { covariates, outcomes, indexDates } = found
  const placeOf = (id: string): number => searchCovariates.findIndex(each => each.id === id)
  const second = (id: string, row: number): boolean => covariates.values[placeOf(id)]?.[row] === 1
  const responses = responsesByRow(found, draws)
  const sites = perRow((arm, rows) => {
    const places = draws.shuffled(siteIds.flatMap(site => Array<string>(siteSizes[arm][site]).fill(site)))
    return new Map(rows.map((row, place) => [row, places[place] ?? '']))
  })
  const therapies = perRow((arm, rows) => {
    const drawn = drawTherapies(arm, draws)
    return new Map(rows.filter(row => outcomes.progressed[row] === 1).map((row, place) => [row, drawn[place] ?? '']))
  })
  const events = perRow((arm, rows) => drawAdverseEvents(arm, rows, draws))
  const rows = indexDates.map((indexDate, row): Omit<TruthRow, 'id'> => ({
    site: siteIds.find(site => site === sites.get(row)) ?? 'shanghai-ehbh',
    story: 'eligible',
    samePerson: '',
    arm: covariates.treated[row] === 1 ? 'treated' : 'control',
    indexDate,
    sex: second('sex', row) ? 'male' : 'female',
    birthDate: birthDateFor(second('age', row), indexDate, draws),
    albuminGramsPerLitre: albuminFor(second('albumin', row), draws),
    hbsag: second('hbsag', row) ? 'positive' : 'negative',
    afpNanogramsPerMillilitre: afpFor(second('afp', row), draws),
    altUnitsPerLitre: altFor(second('alt', row), draws),
    ecog: second('ecog', row) ? 1 : 0,
    pvtt: second('pvtt', row) ? 'yes' : 'no',
    tumourNumber: tumourNumberFor(second('tumour-number', row), draws),
    lungMetastases: lungMetastasesFor(second('lung-metastases', row), draws),
    childPughScore: childPughFor(second('child-pugh', row), draws),
    tumourSizeCentimetres: tumourSizeFor(second('tumour-size', row), draws),
    osDays: outcomes.osDays[row] as number,
    dead: outcomes.dead[row] === 1,
    pfsDays: outcomes.pfsDays[row] as number,
    progressed: outcomes.progressed[row] === 1,
    radiation: responses.get(row)?.radiation ?? 'ne',
    nonRadiation: responses.get(row)?.nonRadiation ?? 'ne',
    therapy: therapies.get(row) ?? '',
    adverseEvents: events.get(row) ?? '',
  }))
  const inOrder = rows.toSorted((one, other) => (one.indexDate < other.indexDate ? -1 : 1))
  return inOrder.map((row, place) => ({ id: `T${String(place + 1).padStart(3, '0')}`, ...row }))
}

/** As many different index dates as subjects, from January 2020 to December 2021, in a drawn order. */
export const drawIndexDates = (count: number, draws: RandomDraws): readonly string[] =>
  draws.shuffled(Array.from({ length: 717 }, (_, day) => addDays('2020-01-06', day))).slice(0, count)
