import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boundsFor } from '../../reading/reading-bounds.js'
import { madeMapping } from '../harmonize/made-site.js'
import { utf8, withParts, workbookBytes } from '../sources/made-bytes.js'
import { checkout, folderOf, printedRun, type Product, readResults, setUpProduct } from '../support/cohortium.js'
import { readApart } from '../support/read-apart.js'

let folder: string
let product: Product

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-bombs-'))
  product = await setUpProduct()
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await product.close()
})

const mapping = (name: string) =>
  madeMapping({
    files: { f: { name, subject: { column: 'id' } } },
    map: { subject: { from: 'f', sex: { column: 'sex', codes: { m: 'male', f: 'female' } } } },
    identifiers: { drop: { f: ['letter'] } },
  })

const sheet = 'xl/worksheets/sheet1.xml'
const plain = () =>
  workbookBytes(workbook => {
    workbook.addWorksheet('data').addRows([
      ['id', 'sex', 'letter'],
      ['N1', 'm', 'x'],
    ])
  })

describe('H10, H11, M9: within the bounds that the product gives a file of its size', () => {
  test('a million shared strings of 300,000 rows are read', async () => {
    const rows = 300_000
    const bytes = withParts(await plain(), parts => {
      const own = ['id', 'sex', 'letter', 'N1', 'm', 'x']
      const strings = [...own, ...Array.from({ length: 1_000_000 }, (_, at) => `P${(at * 2_654_435_761).toString(36)}`)]
      const items = strings.map(text => `<si><t>${text}</t></si>`).join('')
      parts['xl/sharedStrings.xml'] = utf8(
        `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${items}</sst>`,
      )
      const cell = (name: string, at: number): string => `<c r="${name}" t="s"><v>${at}</v></c>`
      const more = Array.from({ length: rows }, (_, at) => {
        const place = at + 3
        return `<row r="${place}">${cell(`A${place}`, own.length + at)}${cell(`B${place}`, 4)}${cell(`C${place}`, 500_000 + at)}</row>`
      }).join('')
      parts[sheet] = utf8(new TextDecoder().decode(parts[sheet]).replace('</sheetData>', `${more}</sheetData>`))
    })
    const read = await readApart(folder, mapping('f.xlsx'), bytes, boundsFor(bytes.length))
    expect(typeof read === 'string' ? read : read.passed?.received.tables[0]?.count).toBe(rows + 1)
  })

  test('a text of the largest size whose cells fill the memory is refused by name, and is not tried again', async () => {
    const row = 'a,m,\n'
    const text = Buffer.from(`id,sex,letter\n${row.repeat(Math.floor(((127 << 20) - 20) / row.length))}`)
    const read = await readApart(folder, mapping('f.csv'), text, boundsFor(text.length))
    expect(read).toMatch(/^ExportTooCostly: site north, file f\.csv: it takes more than 4096 MiB of memory to read/)
  })
})

test('H11: of three hospitals one delivers a bomb: it is left out by name after one attempt, the others are fresh', async () => {
  const study = join(checkout, 'studies', 'ncctg-lung')
  const exports = join(folder, 'exports')
  cpSync(join(study, 'exports'), exports, { recursive: true })
  const merges = '<mergeCell ref="A1:XFD400"/>'.repeat(2_000)
  const rows = Array.from({ length: 400 }, (_, at) => `<row r="${at + 3}"><c r="A${at + 3}"><v>1</v></c></row>`).join(
    '',
  )
  const bomb = withParts(await plain(), parts => {
    const text = new TextDecoder().decode(parts[sheet])
    parts[sheet] = utf8(text.replace('</sheetData>', `${rows}</sheetData><mergeCells>${merges}</mergeCells>`))
  })
  writeFileSync(join(exports, 'institutions-15-33', 'lung-data.xlsx'), bomb)
  const finished = await product.run(['run', study, '--exports', exports, '--out', product.out])
  expect(finished.code, finished.stderr).toBe(3)
  expect(finished.stdout).toMatch(/institutions-15-33 +left out: ExportUnreadable /)
  expect(finished.stdout.match(/institutions-\d\d-\d\d +fresh/g)).toHaveLength(2)
  expect(readResults(folderOf(product.out, 'ncctg-lung', finished)).status).toBe('provisional')
  const attempts = await product.database.store.database
    .selectFrom('run_event')
    .select('state')
    .where('run_id', '=', printedRun(finished))
    .where('site', '=', 'institutions-15-33')
    .where('stage', '=', 'ingestSite')
    .execute()
  expect(attempts.map(({ state }) => state)).toEqual(['started', 'failed'])
})
