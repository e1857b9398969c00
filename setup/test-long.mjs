import { buildOrLeave } from './build.mjs'
import { inCheckout } from './checkout.mjs'
import { run } from './child.mjs'
import { install } from './install.mjs'
import { waitForLeavingServers } from './keepers.mjs'

// What takes hours, or gigabytes of memory, and is not part of every test: files in which something was changed, a line for each
// thousand; exports made to exhaust a machine; and a thousand nights of a new seed, which the soak prints.
await install()
await buildOrLeave()
const nights = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['1000']
const vitest = inCheckout('node_modules', 'vitest', 'vitest.mjs')
const jobs = [
  [vitest, 'run', '--project', 'mutated', '--reporter', 'verbose'],
  [vitest, 'run', '--project', 'long'],
  [inCheckout('dist', 'test', 'soak', 'main.js'), ...nights],
]
const codes = []
for (const job of jobs) codes.push((await run(process.execPath, job, { cwd: inCheckout(), patient: true })).code)
await waitForLeavingServers()
const passed = codes.filter(code => code === 0).length
console.log(`${passed} passed, ${codes.length - passed} failed`)
process.exit(passed === codes.length ? 0 : 1)
