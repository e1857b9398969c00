import colors from 'picocolors'
import { describeStudy, writeResolved } from '../protocol/describe.js'
import { printProblem } from '../protocol/errors.js'
import { loadStudy } from '../protocol/load-study.js'
import { studyFolder, studyNotFound } from './find-study.js'
import { terminal } from './terminal.js'

/** Checks a study and its mappings; nothing else is read, no service is needed. */
export const checkCommand = async (named: string, { resolved }: { readonly resolved?: boolean }): Promise<number> => {
  const folder = studyFolder(named)
  if (folder === null) throw studyNotFound(named)
  const loaded = await loadStudy(folder)
  for (const warning of loaded.warnings) terminal.progress(colors.yellow(`note: ${printProblem(warning)}`))
  terminal.print(resolved === true ? writeResolved(loaded) : describeStudy(loaded))
  return 0
}
