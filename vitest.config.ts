import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const rooms = JSON.parse(readFileSync(new URL('setup/rooms.json', import.meta.url), 'utf8')) as readonly {
  readonly room: string
  readonly tests?: 'database' | 'served'
}[]

// Tests of these rooms run one file after another, against services started once. What the rooms decide without a service
// is tested in their `rules`, which are pure.
const testsOf = (folders: readonly string[]): string[] =>
  folders.flatMap(folder => [`test/${folder}/!(rules)/**/*.test.ts`, `test/${folder}/*.test.ts`])
const roomsWith = (tests: 'database' | 'served'): string[] =>
  rooms.filter(one => one.tests === tests).map(({ room }) => room)

// Those that need PostgreSQL alone disturb nobody: `npm test` runs them beside the ones that run commands and workers.
const database = testsOf(roomsWith('database'))
const served = testsOf([...roomsWith('served'), 'acceptance', 'faults'])
const mutated = 'test/long/mutated-files.test.ts'
const oneByOne = { globalSetup: ['test/support/services.ts'], fileParallelism: false }

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Tests end by what happens. A bound is only for what never comes about, however busy the machine is.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    expect: { poll: { timeout: 900_000 } },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          // They share nothing that one of them changes, so they share two processes: what they import is loaded once. Whether
          // texts are coloured is decided when that happens, so it is said for all.
          isolate: false,
          setupFiles: ['test/support/coloured.ts'],
          include: ['test/**/*.test.ts'],
          exclude: [...database, ...served, 'test/extra/**', 'test/long/**'],
        },
      },
      { extends: true, test: { name: 'database', include: database, ...oneByOne } },
      { extends: true, test: { name: 'served', include: served, ...oneByOne } },
      {
        extends: true,
        test: {
          name: 'extra',
          // Only `npm run test:extra` asks for these: they need programs beyond the locked packages.
          include: process.argv.includes('extra') ? ['test/extra/**/*.test.ts'] : [],
          ...oneByOne,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          // Only `npm run test:long` asks for these: they take minutes, or gigabytes of memory.
          include: process.argv.includes('long') ? ['test/long/**/*.test.ts'] : [],
          exclude: [mutated],
          ...oneByOne,
        },
      },
      // These take an hour and no service.
      { extends: true, test: { name: 'mutated', include: process.argv.includes('mutated') ? [mutated] : [] } },
    ],
  },
})
