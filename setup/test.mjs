import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { build } from './build.mjs'
import { commandOf, inCheckout, readIfThere } from './checkout.mjs'
import { run } from './child.mjs'
import { install } from './install.mjs'
import { waitForLeavingServers } from './keepers.mjs'
import { lawCommand } from './law.mjs'

const tally = { passed: 0, failed: 0 }
const failures = []

const count = (label, complaints) => {
  const good = complaints === ''
  tally[good ? 'passed' : 'failed'] += 1
  console.log(`${good ? '✓' : '✗'} ${label}`)
  if (good) return
  console.log(complaints)
  failures.push([label, complaints])
}

const step = async (label, args) => {
  console.log(`${label} …`)
  const { code, output } = await run(process.execPath, args, { cwd: inCheckout(), capture: true, label })
  count(label, code === 0 ? '' : output.trim() || `ended with ${code}`)
}

/** What is checked of the text alone. */
const checkText = async () => {
  await step('format', [commandOf('prettier'), '--check', '--log-level', 'warn', '**/*.{ts,mjs,cjs,js}'])
  await step('lint', [commandOf('eslint'), '.'])
  await step('import law', lawCommand())
}

/** What failed in a file of tests: its tests, or the file itself where it could not be loaded. */
const failuresOf = file => {
  const path = relative(inCheckout(), file.name)
  const failed = file.assertionResults.filter(one => one.status === 'failed')
  if (failed.length === 0 && file.status === 'failed') return [[path, file.message]]
  return failed.map(one => [`${path}: ${one.fullName}`, one.failureMessages.join('\n')])
}

const runLane = async (name, selection) => {
  const report = inCheckout('.cohortium', `test-report-${process.pid}-${name}.json`)
  mkdirSync(dirname(report), { recursive: true, mode: 0o700 })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run(process.execPath, [commandOf('vitest'), 'run', ...reporters, ...selection], {
    cwd: inCheckout(),
    graceSeconds: 12,
  })
  const text = readIfThere(report)
  rmSync(report, { force: true })
  const result = text === undefined ? undefined : JSON.parse(text)
  failures.push(...(result?.testResults ?? []).flatMap(failuresOf))
  // A file that cannot be loaded, or a set-up that fails, has no failed test to count.
  const brokenFiles = (result?.testResults ?? []).filter(
    file => file.status === 'failed' && !file.assertionResults.some(one => one.status === 'failed'),
  ).length
  const failed = (result?.numFailedTests ?? 0) + brokenFiles
  tally.passed += result?.numPassedTests ?? 0
  tally.failed += failed
  if (result === undefined) count('tests', 'the test runner left no report')
  else if (code !== 0 && failed === 0) count('tests', `the test runner ended with ${code}`)
  else if (result.numPassedTests + result.numFailedTests === 0) count('tests', 'no test ran')
  const skipped = (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0)
  if (skipped > 0) count('no test is skipped', `${skipped} are`)
}

// Side by side, for each waits on its servers much of the time: tests that run commands and workers, and all others. More at once
// take as long together, and keep each other from their servers.
const lanes = { served: ['--project', 'served'], others: ['--project', 'pure', '--project', 'database'] }

const runTests = async selection => {
  if (selection.length > 0) await runLane('selected', selection)
  else await Promise.all(Object.entries(lanes).map(([name, projects]) => runLane(name, projects)))
  await waitForLeavingServers()
}

const verifyStatistics = async () => {
  const script = inCheckout('setup', 'verify-statistics.mjs')
  if (!existsSync(script)) return
  const { code, output } = await run(process.execPath, [script], { cwd: inCheckout(), capture: true, label: 'R' })
  console.log(output.trimEnd())
  const last = /(\d+) passed, (\d+) failed\s*$/.exec(output)
  if (last === null) {
    count('agreement with R', `no tally, ended with ${code}`)
    return
  }
  tally.passed += Number(last[1])
  tally.failed += Number(last[2])
  if (code !== 0 && Number(last[2]) === 0) count('agreement with R', `ended with ${code}`)
}

await install()
const selection = process.argv.slice(2)
count('build', (await build()).join('\n'))
const whole = selection.length === 0
if (whole) await checkText()
await runTests(selection)
if (whole) await verifyStatistics()
// Once more, for the lanes print between each other and at great length.
for (const [label, complaints] of failures) {
  const lines = stripVTControlCharacters(complaints).split('\n').slice(0, 12)
  console.log([`✗ ${label}`, ...lines.map(line => `  ${line.slice(0, 400)}`)].join('\n'))
}
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0
