import { appendFileSync, copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout } from '../support/checkout.js'
import { disturb } from './disturb.js'
import type { FaultKind } from './draws.js'
import { night, type NightBell } from './nights.js'
import { type SoakedProduct, soakedProduct } from './soaked-product.js'
import { badStories, litterIn, missingFiles, storedState } from './stored-state.js'
import { complaintsOf, type SoakedNight } from './verdict.js'

/** What a soak is asked for. */
export interface SoakRequest {
  readonly seed: number
  /** How many nights in all, beside two undisturbed ones for each study. */
  readonly nights: number
  readonly studies: number
  /** Ends earlier, after the nights at hand; null for all nights. */
  readonly minutes: number | null
  /** Ends earlier too, and undisturbed from then on. */
  readonly enough?: AbortSignal
  readonly tell: (line: string) => void
}

/** What a soak found. */
export interface SoakOutcome {
  readonly nights: readonly SoakedNight[]
  readonly quiet: readonly SoakedNight[]
  readonly faults: readonly FaultKind[]
  /** How each message that the mail server was offered was treated. */
  readonly mail: readonly string[]
  readonly withoutDisk: boolean
  readonly complaints: readonly string[]
}

interface Disturbed {
  readonly nights: readonly SoakedNight[]
  /** Files that a reported night should have left. */
  readonly missing: readonly string[]
}

// A night whose report is not there any more writes its own: every night does all its work.
const removeReport = (out: string, { study, runId }: SoakedNight): void => {
  if (runId !== null) rmSync(join(out, study, runId), { recursive: true, force: true })
}

const quietNights = async ({ bells, out }: SoakedProduct): Promise<readonly SoakedNight[]> => {
  const nights: SoakedNight[] = []
  for (const number of [1, 2]) {
    const ended = await Promise.all(bells.map(bell => night(bell, number)))
    for (const one of ended) removeReport(out, one)
    nights.push(...ended)
  }
  return nights
}

/** The nights of all studies side by side, each study's one after another; what a night wrote is looked at and removed. */
const disturbedNights = async (
  { bells, out }: SoakedProduct,
  { nights: wanted, minutes, enough, tell }: SoakRequest,
): Promise<Disturbed> => {
  const done: SoakedNight[] = []
  const missing: string[] = []
  const deadline = minutes === null ? Infinity : performance.now() + minutes * 60_000
  let begun = 0
  const ofStudy = async (bell: NightBell): Promise<void> => {
    for (let number = 3; begun < wanted && performance.now() < deadline && enough?.aborted !== true; number += 1) {
      begun += 1
      const ended = await night(bell, number)
      done.push(ended)
      const { study, runId } = ended
      if (runId !== null && (ended.ended === 'final' || ended.ended === 'provisional')) {
        missing.push(...missingFiles(out, study, runId).map(file => `${runId}: no ${file}`))
        removeReport(out, ended)
      }
      if (done.length % 25 === 0) tell(`${String(done.length)} of ${String(wanted)} nights ended`)
    }
  }
  await Promise.all(bells.map(ofStudy))
  return { nights: done, missing }
}

const complaints = async (
  { store, out, mailbox, worker }: SoakedProduct,
  quiet: readonly SoakedNight[],
  { nights, missing }: Disturbed,
): Promise<readonly string[]> => {
  const stored = await storedState(store)
  const cameTo = ({ study, runId }: SoakedNight): readonly [string, { results: string; stages: string }] => [
    study,
    { results: stored.results[runId ?? ''] ?? '', stages: stored.stages[runId ?? ''] ?? '' },
  ]
  // The first night stores the batches that all others reuse: later ones are compared with the second.
  const first = new Set(quiet.filter(({ number }) => number === 1).map(({ runId }) => runId))
  const found = complaintsOf({
    ...stored,
    runs: stored.runs.filter(({ runId }) => !first.has(runId)),
    nights,
    undisturbed: Object.fromEntries(quiet.map(cameTo)),
    kept: mailbox.kept,
    litter: litterIn(out),
    workerEndedByItself: worker.endedByItself(),
  })
  return [...found, ...missing]
}

const keepStories = async ({ store, log }: SoakedProduct, { seed, tell }: SoakRequest): Promise<void> => {
  const file = join(checkout, '.cohortium', `soak-${String(seed)}.log`)
  copyFileSync(log, file)
  appendFileSync(file, `\n${(await badStories(store)).join('\n')}\n`)
  tell(`what the worker said, and the stories of bad nights: ${file}`)
}

/** Runs tiny nights of several studies while everything around them is killed, cut, filled and frozen, as a seed draws it. */
export const soak = async (asked: SoakRequest): Promise<SoakOutcome> => {
  const product = await soakedProduct(asked)
  try {
    const quiet = await quietNights(product)
    asked.tell(
      `${String(quiet.length)} undisturbed nights ended: ${[...new Set(quiet.map(one => one.ended))].join(', ')}`,
    )
    const over = new AbortController()
    const until = asked.enough === undefined ? over.signal : AbortSignal.any([over.signal, asked.enough])
    const disturbing = disturb(product, asked.seed, until)
    const disturbed = await disturbedNights(product, asked)
    over.abort()
    const faults = await disturbing
    // Connections that were cut are closed by their servers within moments.
    await sleep(2_000)
    const complained = await complaints(product, quiet, disturbed)
    if (complained.length > 0) await keepStories(product, asked)
    return {
      nights: disturbed.nights,
      quiet,
      faults,
      mail: [...product.mailbox.treated].flatMap(([fault, times]) => Array.from({ length: times }, () => fault)),
      withoutDisk: product.disk === null,
      complaints: complained,
    }
  } finally {
    await product.close()
  }
}
