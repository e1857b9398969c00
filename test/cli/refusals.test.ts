import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout, type Product, setUpProduct } from '../support/cohortium.js'

let product: Product

const nowhere = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', TEMPORAL_ADDRESS: '127.0.0.1:1' }
const hcc = join(checkout, 'studies', 'hcc-pulmonary-metastasis')

beforeAll(async () => {
  product = await setUpProduct()
})

afterAll(() => product.close())

test.each([
  [['run', 'ncctg-lung', '--data-cut', '2024-02-31'], 5, /--data-cut 2024-02-31: expected a day such as 2024-03-31/],
  [['run', hcc, '--data-cut', '31.3.2024'], 5, /--data-cut 31\.3\.2024: expected a day/],
  [['run', 'ncctg-lung', '--data-cut', '2024-03-31'], 2, /DataCutRefused: .*counts days since each subject's index/],
  [['run', 'ncctg-lung', '--exports', 'nowhere-at-all'], 5, /--exports nowhere-at-all: there is no such folder/],
  [
    ['run', 'ncctg-lung', '--out', join(checkout, 'package.json', 'reports')],
    5,
    /package\.json is a file, expected a folder/,
  ],
  [['run', './studies/ncctg-lung'], 2, /StudyNotFound: .*; did you mean studies\/ncctg-lung\?/],
  [
    ['rerun', hcc, '--site', 'nantong-haimn', '--reason', 'follow-up'],
    5,
    /no such site, its sites are .*; did you mean nantong-haimen\?/,
  ],
  [['schedule', 'set', 'ncctg-lung', '--zone', 'Asia/Shangai'], 5, /--zone Asia\/Shangai: expected a time zone/],
  [['rerun', 'ncctg-lung', '--site', '', '--reason', 'why'], 5, /--site: names no site/],
  [['schedule', 'set', 'ncctg-lung', '--cron', '99 2 * * *'], 5, /--cron '99 2 \* \* \*': expected minute, hour/],
  [['backup', '-'], 5, /a backup is written into a file/],
  [['schedule', 'set', 'ncctg-lung', '--cron', 'at two'], 5, /--cron 'at two': expected minute, hour/],
])('%j is refused before any service is asked', async (args, exitCode, words) => {
  const { code, stdout, stderr } = await product.run(args, nowhere)
  expect({ code, stdout }, stderr).toEqual({ code: exitCode, stdout: '' })
  expect(stderr).toMatch(words)
  expect(stderr).not.toMatch(/^\s+at |Starting/m)
})

test.each([
  [['show', 'no-such-run'], 5, /RunNotFound: no run 'no-such-run'; 'cohortium runs' lists them/],
  [['cancel', 'no-such-run'], 5, /RunNotFound: no run 'no-such-run'/],
  [
    ['why', 'ncctg-lung', '017'],
    5,
    /RunNotFound: ncctg-lung has no reported run yet; start one with: cohortium run ncctg-lung/,
  ],
  [['runs', 'ncctg-lun'], 2, /StudyNotFound: .*; did you mean studies\/ncctg-lung\?/],
  [
    ['run', 'never-heard-of-it'],
    2,
    /StudyNotFound: no study at 'never-heard-of-it': expected a folder with a study\.yaml, or the id/,
  ],
  [['schedule', 'set', 'ncctg-lung', '--cron', '61 2 * * *'], 5, /--cron '61 2 \* \* \*': expected minute, hour/],
])('%j is answered by name, without a stack', async (args, exitCode, words) => {
  const { code, stdout, stderr } = await product.run(args)
  expect({ code, stdout }, stderr).toEqual({ code: exitCode, stdout: '' })
  expect(stderr).toMatch(words)
  expect(stderr).not.toMatch(/^\s+at /m)
})

test('new exports without a folder of any site are refused, and the folders of others are left alone', async () => {
  const received = join(product.out, 'received')
  mkdirSync(join(received, 'nantong-haimn'), { recursive: true })
  const { code, stderr } = await product.run(['rerun', hcc, '--exports', received, '--reason', 'follow-up'])
  expect(code, stderr).toBe(5)
  expect(stderr).toMatch(/no folder of a site in it, expected one of .*; did you mean nantong-haimen\?/)
  rmSync(received, { recursive: true })
})

test('a database without runs says how to start one', async () => {
  const { code, stdout } = await product.run(['runs'])
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'no run yet; start one with: cohortium run STUDY\n' })
})

test('a study without a schedule says so, and removing it again is no error', async () => {
  const shown = await product.run(['schedule', 'show', 'ncctg-lung'])
  const removed = await product.run(['schedule', 'remove', 'ncctg-lung'])
  expect(shown).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('ncctg-lung has no schedule; set one with') as string,
  })
  expect(removed).toMatchObject({ code: 0, stdout: 'ncctg-lung had no schedule\n' })
})

test("the status tells which services are someone else's, and no password", async () => {
  const { code, stdout } = await product.run(['services', 'status'], {
    DATABASE_URL: 'postgresql://someone:hidden-word@127.0.0.1:1/none',
  })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^PostgreSQL +external +.*127\.0\.0\.1/m)
  expect(stdout).toMatch(/^Temporal +external +.*127\.0\.0\.1/m)
  expect(stdout).not.toContain('hidden-word')
})

test.each([['run', 'ncctg-lung'], ['rerun', 'ncctg-lung', '--reason', 'why'], ['worker'], ['watchdog']])(
  '%s with a mail server that cannot be meant is refused before any service is asked',
  async (...args) => {
    const { code, stdout, stderr } = await product.run(args, {
      ...nowhere,
      SMTP_URL: 'smtps://me:100%secret@mail.example.org',
    })
    expect({ code, stdout }, stderr).toEqual({ code: 4, stdout: '' })
    expect(stderr).toMatch(/^MailServerInvalid: SMTP_URL is not of the form wanted: write smtps:/)
    expect(stderr).not.toMatch(/secret|Starting/)
  },
)
