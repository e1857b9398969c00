/** A generator of uniform numbers in [0, 1) that can leap over 2^64 of them, so that streams never overlap. */
export interface RandomGenerator {
  readonly uniform: () => number
  readonly jump: () => void
  /** A generator of its own from the same place on. */
  readonly copy: () => RandomGenerator
}

// The polynomial of 2^64 steps (Blackman and Vigna 2019).
const JUMP = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b]

/** A seeded generator: xoshiro128++ (Blackman and Vigna 2019), its state filled by splitmix. */
export const randomGenerator = (seed: number): RandomGenerator => {
  let mix = seed >>> 0
  const next = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = mix
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  return generatorAt(next(), next(), next(), next())
}

/** A seeded stream of uniform numbers in [0, 1). */
export const randomStream = (seed: number): (() => number) => randomGenerator(seed).uniform

const generatorAt = (a: number, b: number, c: number, d: number): RandomGenerator => {
  const draw = (): number => {
    const sum = (a + d) >>> 0
    const result = (((sum << 7) | (sum >>> 25)) + a) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  const jump = (): void => {
    let [ja, jb, jc, jd] = [0, 0, 0, 0]
    for (const word of JUMP) {
      for (let bit = 0; bit < 32; bit++) {
        if (((word >>> bit) & 1) === 1) {
          ja ^= a
          jb ^= b
          jc ^= c
          jd ^= d
        }
        draw()
      }
    }
    a = ja
    b = jb
    c = jc
    d = jd
  }
  const uniform = (): number => (draw() >>> 5) * 2 ** -27 + (draw() >>> 6) * 2 ** -53
  return { uniform, jump, copy: () => generatorAt(a, b, c, d) }
}

/** Shuffles in place (Fisher and Yates 1938). */
export const shuffle = (values: Uint32Array, random: () => number): void => {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = values[i]!
    values[i] = values[j]!
    values[j] = held
  }
}
