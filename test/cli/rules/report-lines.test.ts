import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import {
  changeLines,
  equalLines,
  fileLines,
  findingLines,
  heldLines,
  siteLine,
  titleLines,
  undeliveredLines,
  unwrittenLines,
} from '../../../cli/report-lines.js'
import { storedRun } from '../../support/stored-run.js'
import { retold, told } from '../../../words/told.js'
import { folderOfRun } from '../../../folders/run-folder.js'
import { isoDate } from '../../../protocol/schema/iso-date.js'

test('a report begins with its study, run and status, its data cut and its failure where it has them', () => {
  const run = storedRun({ study: 'lung', run_id: 'r1' })
  expect(titleLines(run).map(inWords)).toEqual(['', '<bold>lung</>  run r1  <green>FINAL</>'])
  expect(
    titleLines({ ...run, status: 'failed', data_cut: isoDate('2024-03-31'), failure: 'no site' }).map(inWords),
  ).toEqual(['', '<bold>lung</>  run r1  <red>FAILED</>  data cut 2024-03-31', '  <red>no site</>'])
})

test('what changed since the last report stands below each other by cause', () => {
  const change = { cause: 'data', text: told`north: other data than before`, counts: {} } as const
  expect(changeLines([change, { ...change, cause: 'data cut', text: told`none → 2024` }])).toEqual([
    '  since the last report',
    '    data      north: other data than before',
    '    data cut  none → 2024',
  ])
  expect(changeLines([])).toEqual([
    '  since the last report nothing changed: the same data, protocol, mappings, code and data cut',
  ])
  expect(changeLines(null)).toEqual([])
})

const site = { site: 'north', state: 'fresh', data_date: null, failure_kind: null, reason: null } as const

test.each([
  [site, '  north                    fresh'],
  [{ ...site, data_date: isoDate('2024-03-31') }, '  north                    fresh, data of 2024-03-31'],
  [
    {
      ...site,
      state: 'last good batch',
      data_date: isoDate('2024-03-31'),
      failure_kind: 'ExportUnreadable',
      reason: 'torn',
    },
    '  north                    last good batch, data of 2024-03-31: ExportUnreadable torn',
  ],
  [
    { ...site, state: 'reused', failure_kind: 'ReadBefore', reason: 'the mapping changed since' },
    '  north                    reused: the mapping changed since',
  ],
  [{ ...site, state: 'left out', reason: 'no export' }, '  north                    left out: no export'],
] as const)('a site is named with its data and why they are not new: %j', (row, line) => {
  expect(siteLine(row)).toBe(line)
})

const finding = {
  site: 'north',
  file: told`labs.csv`,
  sheet: told`-`,
  column: told`alb`,
  kind: 'column-unusable' as const,
  filled: 30,
  unusable: 20,
  acceptable: true,
  message: retold('20 of 30 cells are no numbers'),
}

test('columns left out and questions are named by site, file and column, refused files are not shown twice', () => {
  const lines = findingLines({
    findings: [
      { ...finding, effect: 'file refused', used: false },
      { ...finding, effect: 'column left out', used: true },
      { ...finding, effect: 'column left out', used: false, column: null },
      { ...finding, effect: 'query', used: false },
      { ...finding, effect: 'query', used: true, column: told`column 12` },
    ],
    questions: [],
  })
  expect(lines.map(inWords)).toEqual([
    "  <yellow>column left out</>: north, labs.csv, column 'alb': 20 of 30 cells are no numbers",
    '  <yellow>column left out (not used)</>: north, labs.csv: 20 of 30 cells are no numbers',
    "  <yellow>question</>: north, labs.csv, column 'alb': 20 of 30 cells are no numbers",
    // One whose header may not be told is called by its place.
    '  <yellow>question</>: north, labs.csv, column 12: 20 of 30 cells are no numbers',
  ])
})

