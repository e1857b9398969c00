import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WrittenResult } from '../../analysis/results/results-document.js'
import { selectStoredCohort } from '../support/stored-cohort.js'
import { readPairs } from '../../runs/read-pairs.js'
import {
  checkout,
  type Finished,
  folderOf,
  printedRun,
  type Product,
  readResults,
  resultReader,
  setUpProduct,
} from '../support/cohortium.js'
import { exactNumbers, matchedMarginals, roundedNumbers } from '../support/reference-numbers.js'
import { fileNamesOfRun } from '../../runs/file-names.js'
import { withFileNames } from '../../words/file-marks.js'
import { findingAdvice } from '../../words/finding-advice.js'

const study = join(checkout, 'studies', 'hcc-pulmonary-metastasis')

let product: Product
let finished: Finished
let folder: string
let at: (key: string) => WrittenResult

beforeAll(async () => {
  product = await setUpProduct()
  finished = await product.run(['run', study, '--out', product.out])
  folder = folderOf(product.out, 'hcc-pulmonary-metastasis', finished)
  at = resultReader(readResults(folder))
})

afterAll(() => product.close())

test('the run ends as the study expects, and prints where everything is beside the published numbers', () => {
  expect(finished.code).toBe(0)
  for (const file of ['report.xlsx', 'results.json', 'figures', 'mail'])
    expect(finished.stdout).toContain(join(folder, file))
  expect(finished.stdout).toMatch(/computed +published/)
})

describe('before matching', () => {
  test.each(exactNumbers)('%s is %d, as printed', (key, value) => {
    expect(at(key).value).toBe(value)
  })

  test.each(roundedNumbers)('%s rounds to %d', (key, printed, decimals) => {
    expect(Number(Number(at(key).value).toFixed(decimals))).toBe(printed)
  })

  test('the upper limit of the treated median of overall survival is not reached', () => {
    expect(at('survival/all/os/treated/-/median-upper')).toMatchObject({ value: null })
    expect(at('survival/all/os/treated/-/median-upper').notes.join(' ')).toMatch(/not reached/)
  })

  test('response before matching is significant as printed, and every P names its test', () => {
    expect(Number(at('response/all/radiation/-/orr/p').value)).toBeLessThan(0.001)
    for (const key of ['response/all/radiation/-/orr/p', 'response/all/radiation/-/dcr/p'])
      expect(at(key).method).toMatch(/chi-square/i)
  })

  test('deaths without progression are events of progression-free survival', () => {
    expect(Number(at('survival/all/pfs/treated/-/events').value)).toBeGreaterThanOrEqual(31)
    expect(Number(at('survival/all/pfs/control/-/events').value)).toBeGreaterThanOrEqual(90)
  })

  test.each([
    ['pfs', ['lung-metastases', 'tumour-number']],
    ['os', ['pvtt', 'tumour-number']],
  ] as const)('the multivariate model of %s holds the arm and just the printed covariates', (endpoint, covariates) => {
    const prefix = `cox/all/${endpoint}/multivariate/`
    const terms = readResults(folder).results.filter(
      ({ key }) => key.startsWith(prefix) && key.endsWith('/hazard-ratio'),
    )
    const found = new Set(terms.map(({ key }) => key.slice(prefix.length).split('/')[0]?.split('.')[0]))
    expect([...found].sort()).toEqual(['arm', ...covariates])
  })
})

