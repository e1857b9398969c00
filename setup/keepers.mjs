import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inCheckout, readIfThere } from './checkout.mjs'
import { isRunning } from './lock.mjs'

const folders = [[], ['test']].flatMap(parts =>
  ['postgres', 'temporal'].map(name => inCheckout('.cohortium', ...parts, name)),
)

const runs = text => text !== undefined && text !== '' && isRunning(JSON.parse(text))

const isUsed = folder => {
  if (existsSync(join(folder, 'kept'))) return true
  const leases = join(folder, 'leases')
  if (!existsSync(leases)) return false
  return readdirSync(leases).some(name => name.endsWith('.json') && runs(readIfThere(join(leases, name))))
}

const isLeaving = folder => {
  const state = readIfThere(join(folder, 'running.json'))
  const keeper = state === undefined ? undefined : JSON.parse(state).keeper
  return keeper !== undefined && isRunning(keeper) && !isUsed(folder)
}

/** Waits until the servers that nobody uses any more have stopped: their keepers do that, also after a kill. */
export const waitForLeavingServers = async () => {
  const deadline = performance.now() + 15_000
  while (performance.now() < deadline && folders.some(isLeaving)) await sleep(100)
}
