import { expect, test, vi } from 'vitest'
import { contentHash, noteCode } from '../../../stages/output-stage.js'

// The code of a file is what it says at the moment, as after an update of the product.
let said = 'as loaded'
vi.mock('../../../stages/code-of-files.js', () => ({
  codeOfFiles: (files: readonly string[]) => `${files.join()} ${said}`,
}))

test('a worker that has noted its code gives its outputs that code, whatever the files say later', () => {
  const cohort = { name: 'cohort', decidedBy: ['cohort/a'], writtenBy: ['sql/b'] } as const
  const match = { name: 'match', decidedBy: ['analysis/a'], writtenBy: ['sql/c'] } as const
  noteCode([cohort])
  said = 'as updated'
  expect(contentHash(cohort, 'values')).toBe('values sql/b as loaded')
  expect(contentHash(match, 'values')).toBe('values sql/c as updated')
})
