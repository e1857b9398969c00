import { benchRun } from './run-stages.js'

/** A benchmark: prints one line a figure. */
type Bench = (args: readonly string[]) => Promise<void>

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  run: () => Promise.resolve(benchRun),
}

const [named, ...args] = process.argv.slice(2)
const chosen = named === undefined ? Object.keys(benches) : [named]
for (const name of chosen) {
  const load = benches[name]
  if (load === undefined) {
    process.stderr.write(`no benchmark '${name}'; there are ${Object.keys(benches).join(', ')}\n`)
    process.exitCode = 5
    break
  }
  await (await load())(args)
}
process.exit()
