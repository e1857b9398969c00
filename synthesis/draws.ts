import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A stream of random draws that a seed decides. */
export interface Draws {
  /** A real in [0, 1). */
  readonly real: () => number
  /** A whole number between both ends, ends included. */
  readonly whole: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  /** One of some things; nothing where there is none. */
  readonly one: <T>(of: readonly T[]) => T | undefined
  readonly shuffled: <T>(of: readonly T[]) => readonly T[]
}

// FNV-1a over the text.
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193)
  return hash | 0
}

/** Draws from xoroshiro128+ (Blackman and Vigna 2018) for one purpose, so that a change of one moves no other. */
export const drawsFor = (seed: number, ...purpose: readonly string[]): Draws => {
  const generator = xoroshiro128plus(hashOf(`${seed}/${purpose.join('/')}`))
  const real = (): number => uniformFloat64(generator)
  const whole = (from: number, to: number): number => uniformInt(generator, from, to)
  const shuffled = <T>(of: readonly T[]): readonly T[] => {
    const left = [...of]
    const taken: T[] = []
    while (left.length > 0) taken.push(...left.splice(whole(0, left.length - 1), 1))
    return taken
  }
  return {
    ...{ real, whole, shuffled },
    chance: probability => real() < probability,
    one: of => (of.length === 0 ? undefined : of[whole(0, of.length - 1)]),
  }
}
