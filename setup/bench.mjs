import { existsSync } from 'node:fs'
import { buildOrLeave } from './build.mjs'
import { inCheckout } from './checkout.mjs'
import { run } from './child.mjs'
import { install } from './install.mjs'
import { waitForLeavingServers } from './keepers.mjs'

await install()
await buildOrLeave()
const bundled = await run(process.execPath, [
  inCheckout('setup', 'bundle-programs.mjs'),
  inCheckout('dist'),
  'measured',
])
if (bundled.code !== 0) process.exit(bundled.code)
const main = inCheckout('dist', 'test', 'bench', 'main.js')
if (!existsSync(main)) {
  console.error('There is no benchmark (test/bench/main.ts).')
  process.exit(5)
}
const { code } = await run(process.execPath, ['--expose-gc', main, ...process.argv.slice(2)], { patient: true })
await waitForLeavingServers()
process.exit(code)
