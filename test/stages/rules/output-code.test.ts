import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { allOutputs } from '../../../activities/outputs/all-outputs.js'
import { hashOfFiles } from '../../../stages/code-of-files.js'
import { intakeFiles } from '../../../stages/code-version.js'
import { addressOf } from '../../../stages/output-stage.js'
import { reachedFrom } from '../../../stages/plain-code.js'
import { keptActivities } from '../../../words/stages.js'
import { checkout } from '../../support/checkout.js'

const stages = {
  intake: intakeFiles,
  cohort: allOutputs.selectCohort.decidedBy,
  match: allOutputs.matchCohort.decidedBy,
  analyze: allOutputs.analyze.decidedBy,
}

type Stage = keyof typeof stages

const filesOf = (stage: Stage): readonly string[] => reachedFrom(stages[stage], checkout).files

const roomsOf = (stage: Stage): readonly string[] => [...new Set(filesOf(stage).map(path => path.split('/')[0] ?? ''))]

const rooms = {
  intake: ['activities', 'harmonize', 'protocol', 'reading', 'runs', 'sources', 'sql', 'words'],
  cohort: ['activities', 'cohort', 'harmonize', 'protocol', 'runs', 'sql', 'words'],
  match: ['activities', 'analysis', 'cohort', 'protocol', 'sql', 'statistics', 'words'],
  analyze: ['activities', 'analysis', 'cohort', 'protocol', 'sql', 'statistics', 'words'],
} as const

test.each(Object.keys(rooms) as Stage[])('%s is decided by the rooms that it is worked in, and by no other', stage => {
  expect(roomsOf(stage)).toEqual(rooms[stage])
})

test.each([
  [
    'intake',
    `harmonize/door/door harmonize/read/read-quantity harmonize/columns/judge-days protocol/schema/units
     reading/read-and-pass sources/csv/scan-record sources/workbook/open-workbook sql/shared-rows sql/received sql/batches
     sql/blocks/received-block sql/blocks/shared-block sql/identities runs/rows-hash activities/ingested-batch words/told`,
  ],
  [
    'cohort',
    `cohort/outcomes/derive-endpoint harmonize/blocks/field-origins runs/subject-ranges sql/shared-rows sql/cohort-blocks
     activities/outputs/make-cohort activities/outputs/select-beside activities/outputs/hash-cohort words/told`,
  ],
  ['match', 'statistics/matching/match-nearest sql/cohort-ranges activities/outputs/make-matching'],
  ['analyze', 'analysis/cox/cox-model sql/cohort-ranges sql/matchings activities/outputs/make-analyses'],
] as const)('%s is decided by what its values are made by', (stage, deciding) => {
  expect(filesOf(stage)).toEqual(expect.arrayContaining(deciding.split(/\s+/)))
})

test.each(Object.keys(rooms) as Stage[])('what tells, waits, bounds, marks and keeps is no code of %s', stage => {
  const around = `words/stages words/run-status words/error-apart stages/work-long stages/once-per-stage stages/run-errors
    stages/make-output sql/stages sql/errors runs/run-inputs runs/run-context activities/wait-for-exports reading/answer-asker
    reading/read-site-apart reading/reading-errors activities/ingest-site activities/harmonize-site activities/outputs/cohort
    activities/outputs/match activities/outputs/analyze activities/outputs/made-beside activities/outputs/read-table`
  const files = filesOf(stage)
  expect(around.split(/\s+/).filter(file => files.includes(file))).toEqual([])
})

const copy = mkdtempSync(join(tmpdir(), 'code-'))
afterAll(() => {
  rmSync(copy, { recursive: true, force: true })
})

for (const room of new Set([...Object.values(rooms).flat(), 'stages'])) {
  mkdirSync(join(copy, room), { recursive: true })
  cpSync(join(checkout, room), join(copy, room), { recursive: true })
}

