import { buildOrLeave } from './build.mjs'
import { inCheckout } from './checkout.mjs'
import { run } from './child.mjs'
import { install } from './install.mjs'
import { waitForLeavingServers } from './keepers.mjs'

// What takes hours and is not part of every test: a thousand nights of a new seed, which the soak prints.
await install()
await buildOrLeave()
const nights = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['1000']
const { code } = await run(process.execPath, [inCheckout('dist', 'test', 'soak', 'main.js'), ...nights], {
  patient: true,
})
await waitForLeavingServers()
console.log(code === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed')
process.exit(code)
