import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import {
  failureLines,
  mailLine,
  runLine,
  runNamed,
  runOrigin,
  siteLines,
  stageLines,
  statusText,
} from '../../../cli/run-lines.js'
import type { RunRow } from '../../../sql/runs.js'
import { storedRun } from '../../support/stored-run.js'
import { isoDate } from '../../../protocol/schema/iso-date.js'

test.each<[RunRow['status'], string]>([
  ['running', '<cyan>RUNNING</>'],
  ['final', '<green>FINAL</>'],
  ['provisional', '<yellow>PROVISIONAL</>'],
  ['failed', '<red>FAILED</>'],
  ['cancelled', '<red>CANCELLED</>'],
  ['skipped', '<yellow>SKIPPED</>'],
])('a run that is %s is shown in capitals and a colour that warns as it should', (status, shown) => {
  expect(inWords(statusText(status))).toBe(shown)
})

test('runs are listed in columns that colours do not move', () => {
  const lines = [
    storedRun({ run_id: '20240401-020000-1b67', study: 'lung', data_cut: isoDate('2024-03-31') }),
    storedRun({ run_id: '20240402-020000-2c78', study: 'lung', kind: 'nightly', status: 'provisional' }),
    storedRun({ run_id: '20240403-020000-3d89', study: 'lung', kind: 'rerun', status: 'failed', reason: 'new data' }),
  ].map(run => inWords(runLine(run)))
  expect(lines).toEqual([
    '20240401-020000-1b67  lung                       run      <green>FINAL</>        2024-03-31  by tester',
    '20240402-020000-2c78  lung                       nightly  <yellow>PROVISIONAL</>  -           by tester',
    '20240403-020000-3d89  lung                       rerun    <red>FAILED</>       -           by tester  new data',
  ])
})

test('a skipped run says why it was skipped, a failed one is named by show', () => {
  const skipped = storedRun({ status: 'skipped', failure: 'another run went on', reason: 'again' })
  expect(runLine(skipped)).toMatch(/ {2}by tester {2}again {2}another run went on$/)
  expect(runLine({ ...skipped, status: 'failed' })).toMatch(/ {2}by tester {2}again$/)
})

const ids = ['20240401-020000-1b67', '20240401-030000-2b67', '20240402-020000-1b67']
const runs = ids.map(run_id => storedRun({ run_id }))

test.each([
  ['20240402', ids[2]],
  ['2b67', ids[1]],
  ['20240401-030000-2b67', ids[1]],
])('%s names one run by its beginning or end', (named, id) => {
  expect(runNamed(runs, named)).toMatchObject({ run_id: id })
})

test.each([
  ['020000', "no run '020000'; 'cohortium runs' lists them"],
  ['1b67', `no run '1b67' by itself: ${ids[0] ?? ''}, ${ids[2] ?? ''}; 'cohortium runs' lists them`],
  ['20240401', `no run '20240401' by itself: ${ids[0] ?? ''}, ${ids[1] ?? ''}; 'cohortium runs' lists them`],
])('%s names none, and what is named says whether there were several', (named, told) => {
  expect(runNamed(runs, named)).toBe(told)
})

test("when a run was started stands in the study's zone, and what its numbers depend on in hashes", () => {
  const run = storedRun({
    started_at: '2024-03-31T18:30:00.000Z',
    code_version: '1.2.0+abc',
    protocol_hash: '0123456789abcdef',
  })
  expect(runOrigin(run, 'Asia/Shanghai')).toEqual([
    '  started 2024-04-01T02:30:00+08:00 by tester (run)',
    '  code 1.2.0+abc  protocol 0123456789ab  manifest -',
    '  inputs - (its sites were not settled, or an older version kept none)',
  ])
  const whole = { ...run, reason: 'again', manifest_hash: 'fedcba9876543210', inputs_hash: '77aa' }
  expect(runOrigin(whole, 'UTC')).toEqual([
    '  started 2024-03-31T18:30:00+00:00 by tester (run: again)',
    '  code 1.2.0+abc  protocol 0123456789ab  manifest fedcba987654',
    '  inputs 77aa',
  ])
})

