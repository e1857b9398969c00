import { type Comparison, findingOf, nothingFound, tableOf } from './comparison.js'
import type { ExportSummary } from './export-summary.js'
import { told } from '../../words/told.js'

const toleratedShare = 0.05

/** Deaths of the last export that this one does not report: one question per death; above the tolerated share the file is refused. */
export const lostDeaths = (before: ExportSummary, now: ExportSummary): Comparison => {
  const ended = [...before.subjects].filter(([, { endedIn }]) => endedIn !== null)
  const lost = ended.filter(([key]) => {
    const subject = now.subjects.get(key)
    return subject?.endedIn === null && !subject.endHeld
  })
  const first = lost[0]
  if (first === undefined) return nothingFound
  const questions = lost.map(([subjectKey]) => ({
    subjectKey,
    kind: 'alive-again',
    message: told`the last accepted export told a death that this one does not tell; which of them is right?`,
  }))
  if (lost.length <= toleratedShare * ended.length) return { findings: [], questions }
  const message = told`${lost.length} of ${ended.length} subjects whose death the last accepted export told are alive again; ask the site which export is right`
  const table = tableOf(now, first[1].endedIn)
  return {
    findings: [findingOf(table, 'alive-again', 'file refused', [lost.length, ended.length], message)],
    questions,
  }
}
