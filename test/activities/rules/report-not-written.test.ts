import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writingReport } from '../../../activities/report-not-written.js'
import { publishFolder } from '../../../folders/publish-folder.js'
import { toFailure } from '../../../stages/failures.js'

let out: string
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'cohortium-unwritten-'))
})
afterEach(() => {
  rmSync(out, { recursive: true, force: true })
})

const failureOf = async (folder: string, work: () => Promise<unknown>) => {
  const error: unknown = await writingReport(folder, work).catch((thrown: unknown) => thrown)
  const { type, message, nonRetryable } = toFailure(error, 'render')
  return [type, message, nonRetryable]
}

test('a file in the place of the folder of reports is named as that, and nobody tries again', async () => {
  writeFileSync(join(out, 'lung'), '')
  const folder = join(out, 'lung', 'r1')
  expect(await failureOf(folder, () => publishFolder(folder, [{ path: 'report.xlsx', bytes: 'x' }]))).toEqual([
    'ReportNotWritten',
    'the folder of the report could not be written (ENOTDIR): a file stands where the path needs a folder: move it away, or name another folder by `--out`, then run again',
    true,
  ])
})

test('the file of the report is named that could not be written', async () => {
  const folder = join(out, 'lung', 'r1')
  const files = [
    { path: 'figures', bytes: 'x' },
    { path: 'figures/km.svg', bytes: 'x' },
  ]
  const [type, message] = await failureOf(folder, () => publishFolder(folder, files))
  expect([type, message]).toEqual([
    'ReportNotWritten',
    expect.stringMatching(/^the file figures of the report could not be written \((ENOTDIR|EEXIST)\): a file stands /),
  ])
})

test.each([
  ['ENOSPC', false, 'a disk that it writes to is full'],
  ['EACCES', true, 'this account may not write there'],
  ['ENAMETOOLONG', true, 'the path is longer than the file system takes'],
  ['EUNHEARDOF', true, 'see what is wrong with the path'],
])('%s is named with what to do, and tried again where it may pass', async (code, lasts, words) => {
  const error = Object.assign(new Error('x'), { code, syscall: 'open', path: join(out, 'r1', 'report.xlsx') })
  const [, message, nonRetryable] = await failureOf(join(out, 'r1'), () => Promise.reject(error))
  expect(message).toContain(`the file report.xlsx of the report could not be written (${code}): ${words}`)
  expect(nonRetryable).toBe(lasts)
})

test('what is no fault of the file system stays what it is', async () => {
  const lost = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' })
  await expect(writingReport(out, () => Promise.reject(lost))).rejects.toBe(lost)
})
