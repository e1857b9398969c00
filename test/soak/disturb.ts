import { setTimeout as sleep } from 'node:timers/promises'
import { drawnFaults, type FaultKind, faultKinds } from './draws.js'
import type { SoakedProduct } from './soaked-product.js'

type Act = (milliseconds: number) => unknown

const actsOn = ({ postgres, temporal, worker, disk }: SoakedProduct): Readonly<Record<FaultKind, Act>> => ({
  'worker killed': () => {
    worker.kill()
  },
  'worker frozen': milliseconds => worker.freeze(milliseconds),
  'database connections cut': () => {
    postgres.door.cut()
  },
  'database killed': milliseconds => postgres.server.kill(milliseconds),
  'Temporal connections cut': () => {
    temporal.door.cut()
  },
  'Temporal killed': milliseconds => temporal.server.kill(milliseconds),
  'disk full': async milliseconds => {
    disk?.fill()
    await sleep(milliseconds)
    disk?.free()
  },
  'everything killed': milliseconds => {
    worker.kill()
    return Promise.all([postgres.server.kill(milliseconds), temporal.server.kill(milliseconds)])
  },
})

/** Does to the product what a seed draws, one fault after another, until it is called off; gives what was done. */
export const disturb = async (
  product: SoakedProduct,
  seed: number,
  over: AbortSignal,
): Promise<readonly FaultKind[]> => {
  const done: FaultKind[] = []
  const acts = actsOn(product)
  const kinds = faultKinds.filter(kind => product.disk !== null || kind !== 'disk full')
  for (const { afterMilliseconds, kind, forMilliseconds } of drawnFaults(seed, kinds)) {
    await sleep(afterMilliseconds, undefined, { signal: over }).catch(() => undefined)
    if (over.aborted) return done
    done.push(kind)
    await acts[kind](forMilliseconds)
  }
  return done
}
