import { expect, test, vi } from 'vitest'
import { failpoint, isWorkedElsewhere } from '../../../stages/failpoint.js'

test('Low: a worker stops at a failpoint in a test alone, and at the place that is named', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  try {
    await failpoint({ FAILPOINT: 'analyze:before' }, 'analyze', 'before')
    await failpoint({ FAILPOINT: 'analyze:before', COHORTIUM_TEST: '0' }, 'analyze', 'before')
    await failpoint({ FAILPOINT: 'analyze:before', COHORTIUM_TEST: '1' }, 'analyze', 'after-commit')
    expect(write).not.toHaveBeenCalled()
    void failpoint({ FAILPOINT: 'analyze:before', COHORTIUM_TEST: '1' }, 'analyze', 'before')
    expect(write).toHaveBeenCalledWith('failpoint analyze:before\n')
  } finally {
    write.mockRestore()
  }
})

test('a run leaves its work to others in a test alone, and where it is asked to', () => {
  expect(isWorkedElsewhere({ FAILPOINT: 'elsewhere', COHORTIUM_TEST: '1' })).toBe(true)
  expect(isWorkedElsewhere({ FAILPOINT: 'elsewhere' })).toBe(false)
  expect(isWorkedElsewhere({ COHORTIUM_TEST: '1' })).toBe(false)
})
