/** The value behind an option of a benchmark, if it was given. */
export const optionOf = (args: readonly string[], name: string): string | null => {
  const at = args.indexOf(`--${name}`)
  return at < 0 ? null : (args[at + 1] ?? null)
}

/** The sizes that a benchmark is asked for: whole numbers above 0. */
export const sizesOf = (args: readonly string[], usual: readonly number[]): readonly number[] => {
  const given = optionOf(args, 'sizes')
  if (given === null) return usual
  const sizes = given.split(',').map(Number)
  if (!sizes.every(size => Number.isInteger(size) && size > 0))
    throw new Error(`--sizes ${given}: whole numbers, as 1000,10000`)
  return sizes
}

/** How many turns a benchmark takes, and after how many seconds a run is ended. */
export const turnsAndLimit = (
  args: readonly string[],
  usualTurns: number,
): { readonly turns: number; readonly limit: number } => ({
  turns: Number(optionOf(args, 'turns') ?? usualTurns),
  limit: Number(optionOf(args, 'limit') ?? 900),
})
