import { existsSync } from 'node:fs'
import { buildOrLeave } from './build.mjs'
import { inCheckout } from './checkout.mjs'
import { run } from './child.mjs'
import { install } from './install.mjs'
import { waitForLeavingServers } from './keepers.mjs'
import { allowedMebibytes, memoryTold } from './memory.mjs'
import { allowedOpenFiles, openFilesTold } from './open-files.mjs'

const tooFew = openFilesTold(allowedOpenFiles()) ?? memoryTold('start', allowedMebibytes())
if (tooFew !== null) {
  console.error(tooFew)
  process.exit(4)
}
await install()
await buildOrLeave()
const main = inCheckout('dist', 'programs', 'main.js')
if (!existsSync(main)) {
  console.error('The build holds no command line (dist/programs).')
  process.exit(5)
}
const { code } = await run(process.execPath, [main, 'start', ...process.argv.slice(2)], { patient: true })
await waitForLeavingServers()
process.exit(code)
