import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { checkout } from '../../support/checkout.js'

const command = join(checkout, 'setup', 'cohortium.mjs')

test('F5: so does the first command of all, before it sets anything up', () => {
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', `ulimit -n 64 && exec "${process.execPath}" "${join(checkout, 'setup', 'start.mjs')}" --help`],
    { encoding: 'utf8' },
  )
  expect(status).toBe(4)
  expect(stderr).toContain('cohortium needs 256 open files at once, and here are 64 allowed.')
})

test.each([30, 64, 255])('F5: with %i open files allowed the command says what it needs and what to do', allowed => {
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', `ulimit -n ${String(allowed)} && exec "${process.execPath}" "${command}" --version`],
    { encoding: 'utf8' },
  )
  expect({ status, stdout }).toEqual({ status: 4, stdout: '' })
  expect(stderr).toBe(
    `cohortium needs 256 open files at once, and here are ${String(allowed)} allowed.\n` +
      "  what to do: give 'ulimit -n 1024' in this shell, or LimitNOFILE=1024 to the service, and start again\n",
  )
})

test('F5: what is allowed is known here, and enough is not named', async () => {
  const module = (await import(pathToFileURL(join(checkout, 'setup', 'open-files.mjs')).href)) as {
    readonly allowedOpenFiles: () => number
    readonly openFilesTold: (allowed: number) => string | null
  }
  expect(module.allowedOpenFiles()).toBeGreaterThanOrEqual(256)
  expect(module.openFilesTold(256)).toBeNull()
  expect(module.openFilesTold(Infinity)).toBeNull()
})