test('the matched marginals miss the printed ones by three subjects in sum at the most', () => {
  const off = matchedMarginals.flatMap(([covariate, level, control, treated]) => [
    Math.abs(Number(at(`baseline/matched/${covariate}/control/${level}/n`).value) - control),
    Math.abs(Number(at(`baseline/matched/${covariate}/treated/${level}/n`).value) - treated),
  ])
  expect(off.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(3)
})

test('every criterion excludes someone, and someone is held', () => {
  const reasons = readResults(folder).results.filter(({ key }) => /^flow\/-\/[^/]+\/-\/-\/excluded$/.test(key))
  for (const { key, value } of reasons) expect(Number(value), key).toBeGreaterThan(0)
  expect(reasons.map(({ key }) => key)).toContain('flow/-/duplicate-subject/-/-/excluded')
  expect(Number(at('flow/-/held/-/-/n').value)).toBeGreaterThan(0)
})

test.each([
  ['-/-', 2],
  ['shanghai-ehbh/-', 1],
  ['nantong-haimen/-', 0],
  ['yancheng-first/-', 1],
  ['treated/-', 1],
  ['control/-', 1],
])('first treated before 2020 or after 2021, of %s: %i', (whom, excluded) => {
  expect(at(`flow/-/treatment-period/${whom}/excluded`).value).toBe(excluded)
})

test('assessed subjects are the eligible, the excluded and the held', () => {
  const excluded = readResults(folder)
    .results.filter(({ key }) => /^flow\/-\/[^/]+\/-\/-\/excluded$/.test(key))
    .reduce((sum, { value }) => sum + Number(value), 0)
  expect(Number(at('flow/-/eligible/-/-/n').value) + excluded + Number(at('flow/-/held/-/-/n').value)).toBe(
    at('flow/-/assessed/-/-/n').value,
  )
})

describe('why', () => {
  test('tells of an unmatched control whom the treated within the caliper took, or how far they are', async () => {
    const { pairs } = await readPairs(product.database.store, printedRun(finished))
    const paired = new Set([...pairs].flatMap(({ treated, control }) => [treated, control]))
    const scored = await sql<{ id: string }>`
      select display_id as id from propensity_score join run_output using (content)
      where run_id = ${printedRun(finished)} order by display_id`.execute(product.database.store.database)
    const alone = scored.rows.map(({ id }) => id).filter(id => !paired.has(id))
    expect(alone.length).toBeGreaterThan(0)
    const told = await product.run(['why', study, alone[0] ?? ''])
    expect(told.code).toBe(0)
    expect(told.stdout).toMatch(
      /propensity score [\d.e-]+; (not chosen: the (only|\d+) treated|no (treated subject|control) within the caliper|the (only|\d+) controls?)/,
    )
    expect(told.stdout).not.toContain('with code')
  })

  test('names file, row and column of what holds a subject, as it was asked', async () => {
    const { subjects, queries } = await selectStoredCohort(product.database.store, printedRun(finished))
    const held = subjects.find(({ status }) => status === 'held')
    const told = await product.run(['why', study, held?.displayId ?? ''])
    expect(told.stdout).toContain(`held: ${held?.reasons.join(', ') ?? ''}`)
    const asked = queries.filter(({ displayId }) => displayId === held?.displayId)
    expect(asked.length).toBeGreaterThan(0)
    const names = (await fileNamesOfRun(product.database.store, printedRun(finished)))(held?.site ?? '')
    for (const { kind, message } of asked)
      expect(told.stdout).toContain(`${kind.padEnd(28)} ${withFileNames(message, names)}`)
    expect(told.stdout).not.toContain('{file:')
    expect(told.stdout).toMatch(/from \S+.*row \d+/)
  })

  test('tells of a row what was found in it, what it made and whose it is', async () => {
    const { database } = product.database.store
    const issue = await database
      .selectFrom('record_issue')
      .innerJoin('run_site', 'run_site.batch_id', 'record_issue.batch_id')
      .select(['record_issue.file', 'record_issue.row'])
      .where('run_site.run_id', '=', printedRun(finished))
      .where('run_site.site', '=', 'nantong-haimen')
      .where('kind', '=', 'implausible-value')
      .executeTakeFirstOrThrow()
    const told = await product.run(['why', study, `${issue.file}:${String(issue.row)}`])
    expect(told.code, told.stderr).toBe(0)
    expect(told.stdout).toMatch(/What was found in it\n +column '结果': implausible-value \(value held\): /)
    expect(told.stdout).toMatch(/What it made\n +lab\n[^]*result +missing: held/)
    expect(told.stdout).toMatch(/Its subject: cohortium why .+ nantong-haimen-\d+/)
    const header = await product.run(['why', study, `${issue.file}:1`])
    expect(header.stdout).toContain('no record was made of it: it is above the rows')
    const other = await product.run(['why', study, 'nothing.csv:3'])
    expect([other.code, other.stderr]).toEqual([5, expect.stringContaining("no file 'nothing.csv': its files are")])
  })
})

describe('findings', () => {
  interface Listed {
    readonly causes: readonly {
      readonly id: string
      readonly site: string
      readonly rule: string
      readonly waived: number
    }[]
    readonly findings: readonly { readonly id: string; readonly cause: string; readonly severity: string }[]
  }
  const listed = async (): Promise<Listed> =>
    JSON.parse((await product.run(['findings', study, '--json'])).stdout) as Listed

  test('are listed by cause, and one by one of a cause, under the same ids', async () => {
    const { causes, findings } = await listed()
    const cause = causes.find(({ site, rule }) => site === 'nantong-haimen' && rule === 'duplicate-differs')
    const short = await product.run(['findings', study, '--site', 'nantong-haimen'])
    expect(short.stdout).toContain(cause?.id)
    expect(short.stdout).not.toContain('yancheng')
    const each = await product.run(['findings', study, '--cause', cause?.id ?? ''])
    const own = findings.filter(one => one.cause === cause?.id)
    expect(own.length).toBeGreaterThan(0)
    for (const { id } of own) expect(each.stdout).toContain(`${id}  nantong-haimen-`)
    expect(each.stdout).toContain('waived until 2099-12-31 by The study team')
    expect(each.stdout).toContain(`what to do: ${findingAdvice['duplicate-differs']}`)
    expect((await product.run(['findings', study, '--cause', 'C-0000000000'])).code).toBe(5)
  })

  test('are waived by id as a decision, which is undone; what cannot be waived is told', async () => {
    const [one] = (await listed()).findings.filter(({ severity }) => severity === 'hold subject')
    const until = ['--until', '2098-06-30', '--reason', 'the archive burnt']
    const made = await product.run(['waive', study, one?.id ?? '', ...until])
    expect(made.code, made.stderr).toBe(0)
    const [, decision = ''] =
      /decision (\w{8}): \S+ at \S+ is waived until 2098-06-30, 1 row of at most 1/.exec(made.stdout) ?? []
    const decisions = await product.run(['decisions', study])
    expect(decisions.stdout).toMatch(new RegExp(`${decision} .* waived until 2098-06-30.*the archive burnt`))
    const undo = ['decisions', study, '--undo', decision, '--reason', 'it was found']
    expect((await product.run(undo)).stdout).toContain(`decision ${decision} is undone`)
    expect((await product.run(undo)).code).toBe(5)
    const gone = await product.run(['waive', study, 'F-0000000000', ...until])
    expect([gone.code, gone.stderr]).toEqual([5, expect.stringContaining('no such finding or cause')])
    const over = await product.run(['waive', study, one?.id ?? '', '--until', '2020-01-01', '--reason', 'late'])
    expect([over.code, over.stderr]).toEqual([5, expect.stringContaining('it is over')])
  })
})

test('every sheet says that the subjects are synthetic', async () => {
  const { sheets } = await readXlsx(readFileSync(join(folder, 'report.xlsx')))
  expect(sheets.length).toBeGreaterThan(14)
  for (const sheet of sheets) {
    const text = sheet.rows.slice(0, 6).flat().map(String).join(' ')
    expect(text, sheet.name).toMatch(/synthetic/i)
  }
})

test('files are named in every cell of the workbook and every finding as they were received', async () => {
  const { sheets } = await readXlsx(readFileSync(join(folder, 'report.xlsx')))
  const cells = sheets.flatMap(({ rows }) => rows.flat()).map(String)
  expect(cells.filter(cell => cell.includes('{file:'))).toEqual([])
  expect(cells.find(cell => cell.startsWith('the record is held until'))).toMatch(/患者登记_\*\.csv.*: rows 55, 56 are/)
  expect((await product.run(['findings', study, '--json'])).stdout).not.toContain('{file:')
})

test('the manifest holds the resolved protocol, the exports and the versions', () => {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>
  expect(manifest).toMatchObject({ dataCut: '2024-03-31', study: 'hcc-pulmonary-metastasis' })
  expect(manifest).toHaveProperty('protocol.study.matching.caliper', '0.2 SD')
  expect(manifest).toHaveProperty('libraryVersions.exceljs')
  expect(manifest['sites']).toHaveLength(3)
})
