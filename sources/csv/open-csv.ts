import type { ExportFile } from '../../protocol/language/site.js'
import { type Pass, passOverFile } from '../batches/pass.js'
import type { OpenTable } from '../batches/table-batch.js'
import type { ExportBytes } from '../files/export-bytes.js'
import { told } from '../../words/told.js'
import { csvBatches } from './csv-batches.js'
import { csvPlan } from './csv-plan.js'

/** Opens a text export as a table of batches; `beside` goes over all of its bytes along with the first look. */
export const openCsv = async (
  bytes: ExportBytes,
  file: ExportFile,
  mostIssues: number,
  beside: readonly Pass[],
): Promise<OpenTable> => {
  const plan = await passOverFile(csvPlan(file, beside), bytes)
  return {
    sheet: told`-`,
    header: plan.header,
    top: plan.top,
    encoding: plan.encoding,
    batches: async function* (asked) {
      const pass = csvBatches(plan, asked, mostIssues)
      for await (const piece of bytes.pieces()) {
        pass.take(piece)
        yield* pass.ready()
      }
      pass.end()
      yield* pass.ready()
      await bytes.refuseChanged()
      return pass.found()
    },
  }
}
