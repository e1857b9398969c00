import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainOutputs } from '../../runs/explain-outputs.js'
import { readRun } from '../../runs/run-context.js'
import { whatChanged } from '../../runs/what-changed.js'
import { insertPersonDecision, selectSubjectsShownAs, undoPersonDecision } from '../../sql/person-decisions.js'
import type { RunRow } from '../../sql/runs.js'
import { retold } from '../../words/told.js'
import { readHere } from '../support/read-here.js'
import { type ActivityBench, activityBench, nightOf } from './performed-run.js'

// Synthetic: one person stands at both hospitals, under two ids, with initials that nobody else and no word has.
const planted = /zqxw|zq\.xw/i

const files: Readonly<Record<string, string>> = {
  'study.yaml': `
study: two-hospitals
title: Two hospitals
data: synthetic
sites: [north, south]
index: { from: exposure }
variables:
  age: { from: subject, value: age }
  drug: { from: exposure, where: { treatment: { is: drug } }, pick: any }
eligibility: { include: [{ id: adult, label: Adult, when: { age: { at least: 18 } }, cannotTell: hold }] }
arms:
  control: { label: Control, when: { drug: { is: false } } }
  treated: { label: Treated, when: { drug: { is: true } } }
endpoints:
  os:
    label: Overall survival
    unit: days
    events: [{ from: disposition, where: { event: { is: death } }, reason: death }]
    censoring: [{ from: contact, where: { status: { is: alive } }, reason: alive at last contact }]
`,
  'sites/north.yaml': `
site: north
label: North
files: { patients: { name: patients.csv, subject: { column: id } } }
identifiers: { drop: none, initials: { file: patients, column: initials } }
map:
  subject:
    from: patients
    birthDate: { column: birth, date: [YYYY-MM-DD] }
    sex: { column: sex, codes: { m: male, f: female } }
  exposure:
    from: patients
    treatment: { column: arm, codes: { drug: drug, other: other } }
    date: { column: start, date: [YYYY-MM-DD] }
  contact: { from: patients, status: { constant: alive }, date: { column: last, date: [YYYY-MM-DD] } }
`,
  'sites/south.yaml': `
site: south
label: South
files: { patients: { name: patienten.csv, subject: { column: nr } } }
identifiers: { drop: none, initials: { file: patients, column: kuerzel } }
map:
  subject:
    from: patients
    birthDate: { column: geboren, date: [DD.MM.YYYY] }
    sex: { column: geschlecht, codes: { M: male, W: female } }
  exposure:
    from: patients
    treatment: { column: arm, codes: { drug: drug, other: other } }
    date: { column: start, date: [YYYY-MM-DD] }
  contact: { from: patients, status: { constant: alive }, date: { column: last, date: [YYYY-MM-DD] } }
`,
  'exports/north/patients.csv': `id,birth,sex,initials,arm,start,last
A11,1960-04-05,m,ZQXW,drug,2021-03-01,2022-01-01
A12,1955-01-02,f,AB,other,2021-03-02,2022-01-01
A13,1957-08-09,m,CD,drug,2021-03-03,2022-01-01
`,
  'exports/south/patienten.csv': `nr,geboren,geschlecht,kuerzel,arm,start,last
771,05.04.1960,M,zq.xw,drug,2021-05-01,2022-01-01
772,05.04.1960,M,KL,other,2021-05-02,2022-01-01
773,07.07.1963,W,MN,other,2021-05-03,2022-01-01
`,
}

let bench: ActivityBench
let nights = 0

