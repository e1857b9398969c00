import { expect } from 'vitest'
import type { RunInputs, SiteInputs } from '../../../runs/run-inputs.js'
import { drawSequence } from './drawn-sequence.js'
import { hospitalBench, noonOf, type Reported } from './hospital-bench.js'
import { type Delivery, type Hospital, hospitals, writeStudy } from './three-hospitals.js'

/** Drawn sequences of runs, each report of which is held against a fresh database that is given the same inputs. */
export interface ComparedSequences {
  /** Performs the sequence of a seed, and expects the same of the fresh database after each of its reports. */
  readonly compare: (seed: number) => Promise<void>
  /** How often the sequences met what they are drawn for. */
  readonly met: Readonly<Record<'reported' | 'reused' | 'lastGood' | 'leftOut', number>>
  readonly close: () => Promise<void>
}

type Deliveries = Readonly<Record<Hospital, Delivery>>

type Which = (site: SiteInputs) => boolean

const isOlder: Which = ({ state }) => state === 'reused' || state === 'last good batch'
const isRead: Which = ({ state }) => state === 'fresh'

const dayOf = (date: string): number => Math.round((Date.parse(`${date}T04:00:00Z`) - noonOf(0)) / 86_400_000)

const sitesWhere = (inputs: RunInputs, which: Which): Set<Hospital> =>
  new Set(hospitals.filter(name => inputs.sites.some(site => site.site === name && which(site))))

/** Two databases: one in which a sequence goes on, and one that is emptied before each comparison. */
export const comparedSequences = async (): Promise<ComparedSequences> => {
  const bench = await hospitalBench()
  const fresh = await hospitalBench()
  /** What each batch was made from, by its id. */
  const madeFrom = new Map<string, Delivery>()
  /** What a fresh database says to a list of inputs, by its hash. */
  const expected = new Map<string, Reported | null>()
  const met = { reported: 0, reused: 0, lastGood: 0, leftOut: 0 }

  const deliveriesOf = (inputs: RunInputs, current: Deliveries, which: Which): Deliveries => {
    const of = (name: Hospital): Delivery => {
      const site = inputs.sites.find(one => one.site === name)
      const made = site?.batch == null || !which(site) ? undefined : madeFrom.get(site.batch)
      return made ?? current[name]
    }
    return { alpha: of('alpha'), beta: of('beta'), gamma: of('gamma') }
  }

  const receive = async (inputs: RunInputs): Promise<void> => {
    for (const { site, exports } of inputs.sites) {
      for (const { fileId, sha256, receivedOn } of exports) {
        const at = new Date(noonOf(dayOf(receivedOn ?? ''))).toISOString()
        const receipt = { study: inputs.study, site, file_id: fileId, export_id: sha256, bytes: 0, received_at: at }
        await fresh.store.database.insertInto('export').values(receipt).execute()
      }
    }
  }

  /** The same list of inputs in an empty database: what the run took from earlier ones is read there first. */
  const afresh = async (inputs: RunInputs, current: Deliveries): Promise<Reported | null> => {
    const without = (which: Which): Set<Hospital> => sitesWhere(inputs, site => !which(site))
    await fresh.empty()
    await receive(inputs)
    if (inputs.sites.some(isOlder)) {
      writeStudy(fresh.study, deliveriesOf(inputs, current, isOlder), without(isOlder))
      await fresh.run({ day: dayOf(inputs.runDay), sites: null, dataCut: null })
    }
    writeStudy(fresh.study, current, without(isRead))
    const reused = sitesWhere(inputs, ({ state }) => state === 'reused')
    return fresh.run({
      day: dayOf(inputs.runDay),
      sites: reused.size === 0 ? null : hospitals.filter(site => !reused.has(site)),
      dataCut: inputs.dataCut.asked,
    })
  }

  const count = ({ sites }: RunInputs): void => {
    const having = (state: SiteInputs['state']): number => sites.filter(site => site.state === state).length
    met.reported += 1
    met.reused += having('reused')
    met.lastGood += having('last good batch')
    met.leftOut += having('left out')
  }

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
      count(inputs)
    }
  }

  return {
    compare,
    met,
    close: async () => {
      await bench.close()
      await fresh.close()
    },
  }
}
