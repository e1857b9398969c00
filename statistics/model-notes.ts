import type { Note } from './notes.js'
import { note } from './notes.js'
import type { TermEstimate } from './wald-inference.js'

/** Notes the terms of a model that are a combination of others, or constant. */
export const aliasedNotes = (names: readonly string[], aliased: Uint8Array): readonly Note[] => {
  const said = names.filter((_, j) => aliased[j] === 1)
  return said.length === 0
    ? []
    : [note('aliased', `not estimable, a combination of other terms or constant: ${said.join(', ')}`, said)]
}

/** Notes the terms whose coefficient was still growing when the likelihood had stopped. */
export const runawayNotes = (names: readonly string[], growing: Uint8Array): readonly Note[] => {
  const said = names.filter((_, j) => growing[j] === 1)
  return said.length === 0
    ? []
    : [
        note(
          'may-be-infinite',
          `the likelihood keeps rising, the coefficient may be infinite: ${said.join(', ')}`,
          said,
        ),
      ]
}

/** Notes the terms with a finite coefficient whose ratio or upper limit no number can hold. */
export const overflowNotes = (
  names: readonly string[],
  terms: readonly TermEstimate[],
  growing: Uint8Array,
): readonly Note[] => {
  const said = names.filter((_, j) => growing[j] === 0 && terms[j]!.upper === Infinity)
  return said.length === 0
    ? []
    : [
        note(
          'boundary',
          `the limit of a ratio is beyond the largest number (a large unit, or near collinearity): ${said.join(', ')}`,
          said,
        ),
      ]
}

/** Notes the terms with a finite coefficient of whose robust error the sums left nothing. */
export const noErrorNotes = (
  names: readonly string[],
  terms: readonly TermEstimate[],
  growing: Uint8Array,
): readonly Note[] => {
  const said = names.filter((_, j) => growing[j] === 0 && terms[j]!.coefficient !== null && terms[j]!.se === null)
  return said.length === 0
    ? []
    : [note('not-estimable', `no robust error, what the rows contribute cancels out: ${said.join(', ')}`, said)]
}

/** The least number of events (of the rarer outcome) per variable that needs no remark (Peduzzi and others 1995). */
export const enoughEventsPerVariable = 10

/** Notes a model with fewer than ten events per variable. */
export const fewEventsNotes = (events: number, variables: number): readonly Note[] =>
  variables > 0 && events < enoughEventsPerVariable * variables
    ? [note('few-events', `${(events / variables).toFixed(1)} events per variable, fewer than 10`)]
    : []

// The sandwich has no correction for a small sample (Cameron and Miller 2015).
const ENOUGH_CLUSTERS = 30

/** Notes robust errors by few clusters; by one there are none. */
export const fewClustersNotes = (clusters: number): readonly Note[] => {
  if (clusters >= ENOUGH_CLUSTERS) return []
  return clusters < 2
    ? [note('not-estimable', 'one cluster alone: no robust standard error')]
    : [note('few-clusters', `${clusters} clusters, fewer than 30: robust errors come out too small`)]
}
