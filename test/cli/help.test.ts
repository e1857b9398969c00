import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProgram } from '../../cli/program.js'
import { type Product, setUpProduct } from '../support/cohortium.js'

let product: Product

beforeAll(async () => {
  product = await setUpProduct()
})

afterAll(() => product.close())

const commands = ['check', 'run', 'rerun', 'schedule', 'runs', 'show', 'cancel', 'why', 'worker', 'services']

test('the help names every command, shows examples and tells the exit codes', async () => {
  const { code, stdout, stderr } = await product.run(['--help'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'))
  expect(stdout).toContain('Examples:\n  cohortium check studies/')
  for (const number of ['0', '1', '2', '3', '4', '5']) expect(stdout).toMatch(new RegExp(`\\b${number} [a-zA-Z]`))
  expect(stdout).toContain('4 > 2 > 5 > 3 > 1 > 0')
})

test('every command teaches by an example of itself, and keeps within the terminal', () => {
  const { commands: all } = createProgram(() => undefined)
  const shown = all.filter(command => commands.includes(command.name()))
  expect(shown.map(command => command.name())).toEqual(commands)
  for (const command of shown) {
    for (const one of [command, ...command.commands]) {
      let text = ''
      one.configureOutput({
        writeOut: more => {
          text += more
        },
      })
      one.outputHelp()
      expect(text, one.name()).toMatch(new RegExp(`Examples:\n(?:.*\n)*  cohortium ${command.name()}\\b`))
      expect(one.description(), one.name()).not.toBe('')
      expect(
        text.split('\n').filter(line => line.length > 120),
        one.name(),
      ).toEqual([])
    }
  }
})

test('the version is the one that reports name', async () => {
  const { code, stdout } = await product.run(['--version'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}\n$/)
})

test.each([
  [['chek', 'x'], /unknown command 'chek'\n\(Did you mean check\?\)/],
  [['run', 'ncctg-lung', '--dta-cut', '2024-03-31'], /unknown option '--dta-cut'\n\(Did you mean --data-cut\?\)/],
  [['run'], /missing required argument 'STUDY'/],
  [['rerun', 'ncctg-lung'], /required option '--reason <text>' not specified/],
  [['schedule', 'shwo', 'ncctg-lung'], /unknown command 'shwo'\n\(Did you mean show\?\)/],
  [['run', 'ncctg-lung', 'another'], /too many arguments/],
])('the wrong command %j ends with 5 and says what was meant', async (args, words) => {
  const { code, stdout, stderr } = await product.run(args)
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
  expect(stderr).toMatch(words)
  expect(stderr).toContain('--help')
})

test('no command at all shows the help and is a wrong command', async () => {
  const { code, stderr } = await product.run([])
  expect(code).toBe(5)
  expect(stderr).toContain('Usage: cohortium')
})
