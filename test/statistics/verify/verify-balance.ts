import { cobaltBalance } from '../../../statistics/balance/cobalt-smd.js'
import type { Standardizer } from '../../../statistics/balance/standardized-mean-difference.js'
import { tableoneCategoricalSmd, tableoneSmd } from '../../../statistics/balance/tableone-smd.js'
import type { Analysis, Fixture, Json } from './fixture.js'
import type { Frame } from './frame.js'
import { codeColumn, frameOf, hasLevels, levelsOf, numberColumn, textColumn } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric, text } from './ledger.js'

const TOLERANCE = 1e-9

/** Checks standardized differences by tableone's and cobalt's definitions, before and after a match. */
export const verifyBalance = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const frame = frameOf(fixture, analysis)
  const treated = Uint8Array.from(numberColumn(frame, spec['treat'] as string))
  const covariates = list(spec['covariates']).map(String)
  compareTableone(
    'before.tableone',
    list(field(result, 'before', 'tableone')),
    frame,
    covariates,
    treated,
    undefined,
    ledger,
  )
  compareCobalt(
    'before.cobaltTreated',
    list(field(result, 'before', 'cobaltTreated')),
    frame,
    covariates,
    treated,
    undefined,
    'treated',
    ledger,
  )
  compareCobalt(
    'before.cobaltPooled',
    list(field(result, 'before', 'cobaltPooled')),
    frame,
    covariates,
    treated,
    undefined,
    'pooled',
    ledger,
  )
  const weights = matchWeights(fixture, spec['match'])
  if (weights === null) return
  const kept = { ...frame, rows: frame.rows.filter((_, i) => weights[i]! > 0) }
  const keptTreated = treated.filter((_, i) => weights[i]! > 0)
  compareTableone(
    'after.tableone',
    list(field(result, 'after', 'tableone')),
    kept,
    covariates,
    keptTreated,
    undefined,
    ledger,
  )
  compareCobalt(
    'after.cobaltTreated',
    list(field(result, 'after', 'cobaltTreated')),
    frame,
    covariates,
    treated,
    weights,
    'treated',
    ledger,
  )
}

const matchWeights = (fixture: Fixture, match: Json | undefined): Float64Array | null => {
  if (match === undefined || match === null) return null
  const found = fixture.analyses.find(({ id }) => id === `match-${text(match)}`)
  return found === undefined ? null : Float64Array.from(list(found.result['weights']), numeric)
}

/**
 * Compares tableone's standardized differences of each covariate; missing values of a covariate drop out for it
 * alone.
 */
export const compareTableone = (
  place: string,
  want: readonly Json[],
  frame: Frame,
  covariates: readonly string[],
  treated: Uint8Array,
  weights: Float64Array | undefined,
  ledger: Ledger,
): void => {
  covariates.forEach((name, i) => {
    const known = keep(frame, name, treated, weights)
    const entry = want[i]
    if (hasLevels(frame, name)) {
      const { codes, levels } = codeColumn(known.frame, name)
      const found = tableoneCategoricalSmd(codes, levels.length, known.treated, known.weights)
      ledger.number(`${place}.${name}.smd`, field(entry, 'smd'), found.smd, TOLERANCE)
      ledger.same(`${place}.${name}.levels`, field(entry, 'levels'), levels.length)
      return
    }
    const input = balanceInput(numberColumn(known.frame, name), known.treated, known.weights)
    const found = tableoneSmd(input)
    ledger.number(`${place}.${name}.mean1`, field(entry, 'mean1'), found.treatedMean, TOLERANCE)
    ledger.number(`${place}.${name}.mean0`, field(entry, 'mean0'), found.controlMean, TOLERANCE)
    compareSmd(`${place}.${name}.smd`, field(entry, 'smd'), found, ledger)
    const asFactor = field(entry, 'smdAsFactor')
    if (asFactor !== undefined)
      compareSmd(`${place}.${name}.smdAsFactor`, asFactor, tableoneSmd(input, { asFactor: true }), ledger)
  })
}

/** Compares cobalt's balance of each column: a factor of two levels as its second level, of more as each level. */
export const compareCobalt = (
  place: string,
  want: readonly Json[],
  frame: Frame,
  covariates: readonly string[],
  treated: Uint8Array,
  weights: Float64Array | undefined,
  by: Standardizer,
  ledger: Ledger,
): void => {
  const columns = covariates.flatMap(name => cobaltColumns(frame, name))
  ledger.same(
    `${place}.vars`,
    want.map(entry => field(entry, 'var') ?? null),
    columns.map(({ name }) => name),
  )
  columns.forEach(({ name, source, values }, i) => {
    const known = keep(frame, source, treated, weights)
    const kept = textColumn(frame, source)
    const found = cobaltBalance(
      balanceInput(
        values.filter((_, k) => kept[k] !== null),
        known.treated,
        known.weights,
      ),
      by,
    )
    ledger.number(`${place}.${name}.rawDiff`, field(want[i], 'rawDiff'), found.rawDifference, TOLERANCE)
    // An infinite one is not estimable to the product: the arms differ and do not vary.
    const smd = field(want[i], 'smd')
    if (Math.abs(numeric(smd)) < Infinity || found.smd !== null)
      ledger.number(`${place}.${name}.smd`, smd, found.smd, TOLERANCE)
    if (!found.binary)
      ledger.number(`${place}.${name}.varRatio`, field(want[i], 'varRatio'), found.varianceRatio, TOLERANCE)
  })
}

const cobaltColumns = (
  frame: Frame,
  name: string,
): readonly { readonly name: string; readonly source: string; readonly values: Float64Array }[] => {
  if (!hasLevels(frame, name)) return [{ name, source: name, values: numberColumn(frame, name) }]
  const text = textColumn(frame, name)
  const levels = levelsOf(frame, name, text).filter(level => text.includes(level))
  return (levels.length === 2 ? levels.slice(1) : levels).map(level => ({
    name: `${name}_${level}`,
    source: name,
    values: Float64Array.from(text, value => (value === level ? 1 : 0)),
  }))
}

const keep = (frame: Frame, name: string, treated: Uint8Array, weights: Float64Array | undefined) => {
  const text = textColumn(frame, name)
  const known = (_: number, i: number): boolean => text[i] !== null
  return {
    frame: { ...frame, rows: frame.rows.filter(known) },
    treated: treated.filter(known),
    weights: weights?.filter(known),
  }
}

const balanceInput = (values: Float64Array, treated: Uint8Array, weights: Float64Array | undefined) =>
  weights === undefined ? { values, treated } : { values, treated, weights }

// Where arms differ and do not vary R says infinite, the product that it cannot be estimated.
const compareSmd = (
  place: string,
  want: Json | undefined,
  found: { readonly smd: number | null; readonly notes: readonly unknown[] },
  ledger: Ledger,
): void => {
  const infinite = Math.abs(numeric(want)) === Infinity
  if (!infinite || found.smd !== null) ledger.number(place, want, found.smd, TOLERANCE)
  else if (found.notes.length === 0) ledger.fail(place, want, 'no note')
}
