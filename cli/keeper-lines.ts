import { operationsKnown } from '../nights/operations-known.js'
import { countUntold } from '../sql/alarms.js'
import type { Store } from '../sql/connect.js'
import { selectSchedules } from '../sql/schedules.js'

/** That nobody gets mail about a study's trouble, and how much waits. */
export const nobodyNamed = (study: string, waiting: number): string =>
  `${study}: nobody is told of trouble, because operations.yaml names no keeper (keeper: { mail: [...] }, as of its next run)` +
  (waiting === 0 ? '' : `; ${String(waiting)} ${waiting === 1 ? 'trouble waits' : 'troubles wait'} to be told`)

/** The studies with nights, or with trouble that nobody got mail about, for which nobody is named; one of them, or all. */
export const keeperLines = async (
  { database }: Pick<Store, 'database'>,
  study: string | null,
): Promise<readonly string[]> => {
  const waiting = await countUntold(database)
  const scheduled = (await selectSchedules(database)).map(row => row.study)
  const lines: string[] = []
  for (const one of [...new Set([...scheduled, ...waiting.keys()])].sort()) {
    if (study !== null && one !== study) continue
    const { keeper } = await operationsKnown({ database }, one)
    if (keeper.mail.length === 0) lines.push(nobodyNamed(one, waiting.get(one) ?? 0))
  }
  return lines
}
