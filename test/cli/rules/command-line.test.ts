import { expect, test, vi } from 'vitest'
import { createProgram } from '../../../cli/program.js'
import { type Call, recordedCommands } from '../../support/recorded-commands.js'

interface Parsed {
  readonly calls: readonly Call[]
  readonly told: string
  readonly finished: readonly number[]
  readonly error: unknown
}

/** A command line as the product parses it: what is called, what is named beside it, and the code that it ends with. */
const parsed = async (line: string): Promise<Parsed> => {
  const { commands, calls } = recordedCommands(3)
  const finished: number[] = []
  let told = ''
  const write = vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    told += String(text)
    return true
  })
  const print = vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    told += String(text)
    return true
  })
  try {
    const words = line.match(/"[^"]*"|\S+/g) ?? []
    await createProgram(commands, code => finished.push(code)).parseAsync(
      words.map(word => word.replaceAll('"', '')),
      { from: 'user' },
    )
    return { calls, told, finished, error: null }
  } catch (error) {
    return { calls, told, finished, error }
  } finally {
    write.mockRestore()
    print.mockRestore()
  }
}

test.each<[line: string, call: Call]>([
  ['check s', ['check', 's', {}]],
  ['check s --resolved', ['check', 's', { resolved: true }]],
  ['check s --exports e', ['check', 's', { exports: 'e' }]],
  ['run s', ['run', 's', {}]],
  ['run s --exports e --out o --data-cut 2024-03-31', ['run', 's', { exports: 'e', out: 'o', dataCut: '2024-03-31' }]],
  ['rerun s', ['rerun', 's', {}]],
  ['rerun s --reason-file -', ['rerun', 's', { reasonFile: '-' }]],
  ['accept s north f', ['accept', 's', 'north', 'f', {}]],
  ['accept s north f --reason-file r.txt', ['accept', 's', 'north', 'f', { reasonFile: 'r.txt' }]],
  ['same s a b --same', ['same', 's', 'a', 'b', { same: true }]],
  ['same s a b --different --reason r', ['same', 's', 'a', 'b', { different: true, reason: 'r' }]],
  ['decisions s --undo d --reason-file -', ['decisions', 's', { undo: 'd', reasonFile: '-' }]],
  ['rerun s --reason "new data"', ['rerun', 's', { reason: 'new data' }]],
  [
    'rerun s --reason r --site "a, b,," --site c --exports e --out o --data-cut d',
    ['rerun', 's', { reason: 'r', site: ['a', 'b', 'c'], exports: 'e', out: 'o', dataCut: 'd' }],
  ],
  ['accept s north f.csv --reason r', ['accept', 's', 'north', 'f.csv', { reason: 'r' }]],
  ['decisions s', ['decisions', 's', {}]],
  ['findings s', ['findings', 's', {}]],
  ['findings s --site n --cause C-1 --json', ['findings', 's', { site: 'n', cause: 'C-1', json: true }]],
  ['waive s F-1 --until 2024-12-31', ['waive', 's', 'F-1', { until: '2024-12-31' }]],
  [
    'waive s C-1 --until 2024-12-31 --at-most 9 --reason r',
    ['waive', 's', 'C-1', { until: '2024-12-31', atMost: '9', reason: 'r' }],
  ],
  ['decisions s --undo d --reason r', ['decisions', 's', { undo: 'd', reason: 'r' }]],
  ['schedule set s', ['scheduleSet', 's', {}]],
  [
    'schedule set s --cron "1 3 * * *" --zone Asia/Shanghai --exports e --out o',
    ['scheduleSet', 's', { cron: '1 3 * * *', zone: 'Asia/Shanghai', exports: 'e', out: 'o' }],
  ],
  ['watchdog', ['watchdog']],
  ['schedule show s', ['scheduleShow', 's']],
  ['schedule remove s', ['scheduleRemove', 's']],
  ['runs', ['runs', undefined]],
  ['runs s', ['runs', 's']],
  ['show 1b67', ['show', '1b67']],
  ['cancel 1b67', ['cancel', '1b67']],
  ['why s 017', ['why', 's', '017', {}]],
  ['why s 017 --run 1b67', ['why', 's', '017', { run: '1b67' }]],
  ['worker', ['worker', {}]],
  ['worker --queues "cohortium, own"', ['worker', { queues: ['cohortium', 'own'] }]],
  ['studies', ['studies']],
  ['studies add s', ['studiesAdd', 's', {}]],
  ['studies add s --exports e --out o', ['studiesAdd', 's', { exports: 'e', out: 'o' }]],
  ['studies remove 1b67', ['studiesRemove', '1b67']],
  ['services up', ['servicesUp']],
  ['services build', ['servicesBuild']],
  ['services down', ['servicesDown']],
  ['services status', ['servicesStatus']],
  ['start', ['start']],
])('%s calls one command with what was typed, and ends as that does', async (line, call) => {
  const { calls, told, finished, error } = await parsed(line)
  expect(error).toBeNull()
  expect(calls.map(typed => typed.slice(0, call.length))).toEqual([call])
  expect({ told, finished }).toEqual({ told: '', finished: [3] })
})

test.each([
  ['chek x', "error: unknown command 'chek'\n(Did you mean check?)"],
  ['run s --dta-cut d', "error: unknown option '--dta-cut'\n(Did you mean --data-cut?)"],
  ['run', "error: missing required argument 'STUDY'"],
  ['run s t', "error: too many arguments for 'run'. Expected 1 argument but got 2."],
  ['run s --exports', "error: option '--exports <folder>' argument missing"],
  ['schedule shwo s', "error: unknown command 'shwo'\n(Did you mean show?)"],
])('%s calls nothing, says what was meant and where the help is', async (line, words) => {
  const { calls, told, finished, error } = await parsed(line)
  expect({ calls, finished }).toEqual({ calls: [], finished: [] })
  expect(told).toBe(`${words}\n(cohortium --help shows every command with examples)\n`)
  expect(error).toMatchObject({ exitCode: 1 })
})

test('the version is that of the code, as reports name it, and ends the command well', async () => {
  const { calls, told, error } = await parsed('--version')
  expect(calls).toEqual([])
  expect(told).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}\n$/)
  expect(error).toMatchObject({ exitCode: 0, code: 'cohortium.version' })
})
