import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shownItem } from '../../reports/words/headline-items.js'
import { ResultBook } from '../../reports/result-book.js'
import {
  checkout,
  type Finished,
  folderOf,
  type Product,
  readResults,
  resultReader,
  setUpProduct,
} from '../support/cohortium.js'
import { noted } from '../support/result-notes.js'
import { told } from '../../words/told.js'

const name = 'hcc-pulmonary-metastasis'
const study = join(checkout, 'studies', name)
const matchedOs = 'cox/matched/os/univariate/arm.treated'
const later = join(study, 'synthetic', 'exports', 'march-follow-up')

let product: Product
let first: Finished
let second: Finished

const value = (finished: Finished, key: string): number =>
  Number(resultReader(readResults(folderOf(product.out, name, finished)))(key).value)

const coverText = async (finished: Finished): Promise<string> => {
  const { sheets } = await readXlsx(readFileSync(join(folderOf(product.out, name, finished), 'report.xlsx')))
  return (
    sheets
      .find(sheet => sheet.name === 'Cover')
      ?.rows.flat()
      .map(String)
      .join('\n') ?? ''
  )
}

beforeAll(async () => {
  product = await setUpProduct()
  first = await product.run(['run', study, '--out', product.out])
  // By its id: the study has run.
  second = await product.run([
    'rerun',
    name,
    '--exports',
    later,
    '--out',
    product.out,
    '--reason',
    'March follow-up of Nantong',
  ])
})

afterAll(() => product.close())

test('a rerun reads the site with new exports again and reuses the others', () => {
  expect(second.stderr).not.toMatch(/reading the exports · shanghai-ehbh/)
  expect(second.stdout).toMatch(/nantong-haimen +fresh, data of 2024-04-15/)
  expect(second.stdout).toMatch(/shanghai-ehbh +reused, data of 2024-03-31/)
  expect(second.stdout).toMatch(/yancheng-first +reused, data of 2024-03-31/)
})

test('the new follow-up brings new events and the new subject', () => {
  const events = (finished: Finished): number =>
    ['control', 'treated'].reduce((sum, arm) => sum + value(finished, `survival/all/os/${arm}/-/events`), 0)
  expect(events(second)).toBeGreaterThan(events(first))
  expect(value(second, 'flow/-/assessed/-/-/n')).toBe(value(first, 'flow/-/assessed/-/-/n') + 1)
})

test('the cover says what changed since the last run, by cause, and who asked why', async () => {
  const cover = await coverText(second)
  expect(cover).toMatch(/March follow-up of Nantong/)
  expect(cover).toMatch(/nantong-haimen: data of 2024-04-15, before 2024-03-31/)
  expect(cover).toMatch(/2024-03-31 → 2024-04-15/)
  expect(cover).not.toMatch(/shanghai-ehbh: data of/)
})

test('the counts of what changed are the differences of the two runs, in the results of the site and of all', async () => {
  const difference = (key: string): number => value(second, key) - value(first, key)
  const eventsOf = (endpoint: string): number =>
    ['control', 'treated'].reduce((sum, arm) => sum + difference(`survival/all/${endpoint}/${arm}/-/events`), 0)
  const cover = await coverText(second)
  const counted = /subjects: (-?\d+), os events: (-?\d+), pfs events: (-?\d+)/.exec(cover)?.slice(1).map(Number)
  // The other sites bring the same batch, so all of the difference is this site's.
  expect(counted).toEqual([difference('flow/-/assessed/nantong-haimen/-/n'), eventsOf('os'), eventsOf('pfs')])
  expect(counted).toEqual([1, 2, 2])
  expect(cover).toMatch(/subjects 56 → 57, os events 23 → 25, pfs events 31 → 33/)
})

