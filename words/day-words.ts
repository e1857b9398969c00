import type { DayJudgement } from './day-judgement.js'
import { retold, type Told, told, toldDay } from './told.js'

/** What the day alone says of a site, in words: what is old, and what to do, or who puts up with it until when. */
export const dayWords = (label: Told, { kind, since, after, waivedUntil, waivedBy }: DayJudgement): Told => {
  const allowed = after === 1 ? told`1 day` : told`${after} days`
  const old =
    kind === 'stale'
      ? told`${label}: its data are of ${toldDay(since)} and older than ${allowed}`
      : told`${label}: its last export came on ${toldDay(since)} and is older than ${allowed}`
  return waivedUntil === null || waivedBy === null
    ? told`${old}; ask the site for a new export.`
    : told`${old}; waived until ${toldDay(waivedUntil)} by ${retold(waivedBy)}.`
}
