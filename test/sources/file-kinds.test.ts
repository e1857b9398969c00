import { zipSync } from 'fflate'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { readTable } from '../support/read-table.js'
import { recognizeContent } from '../../sources/files/recognize-content.js'
import { madeFile, utf16, utf8 } from './made-bytes.js'

const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const placed = (at: number, bytes: Uint8Array): Uint8Array => Uint8Array.from([...new Uint8Array(at), ...bytes])
const streams = (...names: readonly string[]): Uint8Array =>
  Uint8Array.from([...hex('d0cf11e0a1b11ae1'), ...names.flatMap(name => [...Buffer.from(name, 'utf16le')])])

const save = 'export or save it as CSV (UTF-8) or as .xlsx'
const unpack = 'unpack it and deliver the file that is in it'
const inR = "save it in R with write.csv(x, file, fileEncoding = 'UTF-8')"
const ofR = `an R data file (.rds, .RData): ${inR}`
const ask = 'ask for the table itself, as CSV (UTF-8) or .xlsx'

type Kind = readonly [reason: string, bytes: Uint8Array]

const refused =
  'an error answer of a data service, saved as a file: see what the service refuses (rights, token, filter) and export again'

const binary: readonly Kind[] = [
  [ofR, gzipSync(hex('58 0a 00 00 00 03 00 04'))],
  [`a tar archive: ${unpack}`, gzipSync(placed(257, latin('ustar\u000000')))],
  ['packed twice: unpack it once and deliver what is in it', gzipSync(gzipSync(utf8('id\n1\n')))],
  [`a bzip2 archive: ${unpack}`, latin('BZh91AY&SY')],
  [`an xz archive: ${unpack}`, hex('fd 37 7a 58 5a 00 00')],
  [`a Zstandard archive: ${unpack}`, hex('28 b5 2f fd 04')],
  [`a 7-Zip archive: ${unpack}`, hex('37 7a bc af 27 1c 00 04')],
  [`a RAR archive: ${unpack}`, latin('Rar!\u001a\u0007\u0001\u0000')],
  [`a tar archive: ${unpack}`, placed(257, latin('ustar\u000000'))],
  [
    `an SPSS file (.sav): ${save}, with value labels in place of values`,
    latin('$FL2@(#) SPSS DATA FILE MS Windows 25.0'),
  ],
  [`an SPSS file (.zsav): ${save}, with value labels in place of values`, latin('$FL3@(#) SPSS DATA FILE')],
  [`a SAS file (.sas7bdat): ${save}`, placed(12, hex('c2ea8160 b31411cf bd920800 09c7318c'))],
  [ofR, hex('58 0a 00 00 00 03 00 04')],
  ...['02 00 00 00', '03 00 00 00', '00 00 00 02', '00 00 00 03'].flatMap((version): readonly Kind[] => [
    [ofR, hex(`42 0a ${version} 00 03`)],
    [ofR, gzipSync(hex(`42 0a ${version} 00 03`))],
  ]),
  [`a Parquet file: ${save}`, latin('PAR1\u0015\u0004')],
  [`an Arrow file: ${save}`, latin('ARROW1\u0000\u0000')],
  [`a Feather file: ${save}`, latin('FEA1\u0000\u0000')],
  [`an ORC file: ${save}`, latin('ORC\u0011\u0000')],
  [`an Avro file: ${save}`, latin('Obj\u0001\u0004')],
  [`an HDF5 file: ${save}`, hex('89 48 44 46 0d 0a 1a 0a')],
  [`an SQLite database: ${save}`, latin('SQLite format 3\u0000\u0010')],
  [`an Access database: ${save}`, latin('\u0000\u0001\u0000\u0000Standard ACE DB\u0000')],
  [`a dump of PostgreSQL: ${save}`, latin('PGDMP\u0001\u000e')],
  [`a PNG picture: ${ask}`, hex('89504e470d0a1a0a 00')],
  [`an archive of compress (.Z): ${unpack}`, hex('1f 9d 90')],
  [`an LZ4 archive: ${unpack}`, hex('04 22 4d 18 64')],
  [`an LZMA archive: ${unpack}`, hex('5d 00 00 80 00 ff')],
  [`a cabinet of Windows: ${unpack}`, hex('4d 53 43 46 00 00 00 00 10')],
  [`a dBase file (.dbf): ${save}`, hex('03 78 03 05 02 00 00 00 41 00')],
  [`a sheet of Lotus 1-2-3: ${save}`, hex('00 00 1a 00 05 10')],
  [`data of Python (pickle): ${save}`, hex('80 04 95 10')],
  [`data of Python (pickle): ${save}`, hex('80 05 95 10')],
  [`data of Python (NumPy): ${save}`, latin('\u0093NUMPY\u0001')],
  ['a workbook of the old kind (.xls): save it as .xlsx', hex('09 00 04 00 02 00 10 00')],
  ['a workbook of the old kind (.xls): save it as .xlsx', hex('09 02 06 00 00 00 10 00')],
  ['a workbook of the old kind (.xls): save it as .xlsx', hex('09 04 06 00 00 00 10 00')],
  [`a WebP picture: ${ask}`, latin('RIFF\u0010\u0000\u0000\u0000WEBPVP8 ')],
  [`a picture or film of a telephone: ${ask}`, hex('00 00 00 18 66 74 79 70 68 65 69 63')],
  [`a JPEG picture: ${ask}`, hex('ffd8ffe0 0010')],
  [`a BMP picture: ${ask}`, hex('42 4d 36 00 0c 00 00 00 00 00 36 00 00 00')],
  ['filled with zero bytes: it was not written to its end, export it again', new Uint8Array(512)],
  ['empty (0 bytes): export it again', gzipSync(new Uint8Array())],
  [`a GIF picture: ${ask}`, latin('GIF89a')],
  [`a TIFF picture: ${ask}`, hex('49492a00 08')],
  [`a TIFF picture: ${ask}`, hex('4d4d002a 00')],
  [`a DICOM image: ${ask}`, placed(128, latin('DICM'))],
  [`a shortcut to a file: ${ask}`, hex('4c000000 01140200 00000000 c0')],
  ...['69', '6c', '6e', '6f', '71', '72', '73'].flatMap(version =>
    ['01', '02'].map((order): Kind => [`a Stata file (.dta): ${save}`, hex(`${version} ${order} 01 00 05 00`)]),
  ),
]

