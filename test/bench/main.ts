import { benchIntake } from './run-intake.js'
import { benchNights } from './run-nights.js'
import { benchScale } from './run-scale.js'
import { benchStages } from './run-stages.js'
import { benchStatistics } from './run-statistics.js'

/** A benchmark: prints one line a figure. */
type Bench = (args: readonly string[]) => Promise<void>

const benches: Readonly<Record<string, Bench>> = {
  stages: benchStages,
  run: benchScale,
  intake: benchIntake,
  nights: benchNights,
  statistics: benchStatistics,
}

const [named, ...args] = process.argv.slice(2)
// Without a name every one of them runs, in short where there is a short form.
const chosen = named === undefined ? Object.keys(benches) : [named]
for (const name of chosen) {
  const bench = benches[name]
  if (bench === undefined) {
    process.stderr.write(`no benchmark '${name}'; there are ${Object.keys(benches).join(', ')}\n`)
    process.exitCode = 5
    break
  }
  await bench(named === undefined ? ['--quick'] : args)
}
process.exit()
