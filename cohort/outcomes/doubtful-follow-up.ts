import type { PlannedEndpoint } from '../../protocol/facts/study-plan.js'
import type { OpenRange } from '../range/open-range.js'
import { isHeldField, type RowOf } from '../range/places.js'
import { rowsOf } from '../range/rows.js'
import { no, yes } from '../truth-codes.js'
import { beyondCut, endpointRows, type SourceRows } from './endpoint-rows.js'

/** Why a subject's follow-up cannot be believed: the ids of the reasons by which it is held. */
export type FollowUpFault = 'death-before-index' | 'event-before-index' | 'follow-up-before-index' | 'follow-up-held'

/** A row of an endpoint that makes its follow-up doubtful, with the field that holds its day. */
export interface DoubtfulRow extends RowOf {
  readonly fault: FollowUpFault
  readonly endpoint: string
  /** Whether it would be an event of the endpoint rather than a censoring. */
  readonly event: boolean
  readonly field: string
}

/**
 * What makes the follow-up of an endpoint doubtful, by subject; most subjects are not in it. A death before the index date
 * always does, as does any other event of a contact or the disposition, which ends what the endpoint waits for: one
 * of the two days is wrong. Any other row before the index date does where nothing later decides the endpoint, as
 * does one that is held: taken as it stands, the subject would be censored on day 0 although something else was
 * recorded.
 */
export const doubtfulFollowUp = (
  open: OpenRange,
  id: string,
  endpoint: PlannedEndpoint,
): ReadonlyMap<number, readonly DoubtfulRow[]> => {
  const sources = endpointRows(open, endpoint)
  const lookBeyond = beyondCut(open, endpoint)
  const doubts = new Map<number, readonly DoubtfulRow[]>()
  for (let subject = 0; subject < open.count; subject += 1) {
    const indexDay = open.indexDays[subject]!
    if (Number.isNaN(indexDay)) continue
    let later = 0
    let ended = false
    for (const source of sources) {
      const { columns, truths, days } = source
      const end = columns.starts[subject + 1]!
      for (let row = columns.starts[subject]!; row < end; row += 1) {
        if (truths[row] !== yes) continue
        if (days[row]! >= indexDay) later += 1
        else if (days[row]! < indexDay && isEnd(source, row)) ended = true
      }
    }
    if (!ended && later > 0) continue
    if (!ended) lookBeyond(subject, () => (later += 1))
    if (!ended && later > 0) continue
    const found = ended ? endedRows(id, sources, subject, indexDay) : undecided(id, sources, subject, indexDay)
    if (found.length > 0) doubts.set(subject, found)
  }
  return doubts
}

const isEnd = ({ deaths, isFinal, event }: SourceRows, row: number): boolean =>
  deaths?.[row] === 1 || (isFinal && event)

const isDeath = ({ deaths }: SourceRows, row: number): boolean => deaths?.[row] === 1

/** The rows of a source before the index day, the earliest first. */
const before = ({ name, columns, truths, days }: SourceRows, subject: number, indexDay: number): readonly RowOf[] =>
  [...rowsOf(name, columns, subject, row => truths[row] === yes && days[row]! < indexDay)].sort(
    (left, right) => days[left.row]! - days[right.row]!,
  )

const doubt = (fault: FollowUpFault, endpoint: string, { source, event }: SourceRows, row: RowOf): DoubtfulRow => ({
  ...row,
  fault,
  endpoint,
  event,
  field: source.date,
})

const endedRows = (
  id: string,
  sources: readonly SourceRows[],
  subject: number,
  indexDay: number,
): readonly DoubtfulRow[] =>
  sources.flatMap(source =>
    before(source, subject, indexDay)
      .filter(({ row }) => isEnd(source, row))
      .map(row => doubt(isDeath(source, row.row) ? 'death-before-index' : 'event-before-index', id, source, row)),
  )

const undecided = (
  id: string,
  sources: readonly SourceRows[],
  subject: number,
  indexDay: number,
): readonly DoubtfulRow[] => {
  const all = sources.flatMap(source => before(source, subject, indexDay).map(row => ({ source, row })))
  const lastDay = Math.max(...all.map(({ source, row }) => source.days[row.row]!))
  const last = all.filter(({ source, row }) => source.days[row.row] === lastDay)
  const held = sources.flatMap(source => {
    const { name, columns, truths } = source
    return rowsOf(
      name,
      columns,
      subject,
      row => truths[row] !== no && isHeldField(columns, row, source.source.date),
    ).map(row => ({ source, row }))
  })
  return [
    ...last.map(({ source, row }) => doubt('follow-up-before-index', id, source, row)),
    ...held.map(({ source, row }) => doubt('follow-up-held', id, source, row)),
  ]
}
