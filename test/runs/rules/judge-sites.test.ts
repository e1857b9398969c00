import { expect, test } from 'vitest'
import { operationsSchema } from '../../../protocol/language/operations.js'
import { isoDate } from '../../../protocol/schema/iso-date.js'
import { judgeSites, type SiteAge } from '../../../runs/judge-sites.js'
import { daysInWords, dayWords } from '../../../words/day-words.js'
import { toldId } from '../../../words/told.js'

const [today, late] = [isoDate('2024-04-08'), isoDate('2024-04-09')]
const aged = (dataDate: string | null, received: string | null): SiteAge => ({
  site: 'north',
  dataDate: dataDate === null ? null : isoDate(dataDate),
  received: received === null ? null : isoDate(received),
})
const operations = (waivers: readonly { site: string; until: string }[] = []) =>
  operationsSchema.parse({
    keeper: { staleAfter: '7 days' },
    waivers: waivers.map(one => ({ ...one, by: 'A. Name', because: 'the hospital moves' })),
  })
const wordsOf = (...[day, how, sites]: Parameters<typeof judgeSites>): readonly string[] =>
  judgeSites(day, how, sites).map(judged => dayWords(toldId(judged.site), judged))

test('data are old on the day after the last allowed one, and not before', () => {
  expect(judgeSites(today, operations(), [aged('2024-04-01', '2024-04-02')])).toEqual([])
  expect(wordsOf(late, operations(), [aged('2024-04-01', '2024-04-02')])).toEqual([
    'north: its data are of 2024-04-01 and older than 7 days; ask the site for a new export.',
  ])
})

test('where data have no day, a site is silent by the day of its last export; a site without any is neither', () => {
  expect(wordsOf(late, operations(), [aged(null, '2024-04-01')])).toEqual([
    'north: its last export came on 2024-04-01 and is older than 7 days; ask the site for a new export.',
  ])
  expect(judgeSites(late, operations(), [aged(null, null)])).toEqual([])
})

test('a waiver holds for its site to the end of its last day, and says who gave it', () => {
  const sites = [aged('2024-03-01', null)]
  expect(wordsOf(today, operations([{ site: 'north', until: '2024-04-08' }]), sites)).toEqual([
    'north: its data are of 2024-03-01 and older than 7 days; waived until 2024-04-08 by A. Name.',
  ])
  const expired = judgeSites(late, operations([{ site: 'north', until: '2024-04-08' }]), sites)
  const others = judgeSites(today, operations([{ site: 'south', until: '2024-04-08' }]), sites)
  for (const judged of [expired, others]) expect(judged[0]).toMatchObject({ waivedUntil: null, waivedBy: null })
})

test('sites of which the same is to be said share a sentence, which counts those that it does not name', () => {
  const old = Array.from({ length: 22 }, (_, at) => ({ ...aged('2024-03-01', null), site: `hospital-${String(at)}` }))
  const waivers = operations([{ site: 'hospital-3', until: '2024-05-01' }])
  const said = daysInWords(judgeSites(today, waivers, [...old, { ...aged(null, '2024-03-02'), site: 'alone' }]), toldId)
  expect(said).toHaveLength(3)
  expect(said[0]).toMatch(/^21 sites whose data are older than 7 days: hospital-0 \(2024-03-01\); /)
  expect(said[0]).toMatch(/hospital-8 \(2024-03-01\) and 13 more, see the sheet 'Sites'; ask them for new exports\.$/)
  expect(said[1]).toContain('hospital-3: its data are of 2024-03-01 and older than 7 days; waived until 2024-05-01')
  expect(said[2]).toContain('alone: its last export came on 2024-03-02')
})
