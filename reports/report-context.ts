import { type Banner, bannerOf } from './banner.js'
import { allFigures } from './figures/all-figures.js'
import type { Figure } from './figures/frame.js'
import type { ReportInput } from './report-input.js'
import { ResultBook } from './result-book.js'

/** What every sheet is made from. */
export interface ReportContext {
  readonly input: ReportInput
  readonly book: ResultBook
  readonly banner: Banner
  readonly figures: readonly Figure[]
}

/** A report's input with its results by key, its banner and its figures. */
export const reportContext = (input: ReportInput): ReportContext => {
  const book = new ResultBook(input.results, input.curves)
  return { input, book, banner: bannerOf(input), figures: allFigures(input, book) }
}
