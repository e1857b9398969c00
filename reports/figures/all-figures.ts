import { bannerOf } from '../words/banner.js'
import type { ReportInput } from '../report-input.js'
import type { ResultBook } from '../result-book.js'
import { flowDiagram } from './flow-diagram.js'
import { forestPlot } from './forest-plot.js'
import type { Figure } from './frame.js'
import { kaplanMeierFigure } from './kaplan-meier.js'
import { lovePlot } from './love-plot.js'

/** Every figure that the study has the numbers for. */
export const allFigures = (input: ReportInput, book: ResultBook): readonly Figure[] => {
  const banner = bannerOf(input)
  const endpoints = Object.keys(input.study.endpoints)
  return [
    flowDiagram(input, book, banner),
    ...endpoints.flatMap(endpoint => [
      kaplanMeierFigure(input, book, banner, endpoint, 'all'),
      kaplanMeierFigure(input, book, banner, endpoint, 'matched'),
    ]),
    ...endpoints.map(endpoint => forestPlot(input, book, banner, endpoint)),
    lovePlot(input, book, banner),
  ].filter(figure => figure !== null)
}
