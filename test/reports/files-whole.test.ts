import { createHash } from 'node:crypto'
import ExcelJS from 'exceljs'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { crc32 } from 'node:zlib'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { buildReport } from '../../reports/render/build-report.js'
import { renderMail, recipientsOf } from '../../reports/mail/render-mail.js'
import { packWorkbook } from '../../reports/render/render-packed-workbook.js'
import { renderPng } from '../../reports/render/render-png.js'
import { renderWorkbook } from '../../reports/render/render-workbook.js'
import { smallContext, smallInput } from './small-report.js'
import { smallStudy } from './small-study.js'
import { told } from '../../words/told.js'

test('a report is a workbook, the pairs, and each figure twice, under one hash', async () => {
  const { files, reportHash } = await buildReport(smallInput())
  const ids = ['flow', 'km-os-all', 'km-os-matched', 'km-healing-all', 'forest-os', 'love-plot']
  expect(files.map(({ path }) => path)).toEqual([
    'report.xlsx',
    'pairs.csv',
    ...ids.map(id => `figures/${id}.svg`),
    ...ids.map(id => `figures/${id}.png`),
  ])
  const hash = createHash('sha256')
  for (const { path, bytes } of files) hash.update(`${path}\n${String(bytes.length)}\n`).update(bytes)
  expect(reportHash).toBe(hash.digest('hex'))
  expect(strFromU8(files[1]?.bytes ?? new Uint8Array())).toMatch(/^pair,treated/)
  expect(strFromU8(files[2]?.bytes ?? new Uint8Array())).toMatch(/^<svg /)
})

test('a workbook says of itself what it is, when it was made and of which data', async () => {
  const context = smallContext({ run: { ...smallInput().run, status: 'PROVISIONAL' } })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await renderWorkbook(context, new Map())).buffer as ArrayBuffer)
  expect(book).toMatchObject({
    creator: 'Cohortium',
    lastModifiedBy: 'Cohortium',
    title: 'small 20240401-0200-7f3a',
    description:
      'SYNTHETIC DATA: invented subjects, no real person | PROVISIONAL. South Hospital: its export cannot be read, its data of an unstated day stand in; have it sent again.',
  })
  expect([book.created, book.modified].map(date => date.toISOString())).toEqual([
    '2024-03-31T18:00:00.000Z',
    '2024-03-31T18:00:00.000Z',
  ])
})

test('a packed workbook has its default font and inner links, and the times of no machine', () => {
  const font =
    '<font><color theme="1"/><family val="2"/><scheme val="minor"/><sz val="11"/><name val="Calibri"/></font>'
  const outer =
    '<Relationship Id="rId1" Target="#\'Flow\'!A1" TargetMode="External"/><Relationship Id="rId2" Target="x"/>'
  const link = '<hyperlink ref="A1" r:id="rId1" location="#\'Flow\'!A1"/>'
  const given = {
    'xl/styles.xml': `<a>${font}</a>`,
    'xl/worksheets/sheet12.xml': link,
    'xl/worksheets/_rels/sheet12.xml.rels': outer,
    'xl/media/a.png': 'png'.repeat(50),
    'other.xml': `${font}${link}${outer}`.repeat(5),
  }
  const packed = packWorkbook(
    zipSync(Object.fromEntries(Object.entries(given).map(([name, part]) => [name, strToU8(part)]))),
  )
  const parts = Object.fromEntries(Object.entries(unzipSync(packed)).map(([name, part]) => [name, strFromU8(part)]))
  expect(parts).toEqual({
    ...given,
    'xl/styles.xml': '<a><font><sz val="10"/><name val="Arial"/><family val="2"/></font></a>',
    'xl/worksheets/sheet12.xml': '<hyperlink ref="A1" location="\'Flow\'!A1"/>',
    'xl/worksheets/_rels/sheet12.xml.rels': '<Relationship Id="rId2" Target="x"/>',
  })
  // Of each part: the method (pictures are stored, the rest is packed) and the day, 1980-01-01.
  const view = Buffer.from(packed)
  const heads = Object.keys(given).map(name => view.indexOf(name) - 30)
  expect(heads.map(head => view.readUInt16LE(head + 8))).toEqual([8, 8, 8, 0, 8])
  expect(heads.map(head => view.readUInt16LE(head + 12))).toEqual([33, 33, 33, 33, 33])
  expect(heads.map(head => view.readUInt16LE(head + 10))).toEqual([0, 0, 0, 0, 0])
})

test('a picture says its density in a chunk that checks', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"></svg>'
  const png = Buffer.from(await renderPng({ id: 'x', title: 'x', svg, width: 100, height: 50 }))
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([300, 150])
  expect(png.readUInt32BE(33)).toBe(9)
  expect(png.toString('latin1', 37, 41)).toBe('pHYs')
  expect([png.readUInt32BE(41), png.readUInt32BE(45), png.readUInt8(49)]).toEqual([11_811, 11_811, 1])
  expect(png.readUInt32BE(50)).toBe(crc32(png.subarray(37, 50)))
  expect(png.toString('latin1', 58, 62)).toBe('IDAT')
})

test('a message is named by run and recipient, and carries the workbook under a name of its own', async () => {
  const context = smallContext()
  const workbook = new Uint8Array([1, 2, 3])
  const from = 'cohortium@hospital.example'
  const mail = await renderMail(context, workbook, from, { to: '..liu wei@example.org', name: 'Liu\nWei' })
  const mark = createHash('sha256').update('20240401-0200-7f3a\n..liu wei@example.org').digest('hex')
  expect(mail).toMatchObject({
    path: `mail/liu_wei.at.example.org-${mark.slice(0, 6)}.eml`,
    messageId: `<20240401-0200-7f3a.${mark.slice(0, 16)}@hospital.example>`,
    from,
    to: '..liu wei@example.org',
  })
  const read = await simpleParser(Buffer.from(mail.bytes))
  expect(read.headers.get('auto-submitted')).toBe('auto-generated')
  expect(read.from?.text).toBe(from)
  expect(read.attachments.map(({ filename, contentType, content }) => [filename, contentType, [...content]])).toEqual([
    ['small-20240401-0200-7f3a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', [1, 2, 3]],
  ])
  expect(read.to).toMatchObject({ value: [{ name: 'Liu Wei' }] })
  expect((await renderMail(context, workbook, 'local', { to: 'a@b' })).messageId).toMatch(/@localhost>$/)
})

test.each([
  [null, [], ['always@example.org', 'changed@example.org']],
  ['before', [], ['always@example.org']],
  ['before', ['data'], ['always@example.org', 'changed@example.org']],
] as const)('who is mailed after run %s when %j changed', (run, causes, to) => {
  const study = smallStudy({
    mail: [{ to: 'always@example.org' }, { to: 'changed@example.org', when: 'changed', name: 'C' }],
  })
  const previous = run === null ? null : { run, dataCut: null, results: [], pairs: { kept: 0, before: 0 } }
  const whatChanged = causes.map(cause => ({ cause, text: told`x`, counts: {} }))
  const recipients = recipientsOf(smallContext({ study, previous, whatChanged }), study.mail)
  expect(recipients.map(one => one.to)).toEqual(to)
  expect(recipients[1]?.name).toBe(to.length === 1 ? undefined : 'C')
})
