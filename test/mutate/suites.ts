/** The rooms whose code is changed, and the least share of changes that the tests have to notice there, in per cent. */
export const leastByRoom = {
  activities: 75,
  analysis: 75,
  cli: 75,
  cohort: 75,
  harmonize: 75,
  nights: 75,
  protocol: 75,
  provision: 50,
  reading: 75,
  reports: 75,
  runs: 75,
  sources: 75,
  sql: 75,
  stages: 75,
  statistics: 75,
  words: 75,
  workflows: 75,
} as const

/** The least share over all rooms. */
export const leastInAll = 85

/** A room of the product. */
export type Room = keyof typeof leastByRoom

/** A run of tests that a change has to survive before the next one is tried. */
export interface Suite {
  /** `related` asks for the pure tests that reach the changed file by imports. */
  readonly tests: 'related' | readonly string[]
  /** Whether these tests run the built command, so that the change has to be in `dist` too. */
  readonly built: boolean
}

const related: Suite = { tests: 'related', built: false }
const inProcess = (...tests: readonly string[]): Suite => ({ tests, built: false })
const byCommand = (...tests: readonly string[]): Suite => ({ tests, built: true })

const acceptance = byCommand('test/acceptance')

/** The tests of each room from near to far; the first that fails has noticed the change. */
export const suitesByRoom: Readonly<Record<Room, readonly Suite[]>> = {
  activities: [related, inProcess('test/activities'), acceptance],
  analysis: [related, acceptance],
  cli: [related, byCommand('test/cli'), acceptance, byCommand('test/faults')],
  cohort: [related, acceptance],
  harmonize: [related, acceptance],
  nights: [related, inProcess('test/nights', 'test/activities'), acceptance],
  protocol: [related, acceptance],
  provision: [related, inProcess('test/provision')],
  reading: [related, acceptance],
  reports: [related, inProcess('test/activities'), acceptance],
  runs: [related, inProcess('test/runs', 'test/activities'), acceptance],
  sources: [related, acceptance],
  sql: [related, inProcess('test/sql', 'test/runs', 'test/activities'), acceptance],
  stages: [related, inProcess('test/stages', 'test/activities'), acceptance],
  statistics: [related],
  words: [related],
  workflows: [related, byCommand('test/workflows'), acceptance, byCommand('test/faults')],
}