const texts: readonly Kind[] = [
  [`a Stata file (.dta): ${save}`, latin('<stata_dta><header><release>118</release>')],
  [`an SPSS portable file: ${save}`, latin(`${' '.repeat(40)}ASCII SPSS PORT FILE`)],
  [`a SAS transport file (.xpt): ${save}`, latin(`HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!${'0'.repeat(30)}`)],
  [`a SAS transport file (.xpt): ${save}`, latin(`HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!${'0'.repeat(30)}`)],
  [`a SAS transport file (.cpt): ${save}`, latin('**COMPRESSED** **COMPRESSED**')],
  ...['RDX3\nX\n', 'RDX2\nX\n', 'RDX1\nX\n', 'RDA3\nA\n3\n', 'RDB3\nB\n'].flatMap((start): readonly Kind[] => [
    [ofR, latin(start)],
    [ofR, gzipSync(latin(start))],
  ]),
  [ofR, latin('A\n2\n197888\n')],
  ...[
    'structure(list(id = c("P001", "P002"), sex = c(1, 2)), row.names = c(NA, -2L), class = "data.frame")',
    '\nstructure(list(id = 1:2), class = "data.frame", row.names = c(NA, -2L))',
    'structure(c(1, 2), names = c("a", "b"))',
    'pt <-\nstructure(list(id = 1:2), class = "data.frame", row.names = c(NA, -2L))',
    '`made up` <-\nlist(id = 1:2)',
    '"made up" <-\nlist(id = 1:2)',
    'tibble("patient id" = 1:2)',
    'list(`patient id` = 1:2, sex = c(1, 2))',
    'data.frame(id = 1:2)',
  ].map((text): Kind => [`an R object as text (dput, dump): ${inR}`, utf8(text)]),
  [`a MATLAB file: ${save}`, latin('MATLAB 5.0 MAT-file, Platform: GLNXA64')],
  [`a PDF: ${ask}`, latin('%PDF-1.7\n1 0 obj')],
  [`a PostScript file: ${ask}`, latin('%!PS-Adobe-3.0')],
  [`a Rich Text document: ${ask}`, latin('{\\rtf1\\ansi id}')],
  ['an encrypted file: decrypt it before it is delivered', latin('-----BEGIN PGP MESSAGE-----\n\nhQ')],
  ['an encrypted file: decrypt it before it is delivered', latin('age-encryption.org/v1\n-> X25519')],
  [
    'a pointer of Git LFS: deliver the file that it points to',
    latin('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a'),
  ],
  [`a dump of a database: ${save}`, latin('-- MySQL dump 10.13  Distrib 8.0')],
  [`a dump of a database: ${save}`, latin('-- PostgreSQL database dump\n')],
  [`a dump of a database: ${save}`, latin('INSERT INTO labs VALUES (1, 2);\n')],
  [
    'a mail saved as a file: deliver the file that is attached to it',
    latin('From: lab\r\nSubject: table\r\nMIME-Version: 1.0\r\n\r\nhello'),
  ],
  [`a SYLK file: ${save}`, latin('ID;PWXL;N;E\n')],
  [`a Data Interchange Format file (.dif): ${save}`, latin('TABLE\n0,1\n"Sheet1"\nVECTORS\n0,3\n')],
  [`a Data Interchange Format file (.dif): ${save}`, latin('TABLE\r\n0,1\r\n"EXCEL"\r\n')],
  ...[
    '{"error":"You do not have permissions to use the API"}',
    '{ "message": "Not Found" }',
    '{"timestamp":"2024-01-01T00:00:00Z","path":"/export","error":"Internal Server Error"}',
    '{"success":false,"errmsg":"the token is over"}',
    '504 Gateway Time-out',
    'Unauthorized\r\n',
    'ORA-00942: table or view does not exist\n',
    'SQLSTATE[42S02]: Base table or view not found\n',
    "ERROR 1146 (42S02): Table 'a.b' doesn't exist\n",
    'Msg 208, Level 16, State 1\nInvalid object name\n',
    'upstream connect error or disconnect/reset before headers',
    'ERROR: You do not have permissions to use the API\r\n',
    '<?xml version="1.0" encoding="UTF-8" ?><hash><error>The token is wrong</error></hash>',
    '<Error><Code>AccessDenied</Code></Error>',
  ].map((answer): Kind => [refused, utf8(answer)]),
  [`HL7 messages: ${save}`, utf8('MSH|^~\\&|LAB|NORTH\rPID|1\r')],
  [`an encrypted file: decrypt it before it is delivered`, latin('Salted__\u0001\u0002')],
  [`JSON: ${save}`, utf8('[{"pid":"P001","sex":"m"}]')],
  [`JSON: ${save}`, utf8('\uFEFF{ "records": [ [1, 2] ] }')],
  [`JSON: ${save}`, utf8('{"pid":"P001"}\n{"pid":"P002"}\n')],
  [`JSON: ${save}`, utf8('[1, 2]')],
  [
    `an XML spreadsheet of 2003: ${save}`,
    utf8('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>'),
  ],
  [`a flat OpenDocument file: ${save}`, utf8('<?xml version="1.0"?>\n<office:document office:version="1.2"/>')],
  [`a web page (HTML): ${save}`, utf8('\r\n<html xmlns:x="x"><table><tr><td>pid</td></tr></table>')],
  [`a web page (HTML): ${save}`, utf8('<!-- saved from a page -->\n<html><table></table></html>')],
  [`a web page (HTML): ${save}`, utf8('<!-- c --><script>location="/login"</script>')],
  [`a web page (HTML): ${save}`, utf8('<form action="/login"><input></form>')],
  [`a web page (HTML): ${save}`, utf8('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html></html>')],
  [`a web page (HTML): ${save}`, utf16('<!DOCTYPE html><html></html>', 'le', true)],
  [`XML: ${save}`, utf8('<?xml version="1.0"?><ODM xmlns="http://www.cdisc.org/ns/odm/v1.3"/>')],
]

