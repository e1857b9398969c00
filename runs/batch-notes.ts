import type { CodeProposal } from '../harmonize/blocks/site-log.js'
import type { ReportedNote, ReportedUnlisted } from '../reports/report-input.js'
import { selectBatch } from '../sql/batches.js'
import type { Store } from '../sql/connect.js'
import { retold } from '../words/told.js'
import type { RunSiteRow } from '../sql/runs.js'

/** What a run's batches noted: how exports were read, and where texts stand that no mapping lists. */
export interface BatchNotes {
  readonly notes: readonly ReportedNote[]
  readonly unlisted: readonly ReportedUnlisted[]
}

// Proposals are kept among the notes, as JSON: no note in words begins so.
const isProposal = (note: string): boolean => note.startsWith('{')

const unlistedOf = (site: string, notes: readonly string[]): readonly ReportedUnlisted[] => {
  const places = new Map<string, ReportedUnlisted>()
  for (const note of notes) {
    const { file, column, count, nearest } = JSON.parse(note) as CodeProposal
    const key = JSON.stringify([file, column, nearest])
    places.set(key, { site, file, column, nearest, count: count + (places.get(key)?.count ?? 0) })
  }
  return [...places.values()]
}

/** Reads what was noted in the batches that a run's sites brought. */
export const batchNotes = async (store: Store, sites: readonly RunSiteRow[]): Promise<BatchNotes> => {
  const notes: ReportedNote[] = []
  const unlisted: ReportedUnlisted[] = []
  for (const { site, batch_id } of sites) {
    const batch = batch_id === null ? undefined : await selectBatch(store.database, batch_id)
    const all = [...new Set(batch?.notes ?? [])]
    notes.push(...all.filter(note => !isProposal(note)).map(note => ({ site, note: retold(note) })))
    unlisted.push(...unlistedOf(site, all.filter(isProposal)))
  }
  return { notes, unlisted }
}
