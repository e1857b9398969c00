import { realpathSync } from 'node:fs'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeFolders } from '../../../cli/register-place.js'
import { checkAgainstStudy, checkOptions, notEnded, runCommand, runRequest } from '../../../cli/run-command.js'
import { setSchedule } from '../../../cli/schedule-command.js'
import { acceptCommand } from '../../../cli/accept-command.js'
import { decisionsCommand } from '../../../cli/decisions-command.js'
import { loadStudy } from '../../../protocol/load/load-study.js'
import { retold } from '../../../words/told.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-options-'))
  writeFileSync(join(folder, 'a-file'), '')
  mkdirSync(join(folder, 'exports'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test.each(['2024-03-31', '2024-02-29', '2023-12-01', '2024-10-30', '2024-11-19'])('%s is a day', dataCut => {
  expect(() => checkOptions({ dataCut })).not.toThrow()
})

test.each([
  '2024-02-31',
  '2023-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-04-00',
  '31.3.2024',
  '2024-3-1',
  '20240331',
  '',
])("'%s' is no day, and an example of one is named", dataCut => {
  expect(() => checkOptions({ dataCut })).toThrow(`--data-cut ${dataCut}: expected a day such as 2024-03-31`)
})

test('exports have to be there', () => {
  expect(() => checkOptions({ exports: join(folder, 'exports') })).not.toThrow()
  const missing = join(folder, 'none')
  expect(() => checkOptions({ exports: missing })).toThrow(`--exports ${missing}: there is no such folder`)
})

test('a place for reports is where a folder is or can be made', () => {
  expect(() => checkOptions({ out: folder })).not.toThrow()
  expect(() => checkOptions({ out: join(folder, 'not', 'yet', 'there') })).not.toThrow()
  for (const out of [join(folder, 'a-file'), join(folder, 'a-file', 'reports')])
    expect(() => checkOptions({ out })).toThrow(`--out ${out}: ${join(folder, 'a-file')} is a file, expected a folder`)
})

// Nobody makes a folder there, root neither.
test.each(['/proc', '/proc/reports', '/proc/reports/lung'])('%s cannot be written to, and that is named first', out => {
  expect(() => checkOptions({ out })).toThrow(`--out ${out}: /proc cannot be written to`)
})

test('a study of day offsets has no date to cut at, one of dates has', async () => {
  const lung = await loadStudy('studies/ncctg-lung')
  const hcc = await loadStudy('studies/hcc-pulmonary-metastasis')
  expect(() => checkAgainstStudy(lung, {})).not.toThrow()
  expect(() => checkAgainstStudy(hcc, { dataCut: '2024-03-31' })).not.toThrow()
  expect(() => checkAgainstStudy(lung, { dataCut: '2024-03-31' })).toThrow(
    "--data-cut 2024-03-31: ncctg-lung counts days since each subject's index, so there is no date to cut at",
  )
  expect(() => checkAgainstStudy(hcc, { site: ['nantong-haimn'] })).toThrow(
    /^--site nantong-haimn: hcc-pulmonary-metastasis has no such site, its sites are .*; did you mean nantong-haimen\?$/,
  )
})

test('K1: what a worker is asked for names a registered place and no path, who asked, and why', () => {
  const place = { study: 'lung', reference: 'f00d' }
  expect(runRequest('run', place, {}, null, null)).toEqual({
    kind: 'run',
    study: 'lung',
    place: 'f00d',
    dataCut: null,
    startedBy: userInfo().username,
    reason: null,
    sites: null,
  })
  const options = { dataCut: '2024-03-31' }
  expect(runRequest('rerun', place, options, ['north'], retold('again'))).toMatchObject({
    kind: 'rerun',
    dataCut: '2024-03-31',
    reason: 'again',
    sites: ['north'],
  })
})

test('what is registered names folders from the root, as the command was given', () => {
  const folder = realpathSync('studies/ncctg-lung')
  expect(placeFolders('lung', folder, {})).toEqual({
    study: 'lung',
    studyFolder: folder,
    exportsFolder: null,
    outFolder: resolve('out'),
  })
  expect(placeFolders('lung', folder, { exports: 'e', out: 'o' })).toMatchObject({
    exportsFolder: resolve('e'),
    outFolder: resolve('o'),
  })
})

test('a run that was not opened ends with its cause, one that was left says how to follow it', () => {
  const failure = { type: retold('StudyInvalid'), message: retold('study.yaml:3:1') }
  expect(notEnded({ kind: 'not opened', failure, exitCode: 2 })).toBe('StudyInvalid: study.yaml:3:1')
  expect(notEnded({ kind: 'left', exitCode: 5 })).toBe(
    'The run is left to other workers; follow it with: cohortium runs',
  )
})

const lung = 'studies/ncctg-lung'

test.each<[string, () => Promise<number>, RegExp]>([
  ['a run', () => runCommand('./no/study', 'run', {}), /^no study at '.\/no\/study'/],
  ['a day', () => runCommand(lung, 'run', { dataCut: 'x' }), /^--data-cut x/],
  ['a cut', () => runCommand(lung, 'run', { dataCut: '2024-03-31' }), /no date to cut at$/],
  ['a schedule', () => setSchedule('./no/study', { cron: '@daily' }), /^no study at '.\/no\/study'/],
  ['its cron', () => setSchedule(lung, { cron: 'x' }), /^--cron 'x'/],
  ['its zone', () => setSchedule(lung, { cron: '@daily', zone: 'x' }), /^--zone x/],
  ['its exports', () => setSchedule(lung, { cron: '@daily', exports: 'x' }), /^--exports x/],
  [
    'a reason',
    () => acceptCommand(lung, 'north', 'f', { reason: ' ' }),
    /^--reason: say why the export is right, and who/,
  ],
  ['a rerun', () => runCommand(lung, 'rerun', {}), /^--reason: say why it is run again/],
  ['an export', () => acceptCommand('./no/study', 'north', 'f', { reason: 'r' }), /^no study at '.\/no\/study'/],
  ['a decision', () => decisionsCommand('./no/study', {}), /^no study at '.\/no\/study'/],
  [
    'its undoing',
    () => decisionsCommand(lung, { undo: 'd', reason: ' ' }),
    /^--undo: say why with --reason or --reason-file, it is kept/,
  ],
  ['without a word', () => decisionsCommand(lung, { undo: 'd' }), /^--undo: say why with --reason/],
])('%s that cannot be is refused before any service is asked', async (_, command, told) => {
  await expect(command()).rejects.toThrow(told)
})
