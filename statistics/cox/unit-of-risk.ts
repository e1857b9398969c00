// The square of this, and of its inverse, is a number yet.
const LARGEST = 1e150

/**
 * What the risks of a risk set of sum S0 are divided by before S0 is squared: 1, or S0 itself where its square would
 * overflow, or be 0. That happens on the way to an infinite coefficient: the only one of n subjects with a level, who
 * has the event first, takes Newton's first step to n, and risks to exp(n).
 */
export const unitOfRisk = (S0: number): number => (S0 < LARGEST && S0 > 1 / LARGEST ? 1 : S0)
