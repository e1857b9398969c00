// Tells where an import breaks the law of rooms.json.
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { commandOf, inCheckout, rooms } from './checkout.mjs'
import { run } from './child.mjs'

/** The arguments of Node that check the import law over the whole checkout. */
export const lawCommand = () => {
  const there = [...rooms.filter(room => room !== 'studies'), 'worker.ts'].filter(room => existsSync(inCheckout(room)))
  const config = inCheckout('.dependency-cruiser.cjs')
  return [commandOf('dependency-cruiser', 'depcruise'), '--config', config, '--output-type', 'err', ...there]
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { code } = await run(process.execPath, lawCommand(), { cwd: inCheckout() })
  process.exitCode = code
}
