import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { openTable } from '../../sources/open-table.js'
import { checkPieces } from '../../sources/workbook/check-archive.js'
import { partPieces } from '../../sources/workbook/part-pieces.js'
import { type ZipPart, zipParts } from '../../sources/workbook/zip-directory.js'
import { told } from '../../words/told.js'
import { madeFile, utf8, workbookBytes } from './made-bytes.js'

const collected = async (bytes: Uint8Array, part: ZipPart): Promise<string> => {
  const pieces: Buffer[] = []
  try {
    for await (const piece of partPieces(bytes, part)) pieces.push(piece)
  } catch (error) {
    return error instanceof Error ? error.message : 'no error'
  }
  return Buffer.concat(pieces).toString()
}

describe('a part of an archive that comes by pieces', () => {
  const text = '<a>text</a>'.repeat(20)
  const damaged = 'a part of the workbook is damaged'

  test.each([0, 6] as const)('is held to its size and checksum, packed at level %d', async level => {
    const bytes = zipSync({ 'xl/a.xml': utf8(text) }, { level })
    const [part] = zipParts(bytes)
    expect(await collected(bytes, part!)).toBe(text)
    expect(await collected(bytes, { ...part!, crc: part!.crc ^ 1 })).toBe(`${damaged}: its checksum differs`)
    expect(await collected(bytes, { ...part!, size: part!.size + 1 })).toBe(`${damaged}: its checksum differs`)
    expect(await collected(bytes, { ...part!, size: part!.size - 1 })).toBe(`${damaged} or larger than it says`)
    expect(await collected(bytes, { ...part!, method: 12 })).toBe('a part of the workbook is packed in an unknown way')
  })

  test('whose packed bytes are broken is refused', async () => {
    const bytes = zipSync({ 'xl/a.xml': utf8(text) })
    const [part] = zipParts(bytes)
    expect(await collected(bytes, { ...part!, offset: part!.offset, packed: part!.packed - 4 })).toBe(
      `${damaged} or larger than it says`,
    )
  })

  test('may declare no document type, wherever its pieces begin', () => {
    const declared = Buffer.from('<?xml version="1.0"?><!DOCTYPE x><worksheet/>')
    for (let at = 1; at < declared.length; at += 1) {
      const check = checkPieces()
      expect(() => {
        check(declared.subarray(0, at))
        check(declared.subarray(at))
      }).toThrow('it declares a document type, as no workbook does')
    }
    expect(() => checkPieces()(Buffer.from([0xff, 0xfe, 0x3c, 0]))).toThrow('its parts are not UTF-8')
  })
})

test('a large sheet is checked while it is gone over', async () => {
  const parts = unzipSync(await workbookBytes(workbook => workbook.addWorksheet('a').addRows([['id'], ['1']])))
  const sheet = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])
  const large = (added: string): Uint8Array =>
    zipSync(
      {
        ...parts,
        'xl/worksheets/sheet1.xml': utf8(
          sheet.replace('?>', `?>${`<!--${' '.repeat(1 << 20)}-->`.repeat(33)}${added}`),
        ),
      },
      { level: 0 },
    )
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-large-'))
  const path = join(folder, 'made.xlsx')
  const opened = async (bytes: Uint8Array): Promise<string> => {
    writeFileSync(path, bytes)
    try {
      const asked = { site: 'north', file: told`made.xlsx`, path, received: 'made.xlsx', definition: madeFile() }
      const table = await openTable(asked)
      await table.close()
      return table.header.join()
    } catch (error) {
      return error instanceof ExportUnreadable ? error.reason : String(error)
    }
  }
  const whole = large('')
  expect(await opened(whole)).toBe('id')
  expect(await opened(large('<!DOCTYPE x>'))).toBe('it declares a document type, as no workbook does')
  const broken = whole.slice()
  broken[whole.length >> 1] = 0x41
  expect(await opened(broken)).toBe('a part of the workbook is damaged: its checksum differs')
  rmSync(folder, { recursive: true })
})