test('stages stand below each other with their seconds', () => {
  expect(
    stageLines(
      [
        { stage: 'ingest/north', rows: 12, milliseconds: 1_234 },
        { stage: 'match', rows: 3, milliseconds: 65_000 },
        { stage: 'analyze', rows: 7, milliseconds: 10 },
        { stage: 'cohort', rows: 2, milliseconds: 10 },
      ],
      [
        {
          stage: 'match',
          foundOf: null,
          because: ['plan', 'data of north'],
          equal: true,
          afresh: false,
          details: { plan: ['covariates', 'variables.age'] },
        },
        { stage: 'analyze', foundOf: 'r0', because: [], equal: false, afresh: false, details: {} },
        { stage: 'cohort', foundOf: 'r0', because: [], equal: false, afresh: true, details: {} },
      ],
      [
        {
          site: 'north',
          made: true,
          readBy: 'r1',
          because: ['mapping_hash'],
          equal: false,
          details: { mapping_hash: ['map.lab'] },
        },
      ],
    ),
  ).toEqual([
    '  stages',
    '    reading the exports · north                   1.2 s  12 rows received',
    '    matching by propensity score                 65.0 s  3 results; made: the study (covariates, variables.age), data of north (its mapping (map.lab)); equal to the last all the same',
    '    analyzing                                     0.0 s  7 results; found: run r0 made it',
    '    applying the criteria, deriving endpoints     0.0 s  2 subjects; made again: equal to what run r0 made',
  ])
  expect(stageLines([], [])).toEqual(['  stages'])
  expect(
    stageLines(
      [
        { stage: 'openRun', rows: null, milliseconds: null },
        { stage: 'send', rows: null, milliseconds: 500 },
      ],
      [],
    ),
  ).toEqual(['  stages', '    opening the run         –', '    mailing             0.5 s'])
})

test('the data of a site were found, or read, and then it is said what differed', () => {
  const found = { made: false, because: [], equal: false, details: {} }
  const lines = siteLines([
    { ...found, site: 'north', readBy: 'r0' },
    { ...found, site: 'old', readBy: null, because: ['code_version'] },
    { ...found, site: 'first', readBy: 'r0', because: ['no report before this one has it'] },
    {
      site: 'southern',
      made: true,
      readBy: 'r1',
      because: ['file pt', 'mapping_hash'],
      equal: true,
      details: { mapping_hash: ['map.lab'] },
    },
    {
      site: 'east',
      made: true,
      readBy: 'r1',
      because: ['settings_hash', 'code_version', 'key_check'],
      equal: false,
      details: { code_version: ['zod 1 → 2'] },
    },
  ])
  expect(lines).toEqual([
    '  data of the sites',
    '    north     found: run r0 read it',
    '    old       found: a run that was removed read it; other than in the last report: the code',
    '    first     found: run r0 read it; no report before this one has it',
    '    southern  read: file pt, its mapping (map.lab); equal to the last all the same',
    '    east      read: the study, the code (zod 1 → 2), the identity key',
  ])
  expect(siteLines([])).toEqual([])
})

test('what failed is named with its time, stage and site; what was done is not', () => {
  const event = { at: '2024-03-31T18:30:00.000Z', stage: 'ingestSite', site: 'north', text: 'EIO' }
  expect(
    failureLines(
      [
        { ...event, state: 'failed' },
        { ...event, state: 'done' },
        { ...event, state: 'failed', stage: 'match', site: null },
      ],
      'Asia/Shanghai',
    ).map(inWords),
  ).toEqual([
    '<red>    2024-04-01T02:30:00+08:00 ingestSite north EIO</>',
    '<red>    2024-04-01T02:30:00+08:00 match EIO</>',
  ])
})

test('a message is named with the answer of the server, where there was one', () => {
  const mail = { recipient: 'li@example.org', state: 'sent' as const }
  expect(mailLine({ ...mail, answer: null })).toBe('  mail to li@example.org: sent')
  expect(mailLine({ ...mail, answer: '250 OK' })).toBe('  mail to li@example.org: sent (250 OK)')
})
