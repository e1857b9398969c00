import { expect, test } from 'vitest'
import { families, wrongReadings } from './mutated-files.js'

// The rest of ten thousand each is in `test/long`.
test.each(families.map(family => [family.name, family] as const))(
  'a file of %s in which something was changed is read as far as it is whole, or refused',
  async (_, family) => {
    expect(await wrongReadings(family, [0, 250], 20260115)).toEqual([])
  },
)
