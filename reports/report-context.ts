import { type Banner, bannerOf } from './words/banner.js'
import { allFigures } from './figures/all-figures.js'
import type { Figure } from './figures/frame.js'
import type { ReportInput } from './report-input.js'
import { ResultBook } from './result-book.js'

/** A report's input with its results by key, and those of the last report where there was one. */
export interface ReportNumbers {
  readonly input: ReportInput
  readonly book: ResultBook
  readonly before: ResultBook | null
}

/** What every sheet is made from. */
export interface ReportContext extends ReportNumbers {
  readonly banner: Banner
  readonly figures: readonly Figure[]
  /** Whether rows about single subjects may stand in it: for the team and who is named, not for every recipient. */
  readonly sees: 'results' | 'subjects'
}

/** A report's input with its results by key. */
export const reportNumbers = (input: ReportInput): ReportNumbers => ({
  input,
  book: new ResultBook(input.results, input.curves),
  before: input.previous === null ? null : new ResultBook(input.previous.results, []),
})

/** A report's input with its results by key, its banner and its figures. */
export const reportContext = (input: ReportInput): ReportContext => {
  const numbers = reportNumbers(input)
  return { ...numbers, banner: bannerOf(input), figures: allFigures(input, numbers.book), sees: 'subjects' }
}
