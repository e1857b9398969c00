// needs: soffice pdftoppm pdftotext
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout, folderOf, type Product, setUpProduct } from '../support/cohortium.js'

let product: Product
let printed: string
let workbook: string

beforeAll(async () => {
  product = await setUpProduct()
  const finished = await product.run([
    'run',
    join(checkout, 'studies', 'hcc-pulmonary-metastasis'),
    '--out',
    product.out,
  ])
  workbook = join(folderOf(product.out, 'hcc-pulmonary-metastasis', finished), 'report.xlsx')
  printed = mkdtempSync(join(tmpdir(), 'cohortium-print-'))
  // A profile of its own, so that an office that is open elsewhere does not answer instead.
  const profile = `-env:UserInstallation=file://${printed}/profile`
  execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', printed, workbook], {
    stdio: 'pipe',
    timeout: 120_000,
  })
}, 300_000)

afterAll(async () => {
  rmSync(printed, { recursive: true, force: true })
  await product.close()
})

const pages = (): readonly string[] =>
  execFileSync('pdftotext', ['-layout', join(printed, 'report.pdf'), '-'], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\f')
    .filter(page => page.trim() !== '')

test('LibreOffice opens the workbook and prints every sheet', async () => {
  const { sheets } = await readXlsx(readFileSync(workbook))
  expect(pages().length).toBeGreaterThanOrEqual(sheets.length)
})

test('every printed page says that the subjects are synthetic', () => {
  for (const [index, page] of pages().entries()) expect(page, `page ${String(index + 1)}`).toMatch(/synthetic/i)
})

test('no number is cut to ### and no formula shows an error', () => {
  for (const page of pages()) expect(page).not.toMatch(/###|#REF!|#NAME\?|#VALUE!|#DIV\/0!/)
})

test('the pages come out as pictures', () => {
  execFileSync('pdftoppm', ['-r', '40', '-png', join(printed, 'report.pdf'), join(printed, 'page')])
  const pictures = readdirSync(printed).filter(file => file.endsWith('.png'))
  expect(pictures.length).toBe(pages().length)
  for (const picture of pictures) expect(statSync(join(printed, picture)).size).toBeGreaterThan(1_000)
})
