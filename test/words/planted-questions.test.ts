import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CohortSubject, SubjectRecord } from '../../cohort/cohort.js'
import { passRows } from '../support/pass-rows.js'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { withOrigins } from '../../harmonize/blocks/field-origins.js'
import { harmonizeInRows } from '../support/harmonize-in-rows.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import { codelessWords } from '../../protocol/facts/codeless-words.js'
import { harmonizedBy } from '../../protocol/facts/harmonized-by.js'
import { deliveredParts } from '../../protocol/facts/mapping-blocks.js'
import { bannerLines } from '../../reports/words/banner.js'
import { mailText } from '../../reports/mail/mail-text.js'
import { warnings } from '../../reports/words/warnings.js'
import { readSite } from '../../sources/read-site.js'
import { literalsOf } from '../../words/told.js'
import { madeMapping } from '../harmonize/made-site.js'
import { smallContext, smallInput } from '../reports/small-report.js'
import { workbookBytes } from '../sources/made-bytes.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { troubledCells } from '../../runs/troubled-cells.js'
import { receiptsOf } from '../support/made-receipts.js'
import { issueList, noteList, queryList } from '../reports/listings.js'

// Names, a phone number and an id, as they turn up where a hospital's program or a tired person put them.
const names = ['李晓明', 'Anna Schmidt', 'Čapková', '13861234567', '110101199003074514']
const planted = new RegExp([...names, 'Schmidt', 'apkov'].join('|'), 'i')

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-questions-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const study = studyOf(`
index: { from: exposure, where: { treatment: { is: a } } }
tests: { tnf: { unit: pg/mL, conversions: { ng/mL: 1000 }, plausible: [0, 5000] } }
variables:
  age: { from: subject, value: age }
  tnf: { from: lab, where: { test: { is: tnf } }, unit: pg/mL }
  other: { from: lab, where: { test: { is: other } }, unit: pg/mL, pick: last }
  bare: { from: lab, where: { test: { is: other } }, pick: last }
  stage: { from: disease, value: stage, window: any time }
  grade: { group: stage, into: { low: [i, ii], high: [iii, iv] } }
  treated: { from: exposure, where: { treatment: { is: b } }, pick: any }
eligibility:
  include: [{ id: adult, label: Adult, when: { age: { at least: 18 } }, cannotTell: hold }]
  exclude:
    - { id: early, label: Early, when: { grade: { is: low } }, cannotTell: hold }
    - { id: inflamed, label: Inflamed, when: { tnf: { above: 50 } }, cannotTell: hold }
    - { id: allergic, label: Allergic, when: { other: { above: 50 } }, cannotTell: hold }
covariates: [{ variable: grade, label: Grade, levels: { low: Low, high: High } }]
endpoints:
  os:
    label: Overall survival
    unit: days
    events: [{ from: contact, where: { status: { is: dead } }, reason: death }]
    censoring: [{ from: contact, where: { status: { is: alive } }, reason: alive }]
`)

const map = {
  subject: { from: 'f', sex: { column: 'sex', codes: { m: 'male', f: 'female' } }, birthDate: 'born' },
  exposure: { from: 'f', treatment: { constant: 'a' }, date: 'start' },
  disease: { from: 'f', stage: 'stage', date: 'start' },
  lab: [
    { from: 'f', date: 'start', test: { constant: 'tnf' }, result: { column: 'tnf', unit: { column: 'unit' } } },
    { from: 'f', date: 'start', test: { constant: 'other' }, result: { column: 'ige', unit: { column: 'unit' } } },
  ],
  contact: { from: 'f', status: { column: 'status', codes: { d: 'dead', a: 'alive' } }, date: 'seen' },
}

const named = (file: Record<string, unknown>) =>
  madeMapping({ files: { f: { subject: { column: 'id' }, ...file } }, map })

const mapping = named({ name: 'f.csv' })

const head = ['id', 'sex', 'born', 'start', 'stage', 'tnf', 'ige', 'unit', 'status', 'seen']
const sound = ['7', 'm', '1960-01-01', '2024-01-02', 'iii', '40', '40', 'pg/mL', 'a', '2024-03-02']

const becauses = ({ variables }: CohortSubject): readonly unknown[] =>
  Object.values(variables).map(({ because, unit }) => [because, unit])

const rowsWith = (row: readonly string[]): readonly (readonly string[])[] => [
  head,
  row,
  ...Array.from({ length: 9 }, (_, at) => [`A${at}`, ...sound.slice(1)]),
]

const csvOf = (rows: readonly (readonly string[])[]): string => rows.map(cells => cells.join(',')).join('\n')

