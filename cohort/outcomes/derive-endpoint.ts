import type { PlannedEndpoint } from '../../protocol/facts/study-plan.js'
import { type Lineage, lineageWriter } from '../range/lineage.js'
import type { OpenRange } from '../range/open-range.js'
import { yes } from '../truth-codes.js'
import { beyondCut, endpointRows, type SourceRows } from './endpoint-rows.js'

/** The reason of a subject of whom nothing is known after the index date. */
export const noFollowUp = 'no follow-up after the index date'

/** The reason of a subject who is only met again after the data cut. */
export const followedBeyondCut = 'followed beyond the data cut'

/** One endpoint of all subjects of a range. */
export interface EndpointColumn {
  readonly id: string
  /** In days since the index day; -1 for a subject without a time: no index day, or a doubtful follow-up. */
  readonly days: Float64Array
  readonly events: Uint8Array
  /** Into `reasonTexts`. */
  readonly reasons: Uint16Array
  readonly reasonTexts: readonly string[]
  readonly sources: Lineage
}

/** The best row of some sources so far: its day, and which source has it. */
interface Best {
  day: number
  source: number
}

/**
 * Time to event: the earliest event on or after the index date wins over any censoring, else the latest censoring day
 * ends it. On one day the source that the study names first gives the reason. A subject of whom nothing is known until
 * the data cut, but an event or contact after it, is censored at the cut. Without an index date there is no time.
 */
export const deriveEndpoint = (
  open: OpenRange,
  id: string,
  endpoint: PlannedEndpoint,
  isDoubtful: (subject: number) => boolean,
): EndpointColumn => {
  const { count, indexDays, cutDay } = open
  const all = endpointRows(open, endpoint)
  const groups = [all.slice(0, endpoint.events.length), all.slice(endpoint.events.length)] as const
  const reasonTexts = [...all.map(({ source }) => source.reason), noFollowUp, followedBeyondCut]
  const lookBeyond = beyondCut(open, endpoint)
  const days = new Float64Array(count).fill(-1)
  const events = new Uint8Array(count)
  const reasons = new Uint16Array(count)
  const sources = lineageWriter(count, open.ranks)
  const best: Best = { day: Number.NaN, source: -1 }

  const take = (subject: number, event: boolean): void => {
    const group = event ? groups[0] : groups[1]
    const { columns, truths, days: dayOf } = group[best.source]!
    const end = columns.starts[subject + 1]!
    for (let row = columns.starts[subject]!; row < end; row += 1) {
      if (truths[row] === yes && dayOf[row] === best.day) sources.add(columns.file[row]!, columns.row[row]!)
    }
    events[subject] = Number(event)
    reasons[subject] = best.source + (event ? 0 : endpoint.events.length)
    days[subject] = best.day - indexDays[subject]!
  }

  const censorBeyond = (subject: number): void => {
    let found = 0
    lookBeyond(subject, (columns, row) => {
      found += 1
      sources.add(columns.file[row]!, columns.row[row]!)
    })
    reasons[subject] = all.length + (found > 0 ? 1 : 0)
    days[subject] = found > 0 ? Math.max(0, (cutDay ?? 0) - indexDays[subject]!) : 0
  }

  for (let subject = 0; subject < count; subject += 1) {
    const indexDay = indexDays[subject]!
    if (!Number.isNaN(indexDay) && !isDoubtful(subject)) {
      if (findBest(groups[0], subject, indexDay, 1, best)) take(subject, true)
      else if (findBest(groups[1], subject, indexDay, -1, best)) take(subject, false)
      else censorBeyond(subject)
    }
    sources.next()
  }
  return { id, days, events, reasons, reasonTexts, sources: sources.finish() }
}

/** Finds the earliest day (direction 1) or the latest (-1) on or after the index day. */
const findBest = (
  sources: readonly SourceRows[],
  subject: number,
  indexDay: number,
  direction: 1 | -1,
  best: Best,
): boolean => {
  best.source = -1
  for (let at = 0; at < sources.length; at += 1) {
    const { columns, truths, days } = sources[at]!
    const end = columns.starts[subject + 1]!
    for (let row = columns.starts[subject]!; row < end; row += 1) {
      const day = days[row]!
      if (truths[row] !== yes || !(day >= indexDay)) continue
      if (best.source >= 0 && !((best.day - day) * direction > 0)) continue
      best.day = day
      best.source = at
    }
  }
  return best.source >= 0
}
