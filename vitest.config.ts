import { defineConfig } from 'vitest/config'

// Rooms whose tests need PostgreSQL or Temporal; they run one file after another, against services started once.
// What they decide without a service is tested in their `rules`, which are pure.
const served = ['acceptance', 'activities', 'cli', 'faults', 'provision', 'sql', 'workflows'].flatMap(room => [
  `test/${room}/!(rules)/**/*.test.ts`,
  `test/${room}/*.test.ts`,
])

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
          exclude: [...served, 'test/extra/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'served',
          include: served,
          globalSetup: ['test/support/services.ts'],
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'extra',
          // Only `npm run test:extra` asks for these: they need programs beyond the locked packages.
          include: process.argv.includes('extra') ? ['test/extra/**/*.test.ts'] : [],
          globalSetup: ['test/support/services.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
})
