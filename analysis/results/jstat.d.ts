/** The part of jstat that is asked for a second opinion; the package has no types of its own. */
declare module 'jstat' {
  const jstat: {
    readonly jStat: {
      readonly normal: { readonly cdf: (x: number, mean: number, sd: number) => number }
      readonly chisquare: { readonly cdf: (x: number, df: number) => number }
      readonly gamma: { readonly cdf: (x: number, shape: number, scale: number) => number }
      readonly beta: { readonly cdf: (x: number, a: number, b: number) => number }
      readonly studentt: { readonly cdf: (x: number, df: number) => number }
      readonly centralF: { readonly cdf: (x: number, df1: number, df2: number) => number }
      readonly ibeta: (x: number, a: number, b: number) => number
      readonly binomial: { readonly pdf: (k: number, n: number, p: number) => number }
      readonly hypgeom: { readonly pdf: (k: number, population: number, successes: number, draws: number) => number }
    }
  }
  export default jstat
}
