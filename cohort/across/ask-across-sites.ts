import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { type Told, told, toldAll, toldId, toldLiteral, toldNumber } from '../../words/told.js'
import type { CohortQuery } from '../cohort.js'
import type { SelectedRange } from '../output/selected-range.js'
import { compareSites, type SiteDifference } from './compare-sites.js'
import { type UnitReading, unitReadings } from './unit-readings.js'
import { valuesOfSites } from './values-of-sites.js'
import { type WatchedTest, watchedTests } from './watched-tests.js'

/** What only all sites together show, asked when every range has been heard. */
export interface SitesCompared {
  readonly add: (range: SelectedRange) => void
  readonly questions: () => readonly CohortQuery[]
}

/** Starts to compare the sites of a study by their values: units that were swapped, distributions unlike the others. */
export const sitesCompared = (study: CohortPlan): SitesCompared => {
  const watched = watchedTests(study)
  const gathered = valuesOfSites(watched.map(({ variable }) => variable))
  return {
    add: gathered.add,
    questions: () =>
      watched.flatMap(each => {
        const samples = gathered.of(each.variable).map(({ mapped, ...sample }) => ({
          ...sample,
          readings: each.test === null ? [] : unitReadings(each.test, mapped),
        }))
        return compareSites(samples).map(found => asked(each, found))
      }),
  }
}

/** A number of the width that a physician reads, which no subject's value has to be. */
const rounded = (value: number): Told => toldNumber(String(Number(value.toPrecision(2))))

const asked = (watched: WatchedTest, found: SiteDifference): CohortQuery => ({
  site: found.site,
  displayId: '-',
  kind: found.kind,
  severity: 'info',
  message: messageOf(watched, found),
  sources: [],
})

const messageOf = (watched: WatchedTest, found: SiteDifference): Told => {
  const { site, others, count, countOfOthers, median, medianOfOthers, certain } = found
  const name = toldId(watched.variable)
  const rest = toldAll(others.map(toldId), ' and ')
  const which = certain ? told`` : told`; one of the two sides differs, and the numbers cannot say which`
  const seen = told`${name}: ${count} values of ${toldId(site)} (median ${rounded(median)}) are unlike ${countOfOthers} of ${rest} (median ${rounded(medianOfOthers)})${which}`
  if (found.kind === 'unit-swapped') {
    return told`${seen}. ${readingWords(watched, found)}. Suggested, not applied: ask the laboratory, and correct the unit in sites/${toldId(site)}.yaml if it is so`
  }
  const what = found.what === 'spread' ? told`in how far they spread` : told`and no unit of the test explains it`
  return told`${seen}, ${what}. Nothing was changed: ask the site how and in whom it was measured`
}

const readingWords = ({ test }: WatchedTest, { site, readings, certain }: SiteDifference): Told => {
  const units = test === null ? [] : [test.unit ?? '', ...Object.keys(test.conversions)]
  const unit = (name: string): Told => toldLiteral(name, units)
  const words = ({ factor, units: pairs }: UnitReading): Told =>
    pairs.length === 0
      ? told`a decimal sign or a power of ten that slipped (times ${rounded(factor)})`
      : told`values in ${toldAll(
          pairs.map(({ isIn, takenFor }) => told`${unit(isIn)} taken for ${unit(takenFor)}`),
          ' or ',
        )} (times ${toldNumber(String(Number(factor.toPrecision(4))))})`
  const at = certain ? told`It looks like ` : told`At ${toldId(site)} it would be `
  return told`${at}${toldAll(readings.slice(0, mostReadings).map(words), ' or ')}`
}

const mostReadings = 3
