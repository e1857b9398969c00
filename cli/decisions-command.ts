import { loadStudy } from '../protocol/load/load-study.js'
import { selectDecisions, undoDecision } from '../sql/decisions.js'
import { selectPersonDecisions, undoPersonDecision } from '../sql/person-decisions.js'
import { migrate } from '../sql/migrate.js'
import { selectWaivers, undoWaiver } from '../sql/waivers.js'
import { account } from './account.js'
import { withDatabase } from './with-database.js'
import { decisionLine, decisionToUndo, waiverLine } from './decision-lines.js'
import { findStudyFolder, refusePathWithoutStudy } from './find-study.js'
import { pairWords, personDecisionLine } from './person-decision-lines.js'
import { withoutIds } from './reason-without-ids.js'
import { type ReasonOptions, reasonOf } from './reason.js'
import { terminal } from './terminal.js'

/** The options of `decisions` as typed. */
export interface DecisionsOptions extends ReasonOptions {
  readonly undo?: string
}

/**
 * Lists the decisions of a study, or undoes one: its export or its two subjects are judged anew, or what it waived counts again,
 * at the next run.
 */
export const decisionsCommand = async (named: string, { undo, ...given }: DecisionsOptions): Promise<number> => {
  refusePathWithoutStudy(named)
  const because =
    undo === undefined
      ? null
      : await reasonOf(given, '--undo: say why with --reason or --reason-file, it is kept with the decision')
  return withDatabase(async store => {
    await migrate(store.database)
    const loaded = await loadStudy(await findStudyFolder(named, store))
    const { study } = loaded
    const decisions = await selectDecisions(store.database, study.study)
    const persons = await selectPersonDecisions(store.database, study.study)
    const waivers = await selectWaivers(store.database, study.study)
    if (undo === undefined || because === null) {
      const lines = [...decisions.map(decisionLine), ...persons.map(personDecisionLine), ...waivers.map(waiverLine)]
      if (lines.length === 0) terminal.print(`${study.study}: nothing has been decided`)
      for (const line of lines) terminal.print(line)
      return 0
    }
    const waived = waivers.map(waiver => ({ ...waiver, decision_id: waiver.waiver_id }))
    const meant = decisionToUndo([...decisions, ...persons, ...waived], undo, named)
    const undone = { by: account(), because: await withoutIds(store, loaded, because), at: new Date().toISOString() }
    if ('same' in meant) {
      await undoPersonDecision(store.database, undo, undone)
      terminal.print(`decision ${undo} is undone: ${pairWords(meant)} are as their exports say from the next run on`)
      return 0
    }
    if ('waiver_id' in meant) {
      await undoWaiver(store.database, undo, undone)
      terminal.print(`decision ${undo} is undone: ${meant.rule} at ${meant.site} counts again at the next run`)
      return 0
    }
    await undoDecision(store.database, undo, undone)
    terminal.print(`decision ${undo} is undone: ${meant.site} '${meant.file_name}' is judged anew at the next run`)
    return 0
  })
}
