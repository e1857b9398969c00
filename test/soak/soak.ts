import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import { loadClientConnectConfig } from '@temporalio/envconfig'
import { commonQueue } from '../../activities/task-queue.js'
import { installationKey } from '../../installation/installation-key.js'
import { placesOf } from '../../installation/places.js'
import { sealedConverter } from '../../installation/sealed-converter.js'
import { openStore } from '../../sql/connect.js'
import { checkout } from '../support/checkout.js'
import { drawnFaults, type FaultKind, faultKinds } from './draws.js'
import { smallDisk } from './full-disk.js'
import { openMailbox } from './mailbox.js'
import { night, type NightBell } from './nights.js'
import { openProxy } from './proxy.js'
import { startPostgres, startTemporal } from './servers.js'
import { keepWorkerUp } from './soaked-worker.js'
import { litterIn, missingFiles, storedState } from './stored-state.js'
import { tinyStudies } from './tiny-studies.js'
import { complaintsOf, type SoakedNight, type SoakedState } from './verdict.js'

/** What a soak is asked for. */
export interface SoakRequest {
  readonly seed: number
  /** How many nights in all, beside two undisturbed ones for each study. */
  readonly nights: number
  readonly studies: number
  /** Ends earlier, after the nights at hand; null for all nights. */
  readonly minutes: number | null
  readonly tell: (line: string) => void
}

/** What a soak found. */
export interface SoakOutcome {
  readonly nights: readonly SoakedNight[]
  readonly quiet: readonly SoakedNight[]
  readonly faults: readonly FaultKind[]
  readonly mail: readonly string[]
  readonly withoutDisk: boolean
  readonly complaints: readonly string[]
}

