import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codeOfBuild } from '../../activities/code-of-build.js'
import { allOutputs } from '../../activities/outputs/all-outputs.js'
import { builtCodeOf, nameOfFiles } from '../../stages/built-code.js'
import { hashOfFiles } from '../../stages/code-of-files.js'
import { intakeFiles } from '../../stages/code-version.js'
import { checkout } from '../support/checkout.js'
import { loadedBy } from '../support/loaded-by.js'

const packagesOf = (entry: string): readonly string[] => loadedBy(entry).packages

const roomsOf = (entry: string): readonly string[] => [
  ...new Set(loadedBy(entry).files.map(file => file.split('/')[0] ?? '')),
]

test('the reading process loads what reads and passes the door, and neither database, statistics, report nor Temporal', () => {
  expect(packagesOf('reading/reader').toSorted()).toEqual(['fastest-levenshtein', 'hucre', 'zod'])
  expect(roomsOf('reading/reader').toSorted()).toEqual(['harmonize', 'protocol', 'reading', 'sources', 'words'])
})

test('the thread that watches a reading, and one that resamples, load nothing but their own', () => {
  expect(packagesOf('reading/watchdog')).toEqual([])
  expect(packagesOf('statistics/resampling/resampling-worker')).toEqual([])
})

test('a computing process loads no worker, no command, no reader of files and no mail', () => {
  for (const name of ['@temporalio/worker', '@temporalio/client', 'commander', 'nodemailer', 'yaml', 'hucre'])
    expect(packagesOf('computing/computer')).not.toContain(name)
  for (const room of ['cli', 'provision', 'reading', 'workflows', 'nights'])
    expect(roomsOf('computing/computer')).not.toContain(room)
})

test('help, a mistake and the version load no database, no report and no Temporal', () => {
  expect(packagesOf('cli/main').toSorted()).toEqual(['commander', 'picocolors'])
})

test('a build takes down the code of the intake and of each kept output, as the files that decide it come to', () => {
  const built = codeOfBuild()
  expect(built.files[nameOfFiles(intakeFiles)]).toBe(hashOfFiles(intakeFiles))
  for (const { decidedBy, writtenBy } of Object.values(allOutputs))
    for (const entries of [decidedBy, writtenBy]) expect(built.files[nameOfFiles(entries)]).toBe(hashOfFiles(entries))
  expect(builtCodeOf(intakeFiles, built)).toBe(hashOfFiles(intakeFiles))
  expect(builtCodeOf(intakeFiles, null)).toBeNull()
})

test('a build that is not whole is named, and no code is taken for another', () => {
  expect(() => builtCodeOf(['activities/outputs/cohort'], { rooms: '', files: {} })).toThrow('give npm run build')
})

test('what a room starts beside itself is a program of the build', () => {
  const rooms = JSON.parse(readFileSync(join(checkout, 'setup', 'rooms.json'), 'utf8')) as { readonly room: string }[]
  const programs = readFileSync(join(checkout, 'setup', 'programs.mjs'), 'utf8')
  const started = rooms.flatMap(({ room }) =>
    readdirSync(join(checkout, room), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .flatMap(file => [
        ...readFileSync(join(checkout, room, file), 'utf8').matchAll(
          /new URL\(`\.\/([\w-]+)\$\{ext|new URL\('\.\/([\w-]+)\.c?js'/g,
        ),
      ])
      .map(([, name, plain]) => name ?? plain ?? ''),
  )
  expect(started).toContain('select-thread')
  for (const name of started) expect(programs).toContain(`name: '${name}'`)
})
