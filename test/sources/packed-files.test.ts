import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { readColumns } from '../../sources/read-columns.js'
import { retold } from '../../words/told.js'
import { readTable } from '../support/read-table.js'
import { gb18030, madeFile, utf8, workbookBytes } from './made-bytes.js'
import { madeZip } from './made-zip.js'

type Written = Record<string, unknown>

const text = utf8('id,结果\n001,"a, ""b"""\n002,男\n')
const rows = ['2: 001|a, "b"', '3: 002|男']
const workbook = await workbookBytes(made => {
  made.addWorksheet('first').addRow(['x'])
  made.addWorksheet('second').addRows([
    ['id', '结果'],
    ['001', 'a, "b"'],
    ['002', '男'],
  ])
})

const read = async (bytes: Uint8Array, written: Written = {}, name = 'made.csv'): Promise<readonly string[]> => {
  const { rows: found } = await readTable(bytes, madeFile(written), name)
  return found.map(({ row, cells }) => `${row}: ${cells.map(cell => ('text' in cell ? cell.text : '')).join('|')}`)
}

const refusal = async (bytes: Uint8Array, written: Written = {}, name = 'made.csv'): Promise<ExportUnreadable> => {
  const error: unknown = await read(bytes, written, name).catch((thrown: unknown) => thrown)
  if (error instanceof ExportUnreadable) return error
  throw new Error('it is read')
}

const sheet = { sheet: 'second' }

