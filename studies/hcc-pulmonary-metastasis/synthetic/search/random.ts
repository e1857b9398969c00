import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A stream of random draws that a seed decides. */
export interface RandomDraws {
  /** A real in [0, 1). */
  readonly real: () => number
  /** A whole number between both ends, ends included. */
  readonly whole: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(items: readonly T[]) => T
  readonly shuffled: <T>(items: readonly T[]) => T[]
}

/** Draws from xoroshiro128+ (Blackman and Vigna 2018) started with a seed. */
export const drawsFrom = (seed: number): RandomDraws => {
  const generator = xoroshiro128plus(seed)
  const real = (): number => uniformFloat64(generator)
  const whole = (from: number, to: number): number => uniformInt(generator, from, to)
  const pick = <T>(items: readonly T[]): T => {
    const item = items[whole(0, items.length - 1)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  const shuffled = <T>(items: readonly T[]): T[] => {
    const left = [...items]
    const taken: T[] = []
    while (left.length > 0) taken.push(...left.splice(whole(0, left.length - 1), 1))
    return taken
  }
  return { real, whole, chance: probability => real() < probability, pick, shuffled }
}

/** A seed for one subject's own draws, so that a change to one subject moves no other (FNV-1a over the text). */
export const seedOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash | 0
}
