import { inWords } from '../../support/in-colour.js'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { profileFile } from '../../../profiling/profile-file.js'
import { checkCommand, type CheckOptions } from '../../../cli/check-command.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-check-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const checked = async (study: string, options: CheckOptions = {}) => {
  let stdout = ''
  let stderr = ''
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(text => (stdout += String(text)) !== '')
  const error = vi.spyOn(process.stderr, 'write').mockImplementation(text => (stderr += String(text)) !== '')
  try {
    return { code: await checkCommand(study, options), stdout: inWords(stdout), stderr: inWords(stderr) }
  } finally {
    out.mockRestore()
    error.mockRestore()
  }
}

const copyOf = (study: string, name: string, change: (text: string) => string): string => {
  const copy = join(folder, 'study')
  cpSync(study, copy, { recursive: true })
  const file = join(copy, name)
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  return copy
}

test('a study is shown in words, or written out with every default, and the check ends well', async () => {
  const told = await checked('ncctg-lung')
  expect(told).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ncctg-lung: .*\n/) as string })
  const written = await checked('ncctg-lung', { resolved: true })
  expect(written).toMatchObject({ code: 0, stdout: expect.stringContaining('study: ncctg-lung\n') as string })
  expect((await checked('ncctg-lung', { resolved: false })).stdout).toBe(told.stdout)
})

test('what is no study is refused by its name', async () => {
  await expect(checked('ncctg-lun')).rejects.toThrow(/^no study at 'ncctg-lun'.*; did you mean studies\/ncctg-lung\?$/)
})

test('doubts are yellow notes with their place', async () => {
  const { code, stderr } = await checked(
    copyOf('studies/ncctg-lung', 'sites/institutions-07-13.yaml', text =>
      text.replace(', unit: { column: Unit, codes: { pounds: lb } }', ''),
    ),
  )
  expect(code).toBe(0)
  expect(stderr).toMatch(/^(<yellow>note: \S+\.yaml:\d+:\d+: .*<\/>\n)+$/)
})

test('a clinical study that could not run for want of a key is named in yellow', async () => {
  const { code, stderr } = await checked(
    copyOf('docs/examples/dates-and-identifiers', 'study.yaml', text =>
      text.replace('data: synthetic', 'data: clinical'),
    ),
  )
  expect(code).toBe(0)
  expect(stderr).toMatch(/<yellow>note: dates-and-identifiers cannot run yet: .*identity key of their own.*<\/>\n/)
})

test('exports as they should be are shown, and end well', async () => {
  const { code, stdout, stderr } = await checked('ncctg-lung', { exports: 'studies/ncctg-lung/exports' })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^<bold>institutions-01-06<\/>: 87 subjects, 0 of them held, 0 values or rows held/)
  expect(stdout.match(/<bold>institutions/g)).toHaveLength(3)
  expect(stdout).toContain('<bold>Variables by site</>')
  expect(stdout).toMatch(/weight-loss +<yellow>83 of 87 +<\/> +<yellow>69 of 73/)
})

test('a folder that is not there is a wrong option', async () => {
  await expect(checked('ncctg-lung', { exports: join(folder, 'none') })).rejects.toThrow(
    `--exports ${join(folder, 'none')}: there is no such folder`,
  )
})

test('nor is a file one, nor a folder without a folder of any site', async () => {
  const file = 'studies/ncctg-lung/study.yaml'
  await expect(checked('ncctg-lung', { exports: file })).rejects.toThrow(`--exports ${file}: it is a file; name`)
  await expect(checked('ncctg-lung', { exports: 'studies/ncctg-lung/exports/institutions-01-06' })).rejects.toThrow(
    'it has no folder of a site (institutions-01-06, institutions-07-13, institutions-15-33); name',
  )
})

const exportsWith = (change: (text: string) => string): string => {
  const exports = join(folder, 'exports')
  cpSync('studies/ncctg-lung/exports', exports, { recursive: true })
  const site = join(exports, 'institutions-01-06')
  for (const name of readdirSync(site)) {
    const file = join(site, name)
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  }
  return exports
}

test('an export that a run would refuse ends with 3', async () => {
  expect(await checked('ncctg-lung', { exports: exportsWith(() => 'nothing;known\n1;2\n') })).toMatchObject({ code: 3 })
})

test('more held than the study expects ends with 1', async () => {
  const exports = exportsWith(text => {
    const rows = text.split('\n')
    return [...rows.slice(0, 4), (rows[4] ?? '').replaceAll(/,[^,]+/g, ',?!'), ...rows.slice(5)].join('\n')
  })
  const { code, stdout } = await checked('ncctg-lung', { exports })
  expect(code, stdout).toBe(1)
})

test('the mappings are retold whole where that is asked, with the columns of every variable', async () => {
  const short = await checked('ncctg-lung', {})
  expect(short.stdout).toMatch(/<bold>Variables by site<\/>\n[^]*weight-loss +<green>complete/)
  expect(short.stdout).not.toContain('weight-loss: subjects, wt.loss')
  const whole = await checked('ncctg-lung', { mapping: true })
  expect(whole.stdout).toContain('  subject from subjects\n')
  expect(whole.stdout).toContain('    weight-loss: subjects, wt.loss\n')
})

test('columns that changed since earlier exports are told before the exports are read, or since a kept profile', async () => {
  const exports = 'studies/ncctg-lung/exports'
  const next = join(folder, 'next')
  cpSync(exports, next, { recursive: true })
  const same = await checked('ncctg-lung', { exports: next, against: exports })
  expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('No column changed since then.') as string })
  const file = join(next, 'institutions-07-13', 'register.csv')
  const [header = '', ...rows] = readFileSync(file, 'utf16le').split('\r\n')
  const longer = rows.map(row => (row === '' ? row : `${row};w`))
  writeFileSync(file, [`${header};Ward`, ...longer].join('\r\n'), 'utf16le')
  const { code, stdout } = await checked('ncctg-lung', { exports: next, against: exports })
  expect(code).toBe(1)
  expect(stdout).toMatch(/institutions-07-13.*: .*Changed since then: 1/)
  expect(stdout).toMatch(/added\s.*register\.csv, Ward/)
  const profile = join(folder, 'earlier.json')
  const before = await profileFile(join(exports, 'institutions-07-13', 'register.csv'), 'register.csv')
  writeFileSync(profile, JSON.stringify({ files: [before] }))
  expect((await checked('ncctg-lung', { exports: next, against: profile })).stdout).toMatch(/added\s.*Ward/)
})

test('what has no file of a site cannot be compared with, nor exports that are not named', async () => {
  const exports = 'studies/ncctg-lung/exports'
  await expect(checked('ncctg-lung', { exports, against: folder })).rejects.toThrow(/it has no file of a site/)
  await expect(checked('ncctg-lung', { exports, against: join(folder, 'none') })).rejects.toThrow(/no such folder/)
  await expect(checked('ncctg-lung', { against: exports })).rejects.toThrow(/name them with --exports/)
})
