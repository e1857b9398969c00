import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publishFile } from '../../../folders/private-files.js'
import { publishFolder } from '../../../folders/publish-folder.js'

let out: string
let umask: number

beforeEach(() => {
  umask = process.umask(0)
  out = mkdtempSync(join(tmpdir(), 'cohortium-publish-'))
  chmodSync(out, 0o755)
})
afterEach(() => {
  process.umask(umask)
  rmSync(out, { recursive: true, force: true })
})

const modeOf = (...path: readonly string[]): string => (statSync(join(out, ...path)).mode & 0o777).toString(8)
const files = [
  { path: 'report.xlsx', bytes: new Uint8Array([1]) },
  { path: 'figures/a.png', bytes: 'x' },
]

describe('M1: what a run writes', () => {
  test('is for its owner alone, whatever the process would give to others; folders that were there stay as they are', async () => {
    await publishFolder(join(out, 'study', 'run'), files)
    await publishFile(join(out, 'study', 'run', 'mail', 'a.eml'), 'x')
    for (const folder of ['study', 'study/run', 'study/run/figures', 'study/run/mail'])
      expect(modeOf(folder)).toBe('700')
    for (const file of ['report.xlsx', 'figures/a.png', 'mail/a.eml']) expect(modeOf('study/run', file)).toBe('600')
    expect(modeOf()).toBe('755')
  })

  test('stays so where an older attempt left a file that others could read', async () => {
    writeFileSync(join(out, 'a.eml.partial'), 'old', { mode: 0o666 })
    await publishFile(join(out, 'a.eml'), 'x')
    expect(modeOf('a.eml')).toBe('600')
  })
})

describe('F13: an attempt that fails', () => {
  test('leaves nothing of its own, and the report of before as it was', async () => {
    const folder = join(out, 'run')
    await publishFolder(folder, files)
    // A name that is a folder already cannot be written as a file.
    const broken = [...files, { path: 'figures', bytes: 'x' }]
    await expect(publishFolder(folder, broken)).rejects.toThrow('EISDIR')
    expect(readdirSync(out)).toEqual(['run'])
    expect(readdirSync(folder).sort()).toEqual(['figures', 'report.xlsx'])
  })

  test('leaves no half message', async () => {
    mkdirSync(join(out, 'a.eml'))
    writeFileSync(join(out, 'a.eml', 'in-the-way'), '')
    await expect(publishFile(join(out, 'a.eml'), 'x')).rejects.toThrow()
    expect(readdirSync(out)).toEqual(['a.eml'])
  })
})