test('questions about single subjects are counted, and the sheet that lists them is named', () => {
  const question = {
    site: 'north',
    displayId: 'north-0001',
    subjectKey: 'k',
    kind: 'alive-again' as const,
    message: retold(''),
  }
  const lines = findingLines({ findings: [], questions: [question, question] })
  expect(lines.map(inWords)).toEqual([
    "  <yellow>questions</>: 2 about single subjects beside the last accepted export; the sheet 'Data quality' lists them",
  ])
})

test.each([
  [[0, 0], 0, []],
  [[2, 3], 0, ["  held: 2 subjects, 3 values (all waived); the sheet 'Data quality' lists them"]],
  [
    [2, 0],
    2,
    ["  <yellow>held: 2 subjects, 0 values (2 findings waived by nobody)</>; the sheet 'Data quality' lists them"],
  ],
  [
    [0, 1],
    1,
    ["  <yellow>held: 0 subjects, 1 value (1 finding waived by nobody)</>; the sheet 'Data quality' lists them"],
  ],
] as const)('held %j with %i findings that nobody waives', ([subjects, values], unwaived, lines) => {
  const linesOf = (status: 'final' | 'provisional' | 'unchanged' | 'failed' | 'cancelled') =>
    heldLines(status, { subjects, values }, unwaived).map(inWords)
  expect([linesOf('final'), linesOf('provisional'), linesOf('unchanged')]).toEqual([lines, lines, lines])
  expect([linesOf('failed'), linesOf('cancelled')]).toEqual([[], []])
})

test('the files of a run are named by their places, the mail only where it was written', () => {
  const folder = folderOfRun({ out_folder: '/out', study: 'lung', run_id: 'r1' })
  expect(folder).toBe('/out/lung/r1')
  const files = [
    '',
    '  workbook  /out/lung/r1/report.xlsx',
    '  results   /out/lung/r1/results.json',
    '  figures   /out/lung/r1/figures  (12 files)',
  ]
  expect(fileLines(folder, 12, null)).toEqual(files)
  expect(fileLines(folder, 12, '/out/lung/r2/mail')).toEqual([...files, '  mail      /out/lung/r2/mail'])
  expect(fileLines(folder, 1, null)).toContain(`  figures   ${folder}/figures  (1 file)`)
})

test('a message that did not arrive is named in the status line and in the last words (F23)', () => {
  const run = { study: 'lung', run_id: 'r', status: 'final', data_cut: null, failure: null } as const
  expect(titleLines(run, 1)[1]).toContain('1 message not delivered')
  expect(titleLines(run)[1]).not.toContain('not delivered')
  const refused = { recipient: 'a@example.org', state: 'refused', answer: '550 no' } as const
  expect(undeliveredLines([refused]).join('\n')).toContain('mail to a@example.org: refused (550 no)')
  expect(undeliveredLines([])).toEqual([])
})

test('where a report could not be written its folder stands below the failure', () => {
  const run = { study: 'lung', run_id: 'r1', out_folder: '/out' }
  expect(
    unwrittenLines({ ...run, failure: 'ReportNotWritten: the folder of the report could not be written' }),
  ).toEqual(['  folder    /out/lung/r1'])
  expect(unwrittenLines({ ...run, failure: 'OutputDiffers: no' })).toEqual([])
  expect(unwrittenLines({ ...run, failure: null })).toEqual([])
})

test('an unchanged run names the run whose report stands, or says that it was forgotten', () => {
  const report = { run_id: 'r0', status: 'provisional', exit_code: 3 } as const
  expect(equalLines({ status: 'final', equals_run_id: null }, report)).toEqual([])
  expect(equalLines({ status: 'unchanged', equals_run_id: 'r0' }, report).map(inWords)).toEqual([
    '  nothing changed: the report of run r0 stands: <yellow>PROVISIONAL</>, exit code 3',
  ])
  expect(equalLines({ status: 'unchanged', equals_run_id: null }, report)[0]).toContain('forgotten')
})