const old = 'a workbook of the old kind (.xls)'

const containers: readonly Kind[] = [
  [`${old}: save it as .xlsx`, streams('Workbook')],
  [`${old}: save it as .xlsx`, streams('Book')],
  [`${old} or another file of an old Office program: save it as .xlsx`, streams('Root Entry')],
  [`a Word document of the old kind (.doc): ${ask}`, streams('Root Entry', 'WordDocument')],
  ['protected by a password: save it without one', streams('EncryptionInfo', 'EncryptedPackage')],
  ['empty (0 bytes): export it again', new Uint8Array()],
  ['a binary workbook (.xlsb): save it as .xlsx', zipSync({ 'xl/workbook.bin': latin('x') })],
  [`a Word document (.docx): ${ask}`, zipSync({ 'word/document.xml': utf8('<a/>') })],
  [`a presentation (.pptx): ${ask}`, zipSync({ 'ppt/presentation.xml': utf8('<a/>') })],
  ['an OpenDocument file that is no spreadsheet: save it as .xlsx', zipSync({ 'content.xml': utf8('<a/>') })],
  ['a file of Apple Numbers: export it as .xlsx or CSV', zipSync({ 'Index/Document.iwa': latin('x') })],
  [
    `a drawing of Visio (.vsdx): ${ask}`,
    zipSync({ '[Content_Types].xml': utf8('<a/>'), 'visio/document.xml': utf8('<a/>') }),
  ],
  [
    `a document of fixed pages (.xps): ${ask}`,
    zipSync({ '[Content_Types].xml': utf8('<a/>'), 'FixedDocSeq.fdseq': utf8('<a/>') }),
  ],
  [`a document without a sheet: ${ask}`, zipSync({ mimetype: utf8('application/vnd.oasis.opendocument.text') })],
  [`a document without a sheet: ${ask}`, gzipSync(zipSync({ mimetype: utf8('application/epub+zip') }))],
  [
    'a ZIP archive of 2 files: name the one that is read (`inside: …`)',
    zipSync({ 'pt.csv': utf8('id\n1\n'), 'labs.csv': utf8('id\n1\n') }),
  ],
]

