import { zipSync } from 'fflate'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { readTable } from '../../sources/read-table.js'
import { madeFile, utf16, utf8 } from './made-bytes.js'

const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const placed = (at: number, bytes: Uint8Array): Uint8Array => Uint8Array.from([...new Uint8Array(at), ...bytes])
const streams = (...names: readonly string[]): Uint8Array =>
  Uint8Array.from([...hex('d0cf11e0a1b11ae1'), ...names.flatMap(name => [...Buffer.from(name, 'utf16le')])])

const kinds: readonly (readonly [what: RegExp, bytes: Uint8Array])[] = [
  [/SPSS file \(\.sav\).*CSV/, latin('$FL2@(#) SPSS DATA FILE MS Windows 25.0')],
  [/SPSS file \(\.zsav\).*CSV/, latin('$FL3@(#) SPSS DATA FILE')],
  [/SPSS portable.*CSV/, latin(`${' '.repeat(40)}ASCII SPSS PORT FILE`)],
  [/SAS file.*CSV/, placed(12, hex('c2ea8160 b31411cf bd920800 09c7318c'))],
  [/SAS transport.*CSV/, latin(`HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!${'0'.repeat(30)}`)],
  [/SAS transport.*CSV/, latin(`HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!${'0'.repeat(30)}`)],
  [/Stata.*CSV/, latin('<stata_dta><header><release>118</release>')],
  [/Stata.*CSV/, hex('72 02 01 00 05 00')],
  [/Stata.*CSV/, hex('71 01 01 00 05 00')],
  [/gzip.*R.*unpack/, gzipSync(utf8('id,a\n1,2\n'))],
  [/data of R/, latin('RDX3\nX\n')],
  [/data of R/, hex('58 0a 00 00 00 03 00 04')],
  [/bzip2.*unpack/, latin('BZh91AY&SY')],
  [/xz.*unpack/, hex('fd 37 7a 58 5a 00 00')],
  [/7-Zip.*unpack/, hex('37 7a bc af 27 1c 00 04')],
  [/RAR.*unpack/, latin('Rar!\u001a\u0007\u0001\u0000')],
  [/tar archive.*unpack/, placed(257, latin('ustar\u000000'))],
  [/a PDF.*table itself/, latin('%PDF-1.7\n1 0 obj')],
  [/PNG/, hex('89504e470d0a1a0a 00')],
  [/JPEG/, hex('ffd8ffe0 0010')],
  [/DICOM/, placed(128, latin('DICM'))],
  [/Parquet.*CSV/, latin('PAR1\u0015\u0004')],
  [/SQLite.*CSV/, latin('SQLite format 3\u0000\u0010')],
  [/Access.*CSV/, latin('\u0000\u0001\u0000\u0000Standard ACE DB\u0000')],
  [/HDF5.*CSV/, hex('89 48 44 46 0d 0a 1a 0a')],
  [/Rich Text/, latin('{\\rtf1\\ansi id}')],
  [/encrypted/, latin('-----BEGIN PGP MESSAGE-----\n\nhQ')],
  [/Git LFS/, latin('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a')],
  [/JSON.*CSV/, utf8('[{"pid":"P001","sex":"m"}]')],
  [/JSON.*CSV/, utf8('\uFEFF{ "records": [ [1, 2] ] }')],
  [/JSON.*CSV/, utf8('{"pid":"P001"}\n{"pid":"P002"}\n')],
  [/error answer/, utf8('{"error":"You do not have permissions to use the API"}')],
  [/XML spreadsheet of 2003.*xlsx/, utf8('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>')],
  [
    /web page.*xlsx/,
    utf8('\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>pid</td></tr></table>'),
  ],
  [/web page/, utf16('<!DOCTYPE html><html></html>', 'le', true)],
  [/XML.*CSV/, utf8('<?xml version="1.0"?><ODM xmlns="http://www.cdisc.org/ns/odm/v1.3"/>')],
  [/old kind \(\.xls\).*save it as \.xlsx/, streams('Workbook')],
  [/old kind \(\.doc\)/, streams('Root Entry', 'WordDocument')],
  [/protected by a password/, streams('EncryptionInfo', 'EncryptedPackage')],
  [/OpenDocument.*xlsx/, zipSync({ mimetype: latin('application/vnd.oasis'), 'content.xml': utf8('<a/>') })],
  [/Word document/, zipSync({ 'word/document.xml': utf8('<a/>') })],
  [/\.xlsb.*save it as \.xlsx/, zipSync({ 'xl/workbook.bin': latin('x') })],
  [/ZIP archive of 2 files.*unpack/, zipSync({ 'pt.csv': utf8('id\n1\n'), 'labs.csv': utf8('id\n1\n') })],
  [/is empty/, new Uint8Array()],
]

test.each(kinds)('%s is told by its content under any name, with what to do', async (what, bytes) => {
  for (const name of ['made.csv', 'made.xlsx', 'made.xls', 'made.dat', 'made']) {
    const error: unknown = await readTable(bytes, madeFile(), name, 'north').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ExportUnreadable)
    expect(error instanceof ExportUnreadable ? error.reason : '').toMatch(what)
  }
})

test.each([
  'BMI,id\n1,2\n',
  'ID;Patient\n1;2\n',
  '[id],a\n1,2\n',
  '{id},a\n1,2\n',
  'rq1,id\n1,2\n',
  'RD,id\n1,2\n',
  '<5,id\n1,2\n',
])('a table that begins like %j is a table', async text => {
  const delimiter = text.includes(';') ? ';' : ','
  expect((await readTable(utf8(text), madeFile({ delimiter }), 'made.csv')).rows).toHaveLength(1)
})
