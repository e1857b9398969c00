import { createHash } from 'node:crypto'
import type { NamedSubject } from '../cohort/across/person-decision.js'
import { loadStudy } from '../protocol/load/load-study.js'
import {
  insertPersonDecision,
  type PersonDecisionRow,
  selectPersonDecisions,
  selectSubjectsShownAs,
} from '../sql/person-decisions.js'
import type { Store } from '../sql/connect.js'
import { migrate } from '../sql/migrate.js'
import type { Told } from '../words/told.js'
import { account } from './account.js'
import { SubjectNotFound } from './command-errors.js'
import { findStudyFolder, refusePathWithoutStudy } from './find-study.js'
import { OptionInvalid } from './option-invalid.js'
import { isOfPair, personDecisionLine } from './person-decision-lines.js'
import { withoutIds } from './reason-without-ids.js'
import { type ReasonOptions, reasonOf } from './reason.js'
import { terminal } from './terminal.js'
import { withDatabase } from './with-database.js'

/** The options of `same` as typed. */
export interface SameOptions extends ReasonOptions {
  readonly same?: boolean
  readonly different?: boolean
}

const subjectOf = async ({ database }: Store, study: string, shown: string): Promise<NamedSubject> => {
  const found = await selectSubjectsShownAs(database, study, shown)
  const [first, second] = found
  if (first === undefined)
    throw new SubjectNotFound(
      `${study}: no subject is shown as '${shown}'; the sheet 'Data quality' has the display ids`,
    )
  if (second !== undefined)
    throw new OptionInvalid(
      `'${shown}' is shown at ${found.map(({ site }) => site).join(' and ')}: write the site before it, '${first.site}-${shown}'`,
    )
  return first
}

const refuseDecided = (decisions: readonly PersonDecisionRow[], pair: readonly NamedSubject[], named: string): void => {
  const decided = decisions.find(decision => decision.undone_at === null && isOfPair(decision, pair))
  if (decided === undefined) return
  const { decision_id: id, same } = decided
  throw new OptionInvalid(
    `decision ${id} says of these two that they are ${same ? 'one person' : 'two persons'}: undo it first, ` +
      `'cohortium decisions ${named} --undo ${id}'`,
  )
}

const decideWith = async (
  store: Store,
  named: string,
  shown: readonly [string, string],
  same: boolean,
  reason: Told,
): Promise<number> => {
  const { database } = store
  await migrate(database)
  const loaded = await loadStudy(await findStudyFolder(named, store))
  const { study } = loaded.study
  const found = [await subjectOf(store, study, shown[0]), await subjectOf(store, study, shown[1])]
  const [one, other] = found.sort((a, b) => (a.key < b.key ? -1 : 1)) as [NamedSubject, NamedSubject]
  if (one.key === other.key) throw new OptionInvalid(`'${shown[0]}' and '${shown[1]}' are one subject already`)
  refuseDecided(await selectPersonDecisions(database, study), [one, other], named)
  const decided_at = new Date().toISOString()
  const seed = `${study} ${one.key} ${other.key} ${decided_at}`
  const decision = {
    decision_id: createHash('sha256').update(seed).digest('hex').slice(0, 8),
    study,
    ...{ one_key: one.key, one_site: one.site, one_display_id: one.displayId },
    ...{ other_key: other.key, other_site: other.site, other_display_id: other.displayId },
    same,
    reason: await withoutIds(store, loaded, reason),
    decided_by: account(),
    decided_at,
  }
  await insertPersonDecision(database, decision)
  terminal.print(personDecisionLine({ ...decision, undone_by: null, undone_because: null, undone_at: null }))
  terminal.print(
    `  from the next run on; undo it with: cohortium decisions ${named} --undo ${decision.decision_id} --reason '…'`,
  )
  return 0
}

/** Keeps what a named person decided of two subjects: that they are one person, of whom one record counts, or two. */
export const sameCommand = async (
  named: string,
  one: string,
  other: string,
  { same, different, ...given }: SameOptions,
): Promise<number> => {
  refusePathWithoutStudy(named)
  if ((same === true) === (different === true))
    throw new OptionInvalid('say one of --same (one person, of whom one record counts) and --different (two persons)')
  const reason = await reasonOf(given, '--reason: say how it is known, and who confirmed it')
  return withDatabase(store => decideWith(store, named, [one, other], same === true, reason))
}
