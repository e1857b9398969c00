import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunInputs, SiteInputs } from '../../runs/run-inputs.js'
import { drawSequence } from './equal-inputs/drawn-sequence.js'
import { type HospitalBench, hospitalBench, noonOf, type Reported } from './equal-inputs/hospital-bench.js'
import { type Delivery, type Hospital, hospitals, writeStudy } from './equal-inputs/three-hospitals.js'

const sequences = 200

let bench: HospitalBench
let fresh: HospitalBench

/** What each batch was made from, by its id. */
const madeFrom = new Map<string, Delivery>()
/** What a fresh database says to a list of inputs, by its hash. */
const expected = new Map<string, Reported | null>()

beforeAll(async () => {
  bench = await hospitalBench()
  fresh = await hospitalBench()
})

afterAll(async () => {
  await bench.close()
  await fresh.close()
})

const dayOf = (date: string): number => Math.round((Date.parse(`${date}T04:00:00Z`) - noonOf(0)) / 86_400_000)

const deliveriesOf = (
  inputs: RunInputs,
  current: Readonly<Record<Hospital, Delivery>>,
  which: (site: SiteInputs) => boolean,
): Readonly<Record<Hospital, Delivery>> => {
  const of = (name: Hospital): Delivery => {
    const site = inputs.sites.find(one => one.site === name)
    const made = site?.batch == null || !which(site) ? undefined : madeFrom.get(site.batch)
    return made ?? current[name]
  }
  return { alpha: of('alpha'), beta: of('beta'), gamma: of('gamma') }
}

const sitesWhere = (inputs: RunInputs, which: (site: SiteInputs) => boolean): Set<Hospital> =>
  new Set(hospitals.filter(name => inputs.sites.some(site => site.site === name && which(site))))

/** The same list of inputs in an empty database: what the run took from earlier ones is read there first. */
const afresh = async (inputs: RunInputs, current: Readonly<Record<Hospital, Delivery>>): Promise<Reported | null> => {
  const isOlder = ({ state }: SiteInputs): boolean => state === 'reused' || state === 'last good batch'
  const isRead = ({ state }: SiteInputs): boolean => state === 'fresh'
  await fresh.empty()
  for (const { site, exports } of inputs.sites) {
    for (const { fileId, sha256, receivedOn } of exports) {
      const at = new Date(noonOf(dayOf(receivedOn ?? ''))).toISOString()
      const receipt = { study: inputs.study, site, file_id: fileId, export_id: sha256, bytes: 0, received_at: at }
      await fresh.store.database.insertInto('export').values(receipt).execute()
    }
  }
  if (inputs.sites.some(isOlder)) {
    writeStudy(
      fresh.study,
      deliveriesOf(inputs, current, isOlder),
      sitesWhere(inputs, site => !isOlder(site)),
    )
    await fresh.run({ day: dayOf(inputs.runDay), sites: null, dataCut: null })
  }
  writeStudy(
    fresh.study,
    current,
    sitesWhere(inputs, site => !isRead(site)),
  )
  const reused = sitesWhere(inputs, ({ state }) => state === 'reused')
  return fresh.run({
    day: dayOf(inputs.runDay),
    sites: reused.size === 0 ? null : hospitals.filter(site => !reused.has(site)),
    dataCut: inputs.dataCut.asked,
  })
}

/** How often the sequences met what they are drawn for. */
const met = { reported: 0, reused: 0, lastGood: 0, leftOut: 0 }

const compare = async (seed: number): Promise<void> => {
  await bench.empty()
  for (const [place, drawn] of drawSequence(seed).entries()) {
    writeStudy(bench.study, drawn.deliveries, drawn.withheld)
    const reported = await bench.run(drawn)
    const batches = await bench.store.database.selectFrom('batch').select(['batch_id', 'site']).execute()
    for (const { batch_id, site } of batches)
      if (!madeFrom.has(batch_id)) madeFrom.set(batch_id, drawn.deliveries[site as Hospital])
    if (reported === null) continue
    const { inputs, hash, outcome } = reported
    if (!expected.has(hash)) expected.set(hash, await afresh(inputs, drawn.deliveries))
    const again = expected.get(hash)
    const where = `seed ${String(seed)}, run ${String(place + 1)}`
    expect(again?.inputs, where).toEqual(inputs)
    expect(again?.hash, where).toBe(hash)
    expect(again?.outcome === outcome, `${where}: ${JSON.stringify(inputs.sites, null, 1)}`).toBe(true)
    met.reported += 1
    const count = (state: SiteInputs['state']): number => inputs.sites.filter(site => site.state === state).length
    met.reused += count('reused')
    met.lastGood += count('last good batch')
    met.leftOut += count('left out')
  }
}

const atOnce = 10

test.each(Array.from({ length: sequences / atOnce }, (_, part) => 1 + part * atOnce))(
  'equal lists of inputs give equal results in a fresh database, whatever came before: seeds from %i',
  async from => {
    for (let seed = from; seed < from + atOnce; seed += 1) await compare(seed)
  },
)

test('the sequences met reruns, refused exports and sites without data', () => {
  expect(met.reported).toBeGreaterThan(sequences)
  for (const times of [met.reused, met.lastGood, met.leftOut]) expect(times).toBeGreaterThan(sequences / 10)
})
