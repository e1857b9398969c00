import { accessSync, constants, existsSync, mkdirSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { buildOrLeave } from './build.mjs'
import { filesBelow, inCheckout, readIfThere } from './checkout.mjs'
import { run } from './child.mjs'
import { install } from './install.mjs'
import { waitForLeavingServers } from './keepers.mjs'

/** What a test in test/extra may need, named in its first line: `// needs: soffice pdftoppm`. */
const packages = {
  soffice: 'libreoffice-calc',
  pdftoppm: 'poppler-utils',
  pdftotext: 'poppler-utils',
  Rscript: 'r-base-core r-cran-survival',
}

const isThere = program =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'].some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      // Not in this folder.
      return false
    }
  })

const needsOf = file => {
  const first = readIfThere(inCheckout(file)).split('\n', 1)[0]
  return /^\/\/ needs: (.+)$/.exec(first)?.[1].trim().split(/\s+/) ?? []
}

await install()
await buildOrLeave()
const files = existsSync(inCheckout('test', 'extra'))
  ? filesBelow(join('test', 'extra')).filter(file => file.endsWith('.test.ts'))
  : []
const missing = Object.keys(packages).filter(
  program => !isThere(program) && files.some(file => needsOf(file).includes(program)),
)
const runnable = files.filter(file => needsOf(file).every(isThere))
const blocked = files.filter(file => !runnable.includes(file))
for (const program of missing) console.log(`missing: ${program} (Debian: ${packages[program]})`)
if (missing.length > 0) {
  console.log(`get them: sudo apt-get install ${[...new Set(missing.map(program => packages[program]))].join(' ')}`)
}
for (const file of blocked)
  console.log(
    `✗ ${file}: needs ${needsOf(file)
      .filter(one => !isThere(one))
      .join(', ')}`,
  )
const tally = { passed: 0, failed: blocked.length }
if (runnable.length > 0) {
  const report = inCheckout('.cohortium', `extra-report-${process.pid}.json`)
  mkdirSync(dirname(report), { recursive: true, mode: 0o700 })
  const vitest = inCheckout('node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [vitest, 'run', '--project', 'extra', ...reporters, ...runnable]
  const { code } = await run(process.execPath, args, { cwd: inCheckout(), graceSeconds: 12 })
  const result = JSON.parse(readIfThere(report) ?? '{}')
  rmSync(report, { force: true })
  tally.passed += result.numPassedTests ?? 0
  tally.failed += result.numFailedTests ?? 0
  if (code !== 0 && tally.failed === 0) tally.failed += 1
}
await waitForLeavingServers()
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed > 0 || tally.passed === 0 || missing.length > 0 ? 1 : 0