/** What a study's report says beside its numbers, of questions, issues and sites of the one export in the folder. */
const saidOf = async (site = mapping): Promise<{ readonly questions: readonly string[]; readonly all: string }> => {
  const read = await readSite(folder, site)
  const door = passRows({
    study: 'made',
    mapping: site,
    key: identityKey({}, 'synthetic'),
    tables: read.flatMap(({ file, tables }) => tables.map(({ fileId, table }) => ({ fileId, file, table }))),
    codeless: codelessWords(study, site),
  })
  const harmonized = harmonizeInRows({
    study: harmonizedBy(study),
    mapping: site,
    received: door.received,
    receivedOn: isoDate('2024-04-01'),
  })
  const issues = [...door.issues, ...harmonized.issues]
  const traced = withOrigins(site, troubledCells(receiptsOf(door.files), issues))
  const records = [...new Set(door.files.flatMap(({ records: own }) => own.map(({ subjectKey }) => subjectKey)))].map(
    (subjectKey, at): SubjectRecord => ({
      subjectKey,
      displayId: `N${at}`,
      site: 'north',
      linkKey: null,
      delivered: deliveredParts(site),
      mapped: literalsOf(site),
      rows: harmonized.rows.filter(one => one.subjectKey === subjectKey).map(traced),
      heldBecause: harmonized.held[subjectKey] ?? null,
    }),
  )
  const { subjects, queries } = selectCohort(study, records, isoDate('2024-03-31'))
  const context = smallContext({
    run: { ...smallInput().run, status: 'PROVISIONAL' },
    issues: issueList(issues.map(issue => ({ ...issue, displayId: null, finding: null }))),
    findings: [...door.findings, ...harmonized.findings].map(finding => ({ ...finding, site: 'north', used: true })),
    queries: queryList(queries.map(query => ({ ...query, finding: 'F-0', since: null }))),
    notes: noteList([...door.notes, ...harmonized.notes].map(note => ({ site: 'north', note }))),
  })
  const { subject, text: plain, html } = mailText(context)
  const said = [queries, subjects.map(becauses), bannerLines(context.banner), warnings(context), subject, plain, html]
  return { questions: queries.map(({ kind }) => kind), all: JSON.stringify(said) }
}

test.each([
  ['a cell of units', 'unit', ['cannot-tell']],
  ['a code that the mapping lists', 'status', ['no-follow-up', 'follow-up-held']],
  ['a code without a list', 'stage', ['code-unread', 'cannot-tell']],
  ['a number', 'tnf', ['cannot-tell']],
  ['the number of a test that nobody declares', 'ige', ['cannot-tell']],
  ['a day of birth', 'born', ['cannot-tell']],
  ['the day that a study begins with', 'start', ['no-index-date']],
  ['a day of follow-up', 'seen', ['no-follow-up', 'follow-up-held']],
])('K3, H6, H15: %s that is a name is in no question, banner, warning or mail', async (_, column, kinds) => {
  for (const name of names) {
    for (const cell of [name, `40 ${name}`, `${name}，2024-01-02`]) {
      writeFileSync(
        join(folder, 'f.csv'),
        csvOf(rowsWith(sound.map((usual, at) => (head[at] === column ? cell : usual)))),
      )
      const { questions, all } = await saidOf()
      expect({ cell, asked: questions.filter(kind => kinds.includes(kind)).length > 0 }).toEqual({ cell, asked: true })
      expect(all).not.toMatch(planted)
    }
  }
})

test('K3: questions name file, sheet and headers of a file as the mapping does, or by their place', async () => {
  const unborn = sound.map((usual, at) => (head[at] === 'born' ? '' : usual))
  for (const name of names) {
    const [first = [], ...others] = rowsWith(unborn)
    const rows = [[...first, name], ...others.map(cells => [...cells, 'x'])]
    writeFileSync(join(folder, `f_${name}.csv`), csvOf(rows))
    const csv = await saidOf(named({ name: 'f_*.csv' }))
    expect(csv.questions).toContain('cannot-tell')
    expect(csv.all).not.toMatch(planted)
    writeFileSync(
      join(folder, `f_${name}.xlsx`),
      await workbookBytes(workbook => {
        workbook.addWorksheet(name).addRows(rows.map(cells => [...cells]))
      }),
    )
    const sheet = await saidOf(named({ name: 'f_*.xlsx' }))
    expect(sheet.questions).toContain('cannot-tell')
    expect(sheet.all).not.toMatch(planted)
    rmSync(folder, { recursive: true })
    folder = mkdtempSync(join(tmpdir(), 'cohortium-questions-'))
  }
})

test('K3: a unit that got past the door is named as unlisted, beside a value and where it does not convert', () => {
  for (const name of names) {
    const rows: readonly WrittenRow[] = [
      ['exposure', { treatment: 'a', date: '2024-01-02' }],
      ['lab', { test: 'other', result: `40 ${name}`, date: '2024-01-02' }],
    ]
    const { subjects, queries } = selectCohort(study, [recordOf('N1', rows)], null)
    const all = JSON.stringify([queries, subjects.map(becauses), subjects.map(({ verdicts }) => verdicts)])
    expect(all).toContain('an unlisted unit does not convert to pg/mL')
    expect(subjects[0]?.variables['bare']).toMatchObject({ value: 40, unit: 'an unlisted unit' })
    expect(all).not.toMatch(planted)
  }
})
