import { codeVersion } from '../../activities/code-version.js'
import { soak } from './soak.js'
import { middleAndLargest, tallied } from './verdict.js'

/*
 * npm run soak -- [NIGHTS] [SEED] [MINUTES]: tiny nights under kills, cut connections, full disks, mail faults and restarts
 * every few seconds. Prints seed, code and a table; the same seed draws the same faults again.
 */
const [nights = 1_000, seed = Date.now() % 1_000_000, minutes = null] = process.argv.slice(2).map(Number)
const studies = 4
const tell = (line: string): void => {
  console.log(line)
}

tell(`seed ${String(seed)}, code ${codeVersion()}, ${String(nights)} nights of ${String(studies)} studies`)
const began = performance.now()
const found = await soak({ seed, nights, studies, minutes, tell })
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