/** Runs tiny nights of several studies while everything around them is killed, cut, filled and frozen, as a seed draws it. */
export const soak = async ({ seed, nights: wanted, studies, minutes, tell }: SoakRequest): Promise<SoakOutcome> => {
  // Its name is short, for a server that runs as another account has to reach it from here.
  const folder = join(checkout, '.cohortium', `soak-${randomBytes(3).toString('hex')}`)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  try {
    const postgres = await startPostgres(folder)
    closing.push(() => postgres.server.stop())
    const temporal = await startTemporal(folder, tell)
    closing.push(() => temporal.server.stop())
    const toPostgres = await openProxy(postgres.server.port)
    const toTemporal = await openProxy(temporal.server.port)
    const mailbox = await openMailbox(seed)
    closing.push(() => Promise.all([toPostgres.close(), toTemporal.close(), mailbox.close()]))
    const disk = smallDisk(join(folder, 'out'))
    if (disk !== null) closing.push(() => disk.remove())
    const out = join(folder, 'out')

    const secret = randomBytes(32).toString('hex')
    const key = installationKey({ COHORTIUM_SEAL_KEY: secret }, folder)
    const places = placesOf(join(checkout, '.cohortium'), key)
    const connection = await Connection.connect(
      loadClientConnectConfig({ overrideEnvVars: { ...temporal.environmentThrough(temporal.server.port) } })
        .connectionOptions,
    )
    closing.push(() => connection.close())
    const client = new Client({ connection, namespace: 'soak', dataConverter: sealedConverter(key) })
    const bells = tinyStudies(join(folder, 'studies'), studies).map(({ study, folder: studyFolder }): NightBell => {
      const folders = { study, studyFolder, exportsFolder: null, outFolder: out }
      const place = places.register(folders, 'soak', new Date().toISOString()).reference
      closing.push(() => places.remove(place))
      const own = { kind: 'nightly', dataCut: null, startedBy: 'soak', reason: null, sites: null } as const
      return { client, taskQueue: commonQueue(key.mark), request: { study, place, ...own } }
    })
    const environment = {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NO_COLOR: '1',
      COHORTIUM_SEAL_KEY: secret,
      SMTP_URL: mailbox.url,
      ...postgres.environmentThrough(toPostgres.port),
      ...temporal.environmentThrough(toTemporal.port),
    }
    const worker = keepWorkerUp(environment, join(folder, 'worker.log'))
    closing.push(() => worker.stop())

    const quiet: SoakedNight[] = []
    for (const number of [1, 2]) quiet.push(...(await Promise.all(bells.map(bell => night(bell, number)))))
    tell(`${String(quiet.length)} undisturbed nights ended: ${[...new Set(quiet.map(one => one.ended))].join(', ')}`)

    const done: SoakedNight[] = []
    const lost: string[] = []
    const deadline = minutes === null ? Infinity : performance.now() + minutes * 60_000
    let begun = 0
    const oneStudy = async (bell: NightBell): Promise<void> => {
      for (let number = 3; begun < wanted && performance.now() < deadline; number += 1) {
        begun += 1
        const ended = await night(bell, number)
        done.push(ended)
        if (ended.runId !== null && (ended.ended === 'final' || ended.ended === 'provisional')) {
          lost.push(...missingFiles(out, ended.study, ended.runId).map(file => `${ended.runId ?? ''}: no ${file}`))
          rmSync(join(out, ended.study, ended.runId), { recursive: true, force: true })
        }
        if (done.length % 25 === 0) tell(`${String(done.length)} of ${String(wanted)} nights ended`)
      }
    }
    const faults: FaultKind[] = []
    const over = new AbortController()
    const kinds = faultKinds.filter(kind => disk !== null || kind !== 'disk full')
    const disturb = async (): Promise<void> => {
      for (const { afterMilliseconds, kind, forMilliseconds } of drawnFaults(seed, kinds)) {
        await sleep(afterMilliseconds, undefined, { signal: over.signal }).catch(() => undefined)
        if (over.signal.aborted) return
        faults.push(kind)
        const acts: Readonly<Record<FaultKind, () => unknown>> = {
          'worker killed': () => {
            worker.kill()
          },
          'worker frozen': () => worker.freeze(forMilliseconds),
          'database connections cut': () => {
            toPostgres.cut()
          },
          'database killed': () => postgres.server.kill(forMilliseconds),
          'Temporal connections cut': () => {
            toTemporal.cut()
          },
          'Temporal killed': () => temporal.server.kill(forMilliseconds),
          'disk full': async () => {
            disk?.fill()
            await sleep(forMilliseconds)
            disk?.free()
          },
          'everything killed': () => {
            worker.kill()
            return Promise.all([postgres.server.kill(forMilliseconds), temporal.server.kill(forMilliseconds)])
          },
        }
        await acts[kind]()
      }
    }
    const disturbing = disturb()
    await Promise.all(bells.map(oneStudy))
    over.abort()
    await disturbing

    const store = openStore(postgres.environmentThrough(postgres.server.port)['DATABASE_URL'] ?? '')
    closing.push(() => store.close())
    // What a run leaves to the sweeper and to the keeper is done within its minute.
    await sleep(2_000)
    const stored = await storedState(store)
    const undisturbed = Object.fromEntries(
      quiet.map(({ study, runId }) => [
        study,
        { results: stored.results[runId ?? ''] ?? '', stages: stored.stages[runId ?? ''] ?? '' },
      ]),
    )
    const firstNights = new Set(quiet.filter(({ number }) => number === 1).map(({ runId }) => runId))
    const state: SoakedState = {
      ...stored,
      // The first night stores the batches that all others reuse.
      runs: stored.runs.filter(({ runId }) => !firstNights.has(runId)),
      nights: done,
      undisturbed,
      kept: mailbox.kept,
      litter: litterIn(out),
      workerEndedByItself: worker.endedByItself(),
    }
    return {
      nights: done,
      quiet,
      faults,
      mail: [...mailbox.treated].flatMap(([fault, times]) => Array.from({ length: times }, () => fault)),
      withoutDisk: disk === null,
      complaints: [...complaintsOf(state), ...lost],
    }
  } finally {
    for (let step = closing.pop(); step !== undefined; step = closing.pop()) await step()
  }
}
