import { renderPictures } from './render-png.js'
import { renderWorkbook } from './render-workbook.js'
import type { ReportContext } from '../report-context.js'

/** The workbook for recipients who may see only results: counts replace the rows about single subjects. */
export const renderSharedWorkbook = async (context: ReportContext): Promise<Uint8Array> => {
  const pictures = await renderPictures(context.figures)
  return renderWorkbook({ ...context, sees: 'results' }, pictures)
}
