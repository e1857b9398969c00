import { expect, test } from 'vitest'
import { endOfComputer } from '../../computing/computer-errors.js'

test.each([
  ['exitCode: `null` signalCode: `SIGKILL`', 'ComputerStopped', /was ended by SIGKILL$/],
  ['exitCode: `7` signalCode: `null`', 'ComputerStopped', /ended with exit code 7$/],
  ['Worker is terminated', 'ComputerStopped', /had ended before it answered$/],
  ['exitCode: `null` signalCode: `SIGABRT`', 'StageTooLarge', /more memory than the 2048 MiB/],
] as const)('a computing process of which its pool says %s', (words, name, says) => {
  const error = endOfComputer('analyze', words, 2_048)
  expect(error.name).toBe(name)
  expect(error.message).toMatch(/stage analyze /)
  expect(error.message).toMatch(says)
})