const versions = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(stages).map(([stage, entries]) => [stage, hashOfFiles(entries, copy)])),
  ...Object.fromEntries(
    keptActivities.map(activity => [
      `${allOutputs[activity].name} written`,
      hashOfFiles(allOutputs[activity].writtenBy, copy),
    ]),
  ),
})

const before = versions()

/** The stages whose version changes when something in files does. */
const changedBy = (files: readonly string[], change: (text: string) => string): readonly string[] => {
  const written = files.map(file => {
    const path = join(copy, `${file}.ts`)
    return { path, text: readFileSync(path, 'utf8') }
  })
  for (const { path, text } of written) {
    expect(change(text), path).not.toBe(text)
    writeFileSync(path, change(text))
  }
  const now = versions()
  for (const { path, text } of written) writeFileSync(path, text)
  return Object.keys(before).filter(stage => before[stage] !== now[stage])
}

const replaced =
  (from: string, to: string) =>
  (text: string): string =>
    text.replace(from, to)

test('comments and blank lines in files that decide are no other version of any stage', () => {
  const files = `harmonize/door/door cohort/compile-study statistics/matching/match-nearest analysis/analyze sql/shared-rows
    sql/results activities/ingested-batch activities/outputs/make-cohort words/told`
  const change = (text: string): string => `// Said otherwise.\n${text.replaceAll('/** ', '/** Once more: ')}\n\n`
  expect(changedBy(files.split(/\s+/), change)).toEqual([])
})

test.each([
  ['a word of progress', 'words/stages', replaced("words: 'harmonizing'", "words: 'being harmonized'")],
  ['what rows are counted as', 'words/stages', replaced("counts: 'subjects'", "counts: 'people'")],
  [
    'what is told while files are waited for',
    'activities/wait-for-exports',
    replaced('has not changed for', 'rests for'),
  ],
  ['a failure of reading', 'reading/reading-errors', replaced('told`', 'told`Sadly, ')],
  ['what is told of an older cohort', 'sql/cohorts', replaced('keeps no account of', 'has no account of')],
  ['how a run is read for `show`', 'sql/run-outputs', replaced("orderBy('run.opened')", "orderBy('run.run_id')")],
] as const)('%s is no other version of any stage', (_, file, change) => {
  expect(changedBy([file], change)).toEqual([])
})

test.each([
  ['harmonize/read/parse-number', ['intake']],
  ['sql/blocks/received-block', ['intake']],
  ['cohort/outcomes/derive-endpoint', ['cohort']],
  ['statistics/matching/match-nearest', ['match']],
  ['analysis/cox/cox-model', ['analyze']],
  ['sql/cohort-ranges', ['match', 'analyze']],
  ['words/told', ['intake', 'cohort', 'match', 'analyze']],
  ['sql/copy-rows', ['intake', 'cohort written', 'match written', 'analyze written']],
] as const)('an expression in %s is another version of what it decides', (file, deciding) => {
  // A statement that every use of the file runs.
  const changed = changedBy([file], text => `${text}\nconsole.debug('other')\n`)
  expect(changed).toEqual(expect.arrayContaining([...deciding]))
})

test('an address does not depend on the order of its parts, and on each of them', () => {
  const parts = { 'data of north': 'a', 'data of south': 'b', plan: 'c', code: 'd' }
  const address = addressOf('example', 'cohort', parts)
  expect(addressOf('example', 'cohort', Object.fromEntries(Object.entries(parts).reverse()))).toBe(address)
  const others = [
    addressOf('other', 'cohort', parts),
    addressOf('example', 'match', parts),
    ...Object.keys(parts).map(name => addressOf('example', 'cohort', { ...parts, [name]: 'x' })),
    // A value cannot slip into another's place.
    addressOf('example', 'cohort', { ...parts, 'data of north': 'b', 'data of south': 'a' }),
  ]
  expect(new Set([address, ...others]).size).toBe(others.length + 1)
})
