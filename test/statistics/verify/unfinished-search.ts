import type { Analysis, Json } from './fixture.js'
import { field, list, numeric } from './ledger.js'

/**
 * R's answer where its search for a converged fit gave up on the way: `crr` stops, without a word in the fixture, when
 * halved steps no longer raise a log likelihood that only rounds. Its tight coefficients then all lie the same share of
 * the way from its default ones to the optimum. The share is that of the coefficient that moves most; the way is then
 * walked to its end for all others and for the standard errors, so that one altered number lies beside it. Nothing is
 * changed with a single coefficient, or where R's own points do not lie on a line within 1e-9.
 */
export const finishedSearch = (result: Analysis['result'], found: readonly number[]): Analysis['result'] => {
  const tight = result['tight']
  const [own, ownErrors] = [numbers(result['coef']), numbers(result['se'])]
  const [stopped, errors] = [numbers(field(tight, 'coef')), numbers(field(tight, 'se'))]
  const agrees = stopped.every((value, i) => Math.abs(value - found[i]!) <= 1e-8 * Math.abs(value))
  if (found.length < 2 || stopped.length !== found.length || agrees) return result
  const moves = found.map((value, i) => Math.abs(value - own[i]!) / errors[i]!)
  const most = moves.indexOf(Math.max(...moves))
  const share = (stopped[most]! - own[most]!) / (found[most]! - own[most]!)
  const near = stopped.every((value, i) => Math.abs(value - found[i]!) < 1e-6 * errors[i]!)
  const straight = stopped.every(
    (value, i) => Math.abs(own[i]! + share * (found[i]! - own[i]!) - value) <= 1e-9 * Math.abs(value),
  )
  if (!(share > 0 && share < 1 && near && straight)) return result
  const walk = (from: readonly number[], to: readonly number[]): readonly number[] =>
    to.map((value, i) => from[i]! + (value - from[i]!) / share)
  return {
    ...result,
    tight: { ...(tight as Analysis['result']), coef: walk(own, stopped), se: walk(ownErrors, errors) },
  }
}

const numbers = (side: Json | undefined): readonly number[] => list(side).map(numeric)
