import { expect, test } from 'vitest'
import { notedCodes } from '../../../stages/noted-codes.js'

test('the code of a stage that was asked for once stays what it was, whatever the files say later', () => {
  const cohort = { name: 'cohort', decidedBy: ['cohort/a'], writtenBy: ['sql/b'] } as const
  const match = { name: 'match', decidedBy: ['analysis/a'], writtenBy: ['sql/c'] } as const
  // The code of a file is what it says at the moment, as after an update of the product.
  let said = 'as loaded'
  const codeOf = notedCodes(files => `${files.join()} ${said}`)
  codeOf(cohort)
  said = 'as updated'
  expect(codeOf(cohort)).toEqual({ decides: 'cohort/a as loaded', writes: 'sql/b as loaded' })
  expect(codeOf(match)).toEqual({ decides: 'analysis/a as updated', writes: 'sql/c as updated' })
})
