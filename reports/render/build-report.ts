import { createHash } from 'node:crypto'
import { listingFiles } from './listing-csv.js'
import { pairsCsv } from './pairs-csv.js'
import type { ReportFile } from './report-file.js'
import { renderPictures } from './render-png.js'
import { renderWorkbook } from './render-workbook.js'
import { reportContext } from '../report-context.js'
import type { ReportInput } from '../report-input.js'
import { figuresFolder, reportFiles } from '../../words/report-files.js'

/** A report's files, and one hash over all of them. */
export interface BuiltReport {
  readonly files: readonly ReportFile[]
  readonly reportHash: string
}

/** Builds workbook, figures, pairs and what the workbook has no room for from a run's results; the same input gives the same bytes. */
export const buildReport = async (input: ReportInput): Promise<BuiltReport> => {
  const context = reportContext(input)
  const pictures = await renderPictures(context.figures)
  const workbook = await renderWorkbook(context, pictures)
  const text = new TextEncoder()
  const files: readonly ReportFile[] = [
    { path: reportFiles.workbook, bytes: workbook },
    { path: reportFiles.pairs, bytes: pairsCsv(input.pairs, input.scores) },
    ...(await listingFiles(input)),
    ...context.figures.map(figure => ({ path: `${figuresFolder}/${figure.id}.svg`, bytes: text.encode(figure.svg) })),
    ...[...pictures].map(([id, bytes]) => ({ path: `${figuresFolder}/${id}.png`, bytes })),
  ]
  return { files, reportHash: hashOf(files) }
}

const hashOf = (files: readonly ReportFile[]): string => {
  const hash = createHash('sha256')
  for (const { path, bytes } of files) hash.update(`${path}\n${bytes.length}\n`).update(bytes)
  return hash.digest('hex')
}
