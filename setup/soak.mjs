import { buildOrLeave } from './build.mjs'
import { inCheckout } from './checkout.mjs'
import { run } from './child.mjs'
import { install } from './install.mjs'
import { waitForLeavingServers } from './keepers.mjs'

await install()
await buildOrLeave()
const main = inCheckout('dist', 'test', 'soak', 'main.js')
const { code } = await run(process.execPath, [main, ...process.argv.slice(2)], {
  patient: true,
})
await waitForLeavingServers()
process.exit(code)