const reasonOf = async (bytes: Uint8Array, name: string): Promise<string> => {
  const error: unknown = await readTable(bytes, madeFile(), name, 'north').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ExportUnreadable)
  return error instanceof ExportUnreadable ? error.reason : ''
}

describe.each([
  ['bytes', binary],
  ['texts', texts],
  ['containers', containers],
])('what is no table is named by its %s', (_, kinds) => {
  test.each(kinds)('%s, under any name', async (reason, bytes) => {
    for (const name of ['made.csv', 'made.xlsx', 'made.xls', 'made.dat', 'made']) {
      expect(await reasonOf(bytes, name)).toBe(`it is ${reason}`)
    }
  })
})

const packs: Readonly<Record<string, Uint8Array>> = {
  'a bzip2 archive': latin('BZh91AY&SY'),
  'an xz archive': hex('fd 37 7a 58 5a 00 00'),
  'an LZMA archive': hex('5d 00 00 80 00 ff'),
  'a Zstandard archive': hex('28 b5 2f fd 04'),
}

test.each(Object.entries(packs))(
  '%s that is named data of R is told as such, also inside of another pack',
  async (what, bytes) => {
    const ends = ['', '.gz', '.bz2', '.xz', '.lzma', '.zst']
    for (const name of ['made.rda', 'made.RData', 'made.RDS', ...ends.map(end => `made.rds${end}`)])
      expect(await reasonOf(bytes, name)).toBe(`it is ${ofR}`)
    expect(await reasonOf(gzipSync(bytes), 'made.rds')).toBe(`it is ${ofR}`)
    expect(await reasonOf(zipSync({ 'a/made.rds': bytes }), 'made.zip')).toBe(`it is ${ofR}`)
    for (const name of ['made.csv', 'made.rds.csv', 'rds', 'made.csv.bz2'])
      expect(await reasonOf(bytes, name)).toBe(`it is ${what}: ${unpack}`)
  },
)

test('what is named data of R and is a table, or another thing, is that', async () => {
  expect((await readTable(utf8('id,a\n1,2\n'), madeFile(), 'made.rds')).rows).toHaveLength(1)
  expect(await reasonOf(latin('%PDF-1.7'), 'made.rds')).toBe(`it is a PDF: ${ask}`)
})

test.each([
  ['made.xlsx', 'it is named a workbook but is not one, it is text: name it .csv, or save it as a workbook'],
  ['made.xlsm', 'it is named a workbook but is not one, it is text: name it .csv, or save it as a workbook'],
])('a text that is called %s', async (name, reason) => {
  expect(await reasonOf(utf8('id,a\n1,2\n'), name)).toBe(reason)
})

test('each of the marks of an archive makes one, whole or cut', () => {
  for (const mark of ['504b0304', '504b0506', '504b0708'])
    expect(recognizeContent(hex(mark))).toEqual({ kind: 'archive' })
  expect(recognizeContent(hex('504b0102'))).toEqual({ kind: 'text' })
})

test.each([
  'BMI,id\n1,2\n',
  'ID;Patient\n1;2\n',
  '[id],a\n1,2\n',
  '{id},a\n1,2\n',
  'rq1,id\n1,2\n',
  'RD,id\n1,2\n',
  '<5,id\n1,2\n',
  'list(a),id\n1,2\n',
  'structure,id\n1,2\n',
  'c(1),id\n1,2\n',
  'Error: code,id\n1,2\n',
  'MSH,id\n1,2\n',
  'MSCF,id\n1,2\n',
])('a table that begins like %j is a table', async text => {
  const delimiter = text.includes(';') ? ';' : ','
  expect((await readTable(utf8(text), madeFile({ delimiter }), 'made.csv')).rows).toHaveLength(1)
})
