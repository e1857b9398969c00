import { join } from 'node:path'
import { checkout } from './find-study.js'
import { runCommand } from './run-command.js'
import { terminal } from './terminal.js'

/** The main job: the reference study, from exports to workbook. */
export const startCommand = async (): Promise<number> => {
  terminal.progress('Running the reference study hcc-pulmonary-metastasis (synthetic subjects)')
  return runCommand(join(checkout, 'studies', 'hcc-pulmonary-metastasis'), 'run', { out: join(checkout, 'out') })
}
