import { spawnSync } from 'node:child_process'
import { codeVersion } from '../../stages/code-version.js'
import { checkout } from '../support/checkout.js'
import { soak } from './soak.js'
import { middleAndLargest, tallied } from './verdict.js'

/*
 * npm run soak -- [NIGHTS] [SEED] [MINUTES]: tiny nights under kills, cut connections, full disks, mail faults and restarts
 * every few seconds. Ctrl-C ends it after the nights at hand. Prints seed, commit, code and a table; the same seed draws the
 * same faults again.
 */
const [nights = 1_000, seed = Date.now() % 1_000_000, minutes = null] = process.argv.slice(2).map(Number)
// Side by side: while the nights of one study wait to be tried again, those of others go on.
const studies = 16
const tell = (line: string): void => {
  console.log(line)
}

const commit = spawnSync('git', ['describe', '--always', '--dirty', '--abbrev=12'], { cwd: checkout, encoding: 'utf8' })
tell(
  `seed ${String(seed)}, commit ${commit.status === 0 ? commit.stdout.trim() : 'not known'}, code ${codeVersion()}, ` +
    `${String(nights)} nights of ${String(studies)} studies`,
)
const began = performance.now()
const enough = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (!enough.signal.aborted) tell('enough: the nights at hand come to their end, undisturbed')
    enough.abort()
  })
}
const found = await soak({ seed, nights, studies, minutes, enough: enough.signal, tell })
const lines = [
  '',
  `${String(found.nights.length)} disturbed nights in ${((performance.now() - began) / 60_000).toFixed(1)} minutes`,
  ...tallied(found.nights.map(({ ended }) => ended)),
  `${String(found.faults.length)} faults`,
  ...tallied(found.faults),
  ...(found.withoutDisk ? ['  (no disk was filled: this account may not mount a small one)'] : []),
  `${String(found.mail.length)} messages offered to the mail server`,
  ...tallied(found.mail),
  `a night undisturbed: ${middleAndLargest(found.quiet.map(({ seconds }) => seconds))}`,
  `a night disturbed:   ${middleAndLargest(found.nights.map(({ seconds }) => seconds))}`,
  '',
  found.complaints.length === 0 ? 'all holds' : `${String(found.complaints.length)} complaints`,
  ...found.complaints.slice(0, 40).map(complaint => `  ${complaint}`),
  `again with: npm run soak -- ${String(nights)} ${String(seed)}`,
]
for (const line of lines) tell(line)
process.exit(found.complaints.length === 0 ? 0 : 1)
