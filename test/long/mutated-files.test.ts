import { expect, test } from 'vitest'
import { families, wrongReadings } from '../sources/mutated-files.js'

const thousands = Array.from({ length: 10 }, (_, at) => [at * 1000, (at + 1) * 1000] as const)
const parts = families.flatMap(family => thousands.map(range => [family.name, ...range, family] as const))

// A thousand files a test: a line each while it goes on, and one of them alone can be asked for by its name (`-t 'ZIP: files 3000'`).
test.each(parts)(
  '%s: files %i to %i in which something was changed are read as far as they are whole, or refused',
  async (_, first, last, family) => {
    expect(await wrongReadings(family, [first, last], 20260116)).toEqual([])
  },
  // A machine that does something else as well may take its time.
  24 * 3_600_000,
)
