import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { checkout } from '../../support/checkout.js'

/** Gives a command in a process that believes to be in a container of so many MiB. */
const inContainer = (mebibytes: number, script: string, ...args: readonly string[]) =>
  spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,process.constrainedMemory=()=>${String(mebibytes * 2 ** 20)}`,
      join(checkout, 'setup', script),
      ...args,
    ],
    { encoding: 'utf8' },
  )

test.each([
  ['cohortium.mjs', 'run', ['run', 'studies/ncctg-lung']],
  ['cohortium.mjs', 'worker', ['worker']],
  ['start.mjs', 'start', ['--help']],
] as const)('in a container of 256 MiB %s says that %s needs more, and what to do', (script, command, args) => {
  const { status, stdout, stderr } = inContainer(256, script, ...args)
  expect({ status, stdout }).toEqual({ status: 4, stdout: '' })
  expect(stderr).toBe(
    `cohortium ${command} needs 320 MiB of memory, and here are 256 allowed.\n` +
      '  what to do: allow more, such as --memory=1g to the container or MemoryMax=1G to the service, and start again\n',
  )
})

test('what hosts no worker is not asked, and enough is not named', async () => {
  const module = (await import(pathToFileURL(join(checkout, 'setup', 'memory.mjs')).href)) as {
    readonly allowedMebibytes: () => number
    readonly memoryTold: (command: string | undefined, allowed: number) => string | null
  }
  expect(module.memoryTold('show', 100)).toBeNull()
  expect(module.memoryTold(undefined, 100)).toBeNull()
  expect(module.memoryTold('run', 320)).toBeNull()
  expect(module.allowedMebibytes()).toBeGreaterThan(320)
})
