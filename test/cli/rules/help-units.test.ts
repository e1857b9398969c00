import { expect, test } from 'vitest'
import { helpUnitsCommand } from '../../../cli/help-units.js'
import { createProgram } from '../../../cli/program.js'
import { recordedCommands } from '../../support/recorded-commands.js'

test('help units calls for all tests or for one, and help of a command is what it was', async () => {
  const { commands, calls } = recordedCommands()
  const asked = async (...words: readonly string[]): Promise<unknown> => {
    const program = createProgram(commands, () => undefined)
    for (const one of [program, ...program.commands])
      one.configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    return program.parseAsync(words, { from: 'user' }).catch((error: unknown) => (error as { code: string }).code)
  }
  await asked('help', 'units')
  await asked('help', 'units', 'albumin')
  expect(calls).toEqual([
    ['helpUnits', undefined],
    ['helpUnits', 'albumin'],
  ])
  expect([await asked('help'), await asked('help', 'run')]).toEqual(['commander.help', 'commander.help'])
  expect(await asked('help', 'nothing')).toBe('commander.help')
})

test('of an unknown test the nearest is named', () => {
  expect(() => helpUnitsCommand('albumn')).toThrow("no built-in test is called 'albumn'; did you mean 'albumin'?")
  expect(() => helpUnitsCommand('xyzzy')).toThrow(
    "no built-in test is called 'xyzzy'; 'cohortium help units' lists all",
  )
})
