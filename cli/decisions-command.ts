import colors from 'picocolors'
import { loadStudy } from '../protocol/load-study.js'
import { type DecisionRow, selectDecisions, undoDecision } from '../sql/decisions.js'
import { account } from './account.js'
import { withServices } from './connect.js'
import { findStudyFolder, refusePathWithoutStudy } from './find-study.js'
import { OptionInvalid } from './option-invalid.js'
import { terminal } from './terminal.js'

/** The options of `decisions` as typed. */
export interface DecisionsOptions {
  readonly undo?: string
  readonly reason?: string
}

const lineOf = (decision: DecisionRow): string => {
  const { decision_id: id, site, file_name: file, export_id: hash, decided_by: by, decided_at: at, reason } = decision
  const undone =
    decision.undone_at === null
      ? ''
      : colors.dim(
          `\n          undone by ${decision.undone_by ?? '-'} on ${decision.undone_at.slice(0, 10)}: ${decision.undone_because ?? ''}`,
        )
  return `${id}  ${site} '${file}' (SHA-256 ${hash.slice(0, 16)}…) let through by ${by} on ${at.slice(0, 10)}: ${reason}${undone}`
}

/** Lists the decisions of a study, or undoes one: its export is judged anew at the next run. */
export const decisionsCommand = async (named: string, { undo, reason }: DecisionsOptions): Promise<number> => {
  refusePathWithoutStudy(named)
  if (undo !== undefined && (reason ?? '').trim() === '')
    throw new OptionInvalid('--undo: say why with --reason, it is kept with the decision')
  return withServices(async ({ store }) => {
    const { study } = await loadStudy(await findStudyFolder(named, store))
    const decisions = await selectDecisions(store.database, study.study)
    if (undo === undefined) {
      if (decisions.length === 0) terminal.print(`${study.study}: nothing has been decided`)
      for (const decision of decisions) terminal.print(lineOf(decision))
      return 0
    }
    const meant = decisions.find(({ decision_id }) => decision_id === undo)
    if (meant === undefined)
      throw new OptionInvalid(`--undo ${undo}: no such decision; 'cohortium decisions ${named}' lists them`)
    if (meant.undone_at !== null) throw new OptionInvalid(`--undo ${undo}: it was undone before`)
    await undoDecision(store.database, undo, {
      by: account(),
      because: (reason ?? '').trim(),
      at: new Date().toISOString(),
    })
    terminal.print(`decision ${undo} is undone: ${meant.site} '${meant.file_name}' is judged anew at the next run`)
    return 0
  })
}
