/** A range that a number is to lie in. */
export interface Range {
  readonly low: number
  readonly high: number
}

/**
 * The numbers that print as this one: half a unit of its last decimal either way, drawn in a little so that no
 * rounding rule matters.
 */
export const printedAs = (text: string, inset = 0.01): Range => {
  const decimals = text.split('.')[1]?.length ?? 0
  const value = Number(text)
  const half = (0.5 - inset) * 10 ** -decimals
  return { low: value - half, high: value + half }
}

/** A hazard ratio, its interval and P as printed. */
export interface PrintedHazardRatio {
  readonly hazardRatio: Range
  readonly lower: Range
  readonly upper: Range
  readonly p?: Range
}

const printedRatio = (hazardRatio: string, lower: string, upper: string, p?: string): PrintedHazardRatio => ({
  hazardRatio: printedAs(hazardRatio),
  lower: printedAs(lower),
  upper: printedAs(upper),
  ...(p === undefined ? {} : { p: printedAs(p) }),
})

/** A median with its interval as printed; an upper bound of null is not reached. */
export interface PrintedMedian {
  readonly median: Range
  readonly lower: Range
  readonly upper: Range | null
}

const printedMedian = (median: string, lower: string, upper: string | null): PrintedMedian => ({
  median: printedAs(median, 0.02),
  lower: printedAs(lower, 0.02),
  upper: upper === null ? null : printedAs(upper, 0.02),
})

/** What the publication prints of an endpoint. */
export interface EndpointTargets {
  readonly medians: { readonly control: PrintedMedian; readonly treated: PrintedMedian }
  readonly crude: PrintedHazardRatio
  readonly logRankP: Range
  readonly adjusted: PrintedHazardRatio
  readonly matched: PrintedHazardRatio
  /** Covariates with univariate Wald P below 0.1, and no others. */
  readonly selected: readonly string[]
}

/** Printed numbers of progression-free and overall survival. */
export const endpointTargets: { readonly pfs: EndpointTargets; readonly os: EndpointTargets } = {
  pfs: {
    medians: { control: printedMedian('6', '5', '9'), treated: printedMedian('14', '11', '22') },
    crude: printedRatio('0.61', '0.40', '0.94'),
    logRankP: printedAs('0.022'),
    adjusted: printedRatio('0.49', '0.31', '0.78', '0.002'),
    matched: printedRatio('0.37', '0.22', '0.62'),
    selected: ['tumour-number', 'lung-metastases'],
  },
  os: {
    medians: { control: printedMedian('16', '14', '24'), treated: printedMedian('25', '19', null) },
    crude: printedRatio('0.58', '0.35', '0.94'),
    logRankP: printedAs('0.025'),
    adjusted: printedRatio('0.53', '0.32', '0.87', '0.013'),
    matched: printedRatio('0.44', '0.25', '0.77'),
    selected: ['tumour-number', 'pvtt'],
  },
}

/** Matched overall survival medians as printed. */
export const matchedOsMedians = {
  control: printedMedian('15.9', '8', '21.5'),
  treated: printedMedian('25', '19', null),
}

/** P of progression-free survival after matching, printed as below 0.0001. */
export const matchedPfsLogRankP: Range = { low: 1e-9, high: 0.000099 }

/** The observed follow-up as printed: median and range in months. */
export const followUpTargets = {
  control: { median: printedAs('16', 0.02), shortest: printedAs('3', 0.02), longest: printedAs('44', 0.02) },
  treated: { median: printedAs('20', 0.02), shortest: printedAs('4', 0.02), longest: printedAs('44', 0.02) },
}

/** Sizes of the arms and how their follow-up ended: progression and death each counted with and without the other. */
export const outcomeCounts = {
  control: { progressedDead: 72, progressedAlive: 15, deadOnly: 3, eventFree: 15 },
  treated: { progressedDead: 20, progressedAlive: 10, deadOnly: 1, eventFree: 8 },
}

/** How far a number lies outside its range, in units of a scale. */
export const outside = (value: number, range: Range, scale: number): number =>
  value < range.low ? (range.low - value) / scale : value > range.high ? (value - range.high) / scale : 0