describe('a packed table is read as the table in it', () => {
  test.each<readonly [what: string, bytes: Uint8Array, written: Written]>([
    ['a text in gzip', gzipSync(text), {}],
    ['a text in two members of gzip', Buffer.concat([gzipSync(text.subarray(0, 9)), gzipSync(text.subarray(9))]), {}],
    ['Chinese in gzip', gzipSync(gb18030('id,结果\n001,"a, ""b"""\n002,男\n')), { encoding: 'gb18030' }],
    ['a workbook in gzip', gzipSync(workbook), sheet],
    ['a text in ZIP', zipSync({ 'pt.csv': text }), {}],
    ['a stored text in ZIP', zipSync({ 'pt.csv': text }, { level: 0 }), {}],
    ['a workbook in ZIP', zipSync({ 'a/pt.xlsx': workbook }), sheet],
    ['what file managers add', zipSync({ '__MACOSX/._pt.csv': utf8('x'), 'pt.csv': text, '.DS_Store': utf8('y') }), {}],
    [
      'one of two that are called alike',
      zipSync({ 'a/pt.csv': text, 'b/pt.csv': utf8('id\n9\n') }),
      { inside: 'a/pt*' },
    ],
    ['one of several', zipSync({ 'pt.csv': text, 'labs_2020.csv': utf8('id\n9\n') }), { inside: 'pt*' }],
  ])('%s, whatever its name is', async (_, bytes, written) => {
    for (const name of ['made.csv', 'made.csv.gz', 'made.zip', 'made.xlsx'])
      expect(await read(bytes, written, name)).toEqual(rows)
  })

  test('its hash and size are those of the bytes as received', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cohortium-packed-'))
    try {
      for (const bytes of [gzipSync(text), zipSync({ 'pt.csv': text }), zipSync({ 'pt.xlsx': workbook })]) {
        const path = join(folder, 'bytes')
        writeFileSync(path, bytes)
        const definition = madeFile(sheet)
        const found = await readColumns({ site: '-', file: retold('-'), path, received: 'pt.csv', definition })
        expect([found.bytes, found.sha256]).toEqual([bytes.length, createHash('sha256').update(bytes).digest('hex')])
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a large text in gzip is never in memory as a whole', async () => {
    const line = `${'0123456789,'.repeat(40)}x\n`
    const large = gzipSync(Buffer.concat([Buffer.from(`id${',a'.repeat(40)}\n`), Buffer.from(line.repeat(300_000))]))
    let most = 0
    const seen = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
    const before = process.memoryUsage().rss
    expect(await readTable(large, madeFile(), 'made.csv.gz').then(table => table.rows.length)).toBe(300_000)
    clearInterval(seen)
    // Its 126 MiB would stand in memory beside the rows of this test.
    expect((most - before) / 2 ** 20).toBeLessThan(400)
  })
})

describe('a packed file that is damaged, locked or not plain is refused', () => {
  const packed = gzipSync(text)
  const changed = (bytes: Uint8Array, at: number): Uint8Array => {
    const other = Uint8Array.from(bytes)
    other[at < 0 ? bytes.length + at : at]! ^= 0xff
    return other
  }
  const gzipDamaged = 'its gzip data are damaged or cut off: ask for it again, or deliver it unpacked'
  const locked = 'it is a ZIP archive that is protected by a password: deliver it without one'

  const cases: readonly (readonly [what: string, bytes: Uint8Array, reason: string, written?: Written])[] = [
    ['gzip that is cut off', packed.subarray(0, -9), gzipDamaged],
    ['gzip with another checksum', changed(packed, -5), gzipDamaged],
    ['gzip with another length', changed(packed, -1), gzipDamaged],
    ['gzip with other data', changed(packed, 14), gzipDamaged],
    ['gzip with something behind it', Buffer.concat([packed, utf8('id\n7\n')]), gzipDamaged],
    ['gzip with zeros and a text behind it', Buffer.concat([packed, Uint8Array.of(0), utf8('7\n')]), gzipDamaged],
    ['a locked file in ZIP', madeZip([{ name: 'pt.csv', content: text, flags: 1 }]), locked],
    [
      'a file of another checksum in ZIP',
      madeZip([{ name: 'pt.csv', content: text, crc: 1 }]),
      'a part of the workbook is damaged: its checksum differs',
    ],
    [
      'several files',
      zipSync({ 'a.csv': text, 'b.csv': text }),
      'it is a ZIP archive of 2 files: name the one that is read (`inside: …`)',
    ],
    ['no file', zipSync({ 'a/': new Uint8Array() }), 'it is a ZIP archive of 0 files: ask for it again'],
    [
      'several that fit',
      zipSync({ 'a.csv': text, 'b.csv': text }),
      "it is a ZIP archive of 2 files, of which 2 fit '*.csv': name the one that is read (`inside: …`)",
      { inside: '*.csv' },
    ],
    [
      'none that fits',
      zipSync({ 'labs.csv': text }),
      "it is a ZIP archive of 1 file, of which none fits 'lab.csv'; the nearest is file 1 of 1: name the one that is read (`inside: …`)",
      { inside: 'lab.csv' },
    ],
    [
      'an archive in another',
      zipSync({ 'a.zip': zipSync({ 'b.csv': text }) }),
      'it is packed twice: unpack it once and deliver what is in it',
    ],
    ['gzip in ZIP', zipSync({ 'a.csv.gz': packed }), 'it is packed twice: unpack it once and deliver what is in it'],
    [
      'a PDF in ZIP',
      zipSync({ 'a.pdf': utf8('%PDF-1.7') }),
      'it is a PDF: ask for the table itself, as CSV (UTF-8) or .xlsx',
    ],
    [
      'a larger file than a table has',
      madeZip([{ name: 'a.csv', content: text, size: 900 * 2 ** 20 }]),
      'unpacked it would be 900 MiB, more than 768 MiB',
    ],
    [
      'a file that says it is smaller',
      madeZip([{ name: 'a.csv', content: text, deflated: true, size: 5 }]),
      'a part of the workbook is damaged or larger than it says',
    ],
  ]
  test.each(cases.map(([what, ...rest]) => [what, rest] as const))('%s', async (_, [bytes, reason, written]) => {
    expect((await refusal(bytes, written)).reason).toBe(reason)
  })

  test('what is in an archive is named on the screen alone', async () => {
    const { local, message } = await refusal(zipSync({ 'Müller.csv': text, 'b.csv': text }))
    expect(local).toBe("its files are 'Müller.csv', 'b.csv'")
    expect(message).not.toContain('Müller')
  })

  test('a file that unpacks to more than a table has is given up', async () => {
    const bomb = gzipSync(Buffer.alloc(780 * 2 ** 20, 0x61), { level: 1 })
    expect((await refusal(bomb)).reason).toBe('unpacked it is more than 768 MiB')
  })
})