test('cover, mail and terminal set the last report beside this one, and say what turned', async () => {
  const mails = join(folderOf(product.out, name, second), 'mail')
  const mail = await simpleParser(readFileSync(join(mails, readdirSync(mails)[0] ?? '')))
  const ratio = (finished: Finished): string =>
    shownItem(
      {
        label: told``,
        kind: 'ratio',
        p: null,
        keys: [`${matchedOs}/hazard-ratio`, `${matchedOs}/lower`, `${matchedOs}/upper`],
      },
      new ResultBook(
        readResults(folderOf(product.out, name, finished)).results.map(one => ({ ...one, notes: noted(...one.notes) })),
        [],
      ),
    ) ?? ''
  for (const told of [await coverText(second), mail.text ?? '', second.stdout]) {
    expect(told).toContain(
      `OS, hazard ratio, matched: no longer significant. Before ${ratio(first)}, P = 0.002; now ${ratio(second)}`,
    )
    expect(told).toMatch(/Matching was drawn anew: \d+ of the last report's 38 pairs were kept/)
  }
  expect(second.stdout).toMatch(/^ {2}OS, hazard ratio, matched +0\.\d\d \(\S+\) +0\.44 \(0\.26–0\.74\)$/m)
  expect(second.stdout.trimEnd().split('\n').at(-1)).toBe('  FINAL')
})

test('published numbers are not compared at another data cut', () => {
  expect(second.stdout).toMatch(/published numbers are compared at the data cut 2024-03-31/)
})

test('the runs stay listed with kind, reason and status', async () => {
  const { code, stdout } = await product.run(['runs', name])
  expect(code).toBe(0)
  expect(stdout.split('\n').filter(line => line.includes(name))).toHaveLength(2)
  expect(stdout).toMatch(/rerun .*March follow-up of Nantong/)
})

test('F17: an older export is not taken for news, until somebody says that it is right', async () => {
  const [at, site] = [
    'nantong-haimen',
    /nantong-haimen +last good batch, data of 2024-04-15: ExportRefused .*older-export/,
  ]
  const older = await product.run(['run', study, '--out', product.out])
  expect(older.code).toBe(3)
  expect(older.stdout).toMatch(site)
  const [, file = ''] = /cohortium accept \S+ nantong-haimen '([^']+)'/.exec(older.stdout) ?? []
  const accepted = await product.run(['accept', study, at, file, '--reason', 'the April file was another study'])
  expect(accepted.code, accepted.stderr).toBe(0)
  const [, decision = ''] = /decision ([0-9a-f]{8})/.exec(accepted.stdout) ?? []

  const third = await product.run(['run', study, '--out', product.out])
  expect(third.stdout).toMatch(/nantong-haimen +fresh, data of 2024-03-31/)
  // The same exports as at first change no number.
  const results = (finished: Finished) => readResults(folderOf(product.out, name, finished)).results
  expect(results(third)).toEqual(results(first))
  // Two sites deliver what was accepted last, and the third what the first run has read.
  const run = /run (\S+)/.exec(third.stdout)?.[1] ?? ''
  const shown = await product.run(['show', run])
  expect(shown.stdout.match(/^ {4}\S.*unchanged: read by an earlier run$/gm)).toHaveLength(2)
  expect(shown.stdout).toContain('2 sites whose exports are the last accepted ones')
  expect(shown.stdout).toMatch(/started \d{4}-\d\d-\d\dT[\d:]+\+08:00 by/)
  expect(third.stdout).toContain('The data cut went backwards: 2024-04-15 in the last report, 2024-03-31 now.')
  const manifest = readFileSync(join(folderOf(product.out, name, third), 'manifest.json'), 'utf8')
  expect(JSON.parse(manifest)).toMatchObject({ decisions: [{ decision, site: at, file }] })

  const undone = await product.run(['decisions', study, '--undo', decision, '--reason', 'it was not'])
  expect(undone.code, undone.stderr).toBe(0)
  const listed = await product.run(['decisions', study])
  expect(listed.stdout).toMatch(/the April file was another study\s+undone by .*: it was not/)
  const again = await product.run(['run', study, '--out', product.out])
  expect(again.stdout).toMatch(site)
})
