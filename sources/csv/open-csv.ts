import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import { type Pass, passOverFile } from '../files/pass.js'
import type { OpenTable } from '../columns/read-rows.js'
import type { ExportBytes } from '../files/export-bytes.js'
import { told } from '../../words/told.js'
import { csvPlan } from './csv-plan.js'
import { csvTable } from './csv-table.js'

/** Opens a text export as a table; `beside` goes over all of its bytes along with the first look. */
export const openCsv = async (bytes: ExportBytes, file: ExportFile, beside: readonly Pass[]): Promise<OpenTable> => {
  const plan = await passOverFile(csvPlan(file, beside), bytes)
  return {
    sheet: told`-`,
    header: plan.header,
    top: plan.top,
    encoding: plan.encoding,
    read: async () => {
      const found = await passOverFile(csvTable(plan), bytes)
      await bytes.refuseChanged()
      return found()
    },
  }
}
