import type { DayJudgement } from './day-judgement.js'
import { retold, shortened, type Told, told, toldAll, toldDay } from './told.js'

const allowedWords = ({ after }: DayJudgement): Told => (after === 1 ? told`1 day` : told`${after} days`)

const untilWords = ({ waivedUntil, waivedBy }: DayJudgement, otherwise: Told): Told =>
  waivedUntil === null || waivedBy === null
    ? otherwise
    : told`waived until ${toldDay(waivedUntil)} by ${retold(waivedBy)}`

/** What the day alone says of a site, in words: what is old, and what to do, or who puts up with it until when. */
export const dayWords = (label: Told, judged: DayJudgement): Told => {
  const old = judged.kind === 'stale' ? told`its data are of` : told`its last export came on`
  const word = judged.kind === 'stale' ? told`and` : told`and is`
  const end = untilWords(judged, told`ask the site for a new export`)
  return told`${label}: ${old} ${toldDay(judged.since)} ${word} older than ${allowedWords(judged)}; ${end}.`
}

/** As many sites are named in one warning; how many more there are is said. */
const named = 8

const groupWords = (group: readonly [DayJudgement, ...DayJudgement[]], labelOf: (site: string) => Told): Told => {
  const [first, ...others] = group
  if (others.length === 0) return dayWords(labelOf(first.site), first)
  const sites = toldAll(
    group.slice(0, named).map(one => told`${shortened(labelOf(one.site), 80)} (${toldDay(one.since)})`),
    '; ',
  )
  const more = group.length > named ? told` and ${group.length - named} more, see the sheet 'Sites'` : told``
  const what = first.kind === 'stale' ? told`data are` : told`last export is`
  const end = untilWords(first, told`ask them for new exports`)
  return told`${group.length} sites whose ${what} older than ${allowedWords(first)}: ${sites}${more}; ${end}.`
}

/** What the day alone says of all sites, in words: those of which the same is to be said in one sentence. */
export const daysInWords = (judgements: readonly DayJudgement[], labelOf: (site: string) => Told): readonly Told[] => {
  const groups = new Map<string, [DayJudgement, ...DayJudgement[]]>()
  for (const judged of judgements) {
    const same = `${judged.kind} ${judged.waivedUntil ?? ''} ${judged.waivedBy ?? ''}`
    const group = groups.get(same)
    if (group === undefined) groups.set(same, [judged])
    else group.push(judged)
  }
  return [...groups.values()].map(group => groupWords(group, labelOf))
}