const write = (path: string, text: string): void => {
  const file = join(bench.study, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}

beforeAll(async () => {
  const lung = await activityBench({}, { recipients: [], sendMail: null }, { readSite: readHere })
  const study = join(lung.folder, 'two-hospitals')
  const places = { study: 'two-hospitals', studyFolder: study, exportsFolder: null, outFolder: lung.out }
  bench = { ...lung, study, request: lung.installation.request(places) }
  for (const [path, text] of Object.entries(files)) write(path, text)
})

afterAll(() => bench.close())

const db = () => bench.database.store.database

const night = (): Promise<RunRow> => {
  nights += 1
  return nightOf(bench, `night-${String(nights)}`)
}

const questionsOf = async (run: RunRow) => {
  const { rows } = await sql<{ readonly kind: string; readonly display_id: string; readonly message: string }>`
    select q.kind, q.display_id, q.message from cohort_query q
    join run_output o on o.content = q.content where o.run_id = ${run.run_id} and o.stage = 'cohort'`.execute(db())
  return rows.filter(({ kind }) => /person/.test(kind))
}

const duplicatesOf = async (run: RunRow): Promise<number> => {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*)::int as count from adsl s join run_output o on o.content = s.content
    where o.run_id = ${run.run_id} and o.stage = 'cohort' and s.first_reason = 'duplicate-subject'`.execute(db())
  return rows[0]?.count ?? 0
}

const cohortOf = async (run: RunRow): Promise<string> => {
  const [cohort] = await explainOutputs(bench.database.store, run)
  return cohort?.foundOf === null ? `made: ${cohort.because.join(', ')}` : 'found'
}

let pair: readonly string[] = []

const decideOn = async (id: string, same: boolean): Promise<void> => {
  const found = await Promise.all(pair.map(shown => selectSubjectsShownAs(db(), 'two-hospitals', shown)))
  const [one, other] = found.flat()
  if (one === undefined || other === undefined) throw new Error('no such subjects')
  await insertPersonDecision(db(), {
    decision_id: id,
    study: 'two-hospitals',
    ...{ one_key: one.key, one_site: one.site, one_display_id: one.displayId },
    ...{ other_key: other.key, other_site: other.site, other_display_id: other.displayId },
    same,
    reason: retold('both registrars say so'),
    decided_by: 'tester',
    decided_at: '2024-04-02T00:00:00Z',
  })
}

const undo = (id: string): Promise<void> =>
  undoPersonDecision(db(), id, { by: 'tester', because: retold('a mistake'), at: '2024-04-03T00:00:00Z' })

/** All texts below a folder. */
const textsBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())
    .flatMap(path => {
      const bytes = readFileSync(path)
      const parts = path.endsWith('.xlsx') ? Object.values(unzipSync(bytes)) : [bytes]
      return parts.map(part => Buffer.from(part).toString('latin1'))
    })
    .join('\n')

test('a person with one birth date, sex and initials at two hospitals is asked about, and counts twice', async () => {
  const first = await night()
  const questions = await questionsOf(first)
  expect(questions.map(({ kind }) => kind)).toEqual(['same-person'])
  pair = /(north-\d+) of north and (south-\d+) of south/.exec(questions[0]!.message)?.slice(1) ?? []
  expect(pair.length).toBe(2)
  expect(await duplicatesOf(first)).toBe(0)
})

test('initials stand in no table, no report and no mail', async () => {
  const { rows } = await sql<{ readonly name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db())
  expect(rows.length).toBeGreaterThan(30)
  for (const { name } of rows) {
    const texts = await sql<{ readonly text: string }>`select t::text as text from ${sql.table(name)} t`.execute(db())
    for (const { text } of texts.rows) expect(text, name).not.toMatch(planted)
  }
  expect(textsBelow(bench.out)).not.toMatch(planted)
  // The exports themselves have them, so that this would be seen.
  expect(textsBelow(bench.study)).toMatch(planted)
})

test('decided to be one person, they are one as by an equal link id, and what changed says so', async () => {
  await decideOn('d-same', true)
  const run = await night()
  expect(await cohortOf(run)).toBe('made: decisions about persons')
  expect(await duplicatesOf(run)).toBe(1)
  expect(await questionsOf(run)).toEqual([])
  const changes = await whatChanged(bench.database, await readRun(bench.database, run.run_id))
  expect(changes.filter(({ cause }) => cause === 'decision').map(({ text }) => text)).toEqual([
    expect.stringMatching(/ are one person by the decision d-same of tester$/),
  ])
  // A later run has the decision still, and finds what this one made.
  expect((await night()).status).toBe('unchanged')
})

test('undone, they are asked about again, and what was made before is found', async () => {
  await undo('d-same')
  const run = await night()
  expect(await cohortOf(run)).toBe('found')
  expect(await duplicatesOf(run)).toBe(0)
  expect((await questionsOf(run)).map(({ kind }) => kind)).toEqual(['same-person'])
})

test('decided to be two persons, nobody asks again, and both count', async () => {
  await decideOn('d-different', false)
  const run = await night()
  expect(await duplicatesOf(run)).toBe(0)
  expect(await questionsOf(run)).toEqual([])
})

test('a decision lasts over another export, and one about somebody who is gone is told by name', async () => {
  const name = 'exports/south/patienten.csv'
  const text = files[name]!
  write(name, text.replace('772,', '0772,'))
  expect(await questionsOf(await night())).toEqual([])
  write(name, text.replace(/^771.*\n/m, ''))
  const gone = await questionsOf(await night())
  expect(gone.map(({ kind, display_id }) => [kind, display_id])).toEqual([['decided-person-gone', pair[1]]])
})
