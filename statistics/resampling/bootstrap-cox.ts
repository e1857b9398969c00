import type { CoxInput } from '../cox/cox-data.js'
import type { CoxFit, CoxOptions } from '../cox/fit-cox.js'
import { fitCox } from '../cox/fit-cox.js'
import { mean, standardDeviation } from '../description/moments.js'
import { InvalidInput, requireProbability } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { fitOutcomes } from './resample-cox.js'
import { coefficientColumn, prepareResampling, termNames } from './resampled-model.js'
import type { PoolOptions } from './resample-on-all-cores.js'
import { resampleOnAllCores } from './resample-on-all-cores.js'

/** The choices of a bootstrap. */
export interface BootstrapOptions extends CoxOptions, PoolOptions {
  readonly replicates?: number
  readonly seed?: number
}

/** One coefficient over the resamples: null where too few resamples say what it is. */
export interface BootstrappedTerm {
  readonly term: string
  /** The coefficient of the sample itself. */
  readonly coefficient: number | null
  /** How many resamples have a finite estimate; standard error and bias are theirs. */
  readonly estimated: number
  readonly se: number | null
  readonly bias: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** exp of the coefficient and of its limits. */
  readonly hazardRatio: number | null
  readonly hazardRatioLower: number | null
  readonly hazardRatioUpper: number | null
}

/** A bootstrapped Cox model. */
export interface CoxBootstrap {
  readonly replicates: number
  readonly seed: number
  readonly units: number
  readonly terms: readonly BootstrappedTerm[]
  /** replicates x p, row-major: NaN where a resample has no estimate, +-Infinity where it may be infinite. */
  readonly coefficients: Float64Array
  readonly notes: readonly Note[]
}

/**
 * Bootstraps a Cox model on all cores (Efron 1979): subjects, or whole clusters, are drawn with replacement and the
 * model fitted again. Limits are percentiles of type 6, position (R + 1) p (Davison and Hinkley 1997); a resample
 * whose coefficient may be infinite counts as infinite in them. Agrees with R `coxph(data = d[rows, ])` in a loop
 * and `quantile(b, type = 6)`, given the same rows. Same seed, same answer on any number of cores.
 * Throws InvalidInput, EmptySample, ModelDidNotConverge.
 */
export const bootstrapCox = async (input: CoxInput, options: BootstrapOptions = {}): Promise<CoxBootstrap> => {
  const replicates = options.replicates ?? 1000
  const seed = options.seed ?? 1
  const confidence = options.confidence ?? 0.95
  requireProbability('confidence', confidence)
  if (!(Number.isSafeInteger(replicates) && replicates > 0))
    throw new InvalidInput('the replicates must be a whole number above 0')
  const names = termNames(input)
  const whole = fitCox(input, { ...options, robust: false })
  const { model } = prepareResampling(input, whole, options)
  const fits = await resampleOnAllCores(model, { kind: 'bootstrap', replicates, seed }, options)
  const notes = outcomeNotes(fits.outcome, names)
  const terms = names.map((term, j) => {
    const drawn = coefficientColumn(fits.coefficients, names.length, j)
    return describeTerm(term, whole.terms[j]?.coefficient ?? null, drawn, confidence, notes)
  })
  const { coefficients } = fits
  return { replicates, seed, units: model.units, terms, coefficients, notes: [...whole.notes, ...notes] }
}

const describeTerm = (
  term: string,
  coefficient: CoxFit['terms'][number]['coefficient'],
  drawn: Float64Array,
  confidence: number,
  notes: Note[],
): BootstrappedTerm => {
  const finite = drawn.filter(value => Number.isFinite(value))
  const lower = percentile(drawn, (1 - confidence) / 2)
  const upper = percentile(drawn, (1 + confidence) / 2)
  if (lower === null || upper === null)
    notes.push(note('not-estimable', `${term}: a limit has no finite percentile among the resamples`, [term]))
  return {
    term,
    coefficient,
    estimated: finite.length,
    se: finite.length < 2 ? null : standardDeviation(finite),
    bias: finite.length === 0 || coefficient === null ? null : mean(finite) - coefficient,
    lower,
    upper,
    hazardRatio: coefficient === null ? null : Math.exp(coefficient),
    hazardRatioLower: lower === null ? null : Math.exp(lower),
    hazardRatioUpper: upper === null ? null : Math.exp(upper),
  }
}

// The position (R + 1) p lies outside 1 to R when there are too few resamples for so far a percentile.
const percentile = (drawn: Float64Array, probability: number): number | null => {
  const known = drawn.filter(value => !Number.isNaN(value)).sort()
  const position = (known.length + 1) * probability
  if (position < 1 - 1e-9 || position > known.length + 1e-9) return null
  const place = Math.min(Math.max(Math.floor(position), 1), known.length)
  const below = known[place - 1]!
  const above = known[Math.min(place, known.length - 1)]!
  const value = below === above ? below : below + Math.max(position - place, 0) * (above - below)
  return Number.isFinite(value) ? value : null
}

const outcomeNotes = (outcome: Uint8Array, names: readonly string[]): Note[] => {
  const count = (name: (typeof fitOutcomes)[number]): number =>
    outcome.filter(code => fitOutcomes[code] === name).length
  const said = [
    ['aliased', 'aliased', 'a term is not estimable'],
    ['may-be-infinite', 'may-be-infinite', 'a coefficient may be infinite'],
    ['no-event', 'not-estimable', 'there is no event'],
    ['did-not-converge', 'did-not-converge', 'the fit did not converge'],
  ] as const
  return said.flatMap(([name, kind, text]) => {
    const times = count(name)
    return times === 0 ? [] : [note(kind, `in ${times} of ${outcome.length} resamples ${text}`, names)]
  })
}
