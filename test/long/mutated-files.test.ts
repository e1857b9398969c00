import { expect, test } from 'vitest'
import { families, wrongReadings } from '../sources/mutated-files.js'

test.each(families.map(family => [family.name, family] as const))(
  'ten thousand files of %s in which something was changed are read as far as they are whole, or refused',
  async (_, family) => {
    expect(await wrongReadings(family, 10_000, 20260116)).toEqual([])
  },
)
