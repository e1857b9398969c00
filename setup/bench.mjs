import { existsSync } from 'node:fs'
import { buildOrLeave } from './build.mjs'
import { inCheckout } from './checkout.mjs'
import { run } from './child.mjs'
import { install } from './install.mjs'
import { waitForLeavingServers } from './keepers.mjs'

await install()
await buildOrLeave()
const main = inCheckout('dist', 'test', 'bench', 'main.js')
if (!existsSync(main)) {
  console.error('There is no benchmark (test/bench/main.ts).')
  process.exit(5)
}
const { code } = await run(process.execPath, ['--expose-gc', main, ...process.argv.slice(2)], { patient: true })
await waitForLeavingServers()
process.exit(code)
