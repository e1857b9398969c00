import { type Comparison, findingOf, nothingFound, tableOf } from './comparison.js'
import type { ExportSummary } from './export-summary.js'
import { told } from '../../words/told.js'

const toleratedShare = 0.05

/** Deaths of the last export that this one does not report: one question per death; above the tolerated share the file is refused. */
export const lostDeaths = (before: ExportSummary, now: ExportSummary, places: Int32Array): Comparison => {
  let ended = 0
  const lost: number[] = []
  places.forEach((place, subject) => {
    if (before.endedIn[subject]! < 0) return
    ended += 1
    if (place >= 0 && now.endedIn[place]! < 0 && now.endHeld[place] === 0) lost.push(subject)
  })
  const first = lost[0]
  if (first === undefined) return nothingFound
  const questions = lost.map(subject => ({
    subjectKey: before.keys[subject]!,
    kind: 'alive-again' as const,
    message: told`the last accepted export told a death that this one does not tell; which of them is right?`,
  }))
  if (lost.length <= toleratedShare * ended) return { findings: [], questions }
  const message = told`${lost.length} of ${ended} subjects whose death the last accepted export told are alive again; ask the site which export is right`
  const table = tableOf(now, before.fileIds[before.endedIn[first]!] ?? null)
  return {
    findings: [findingOf(table, 'alive-again', 'file refused', [lost.length, ended], message)],
    questions,
  }
}
