import { defineConfig } from 'vitest/config'

// Tests of these rooms run one file after another, against services started once. What the rooms decide without a service
// is tested in their `rules`, which are pure.
const testsOf = (rooms: readonly string[]): string[] =>
  rooms.flatMap(room => [`test/${room}/!(rules)/**/*.test.ts`, `test/${room}/*.test.ts`])

// Those that need PostgreSQL alone disturb nobody: `npm test` runs them beside the ones that run commands and workers.
const database = testsOf(['activities', 'sql'])
const served = testsOf(['acceptance', 'cli', 'faults', 'provision', 'workflows'])
const oneByOne = { globalSetup: ['test/support/services.ts'], fileParallelism: false }

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Tests end by what happens. A bound is only for what never comes about, however busy the machine is.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
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
          ...oneByOne,
        },
      },
    ],
  },
})
