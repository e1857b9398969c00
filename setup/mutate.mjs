import { buildOrLeave } from './build.mjs'
import { inCheckout } from './checkout.mjs'
import { run } from './child.mjs'
import { install } from './install.mjs'
import { waitForLeavingServers } from './keepers.mjs'

await install()
await buildOrLeave()
const main = inCheckout('dist', 'test', 'mutate', 'main.js')
const { code } = await run(process.execPath, [main, ...process.argv.slice(2)], { graceSeconds: 12 })
await waitForLeavingServers()
process.exit(code)
