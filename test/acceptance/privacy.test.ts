import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Connection, Client } from '@temporalio/client'
import { unzipSync } from 'fflate'
import { readXlsx } from 'hucre'
import { sql } from 'kysely'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sealingCodec } from '../../installation/sealing-codec.js'
import { checkout, type Finished, folderOf, type Product, setUpProduct } from '../support/cohortium.js'
import { checkoutKey, payloadsIn, plainIn } from '../support/sealed-history.js'
import { temporalConnection } from '../support/temporal-connection.js'

const name = 'hcc-pulmonary-metastasis'
const study = join(checkout, 'studies', name)
const exports = join(study, 'synthetic', 'exports', 'first')

let product: Product
let finished: Finished
let planted: readonly string[]

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => join(folder, file))
    .filter(file => statSync(file).isFile())

/** The sheets of a file as rows of texts, read without the product. */
const tablesIn = async (file: string): Promise<readonly (readonly (readonly string[])[])[]> => {
  const bytes = readFileSync(file)
  if (file.endsWith('.xlsx')) {
    const { sheets } = await readXlsx(bytes)
    return sheets.map(sheet => sheet.rows.map(row => row.map(cell => (cell === null ? '' : String(cell)))))
  }
  const text = new TextDecoder(/nantong/.test(file) ? 'gb18030' : 'utf-8').decode(bytes).replace(/^\uFEFF/, '')
  return [text.split(/\r?\n/).map(row => row.split(',').map(cell => cell.replaceAll('"', '').trim()))]
}

const isName = (cell: string): boolean => /^\p{Script=Han}{2,4}$/u.test(cell)

/** The cells below a header that names persons, in whatever row of the table that header stands. */
const namesIn = (rows: readonly (readonly string[])[]): readonly string[] =>
  rows.flatMap((header, at) =>
    header.flatMap((title, column) =>
      /^(患者)?姓名$|patient_name|^name$/i.test(title)
        ? rows
            .slice(at + 1)
            .map(row => row[column] ?? '')
            .filter(isName)
        : [],
    ),
  )

/** Every name, resident id and phone number that stands in the exports, text or workbook. */
const plantedIdentifiers = async (): Promise<readonly string[]> => {
  const tables = (await Promise.all(filesIn(exports).map(tablesIn))).flat()
  const whole = tables.flat(2).join('\n')
  const numbers = [...whole.matchAll(/(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/g)].map(([, found]) => found ?? '')
  return [...new Set([...numbers, ...tables.flatMap(namesIn)])]
}

/** Every text that a value holds, however deep: bytes are decoded, and nothing is asked to write itself as JSON. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (value instanceof Uint8Array) return [new TextDecoder().decode(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => [key, ...textsIn(part)])
}

/** What a person reads in a message: its headers, both bodies, and what its attachments pack. */
const textsOfMail = async (bytes: Uint8Array): Promise<readonly string[]> => {
  const mail = await simpleParser(Buffer.from(bytes))
  return [
    mail.headerLines.map(({ line }) => line).join('\n'),
    mail.subject ?? '',
    mail.text ?? '',
    typeof mail.html === 'string' ? mail.html : '',
    ...mail.attachments.flatMap(({ filename, content }) => [filename ?? '', ...textsOfPacked(content)]),
  ]
}

const textsOfPacked = (bytes: Uint8Array): readonly string[] =>
  Object.entries(unzipSync(bytes)).flatMap(([part, content]) => [part, new TextDecoder().decode(content)])

const expectNone = (text: string, where: string): void => {
  const found = planted.filter(identifier => text.includes(identifier))
  expect(found, where).toEqual([])
}

beforeAll(async () => {
  planted = await plantedIdentifiers()
  product = await setUpProduct()
  finished = await product.run(['run', study, '--out', product.out], { COHORTIUM_LOG: 'DEBUG' })
})

afterAll(() => product.close())

test('identifiers of every kind are planted in the exports', () => {
  expect(planted.filter(identifier => /^\d{17}/.test(identifier)).length).toBeGreaterThan(100)
  expect(planted.filter(identifier => /^1\d{10}$/.test(identifier)).length).toBeGreaterThan(50)
  // More than the text exports hold alone: the workbooks name persons too.
  expect(planted.filter(isName).length).toBeGreaterThan(120)
})

test('no identifier is in what the command printed or logged', () => {
  expect(finished.code).toBe(0)
  expectNone(finished.stdout, 'standard output')
  expectNone(finished.stderr, 'standard error and logs')
})

test('no identifier is in any table', async () => {
  const { rows: tables } = await sql<{
    name: string
  }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(
    product.database.store.database,
  )
  expect(tables.length).toBeGreaterThan(30)
  for (const { name: table } of tables) {
    const { rows } = await sql<{
      text: string | null
    }>`select string_agg(t::text, e'\n') as text from ${sql.table(table)} t`.execute(product.database.store.database)
    expectNone(rows[0]?.text ?? '', `table ${table}`)
  }
})

test('no identifier is in any file of the run, its name or what it packs', () => {
  const files = filesIn(folderOf(product.out, name, finished))
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) {
    const bytes = readFileSync(file)
    expectNone(file, 'file name')
    expectNone(bytes.toString('utf8'), file)
    if (file.endsWith('.xlsx')) for (const text of textsOfPacked(bytes)) expectNone(text, file)
  }
})

test('no identifier is in a mail as a person reads it', async () => {
  const mails = filesIn(folderOf(product.out, name, finished)).filter(file => file.endsWith('.eml'))
  expect(mails.length).toBeGreaterThan(0)
  for (const file of mails) {
    const texts = await textsOfMail(readFileSync(file))
    // What stands encoded in the file is seen here: a search that cannot find this could not find a name.
    expect(texts.join('\n')).toContain('肝')
    for (const text of texts) expectNone(text, file)
  }
})

test('H14: all that Temporal keeps is sealed, and no identifier is in it when it is opened', async () => {
  const codec = sealingCodec(checkoutKey())
  const connection = await Connection.connect(temporalConnection())
  try {
    const client = new Client({ connection, namespace: inject('temporalNamespace') })
    const workflows: string[] = []
    for await (const { workflowId, runId } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory()
      const payloads = payloadsIn(history)
      // Other tests' scripted runs write in the open beside it.
      if (workflowId.includes(name)) expect(plainIn(history)).toEqual([])
      const opened = textsIn(await codec.decode([...payloads]))
      expectNone([workflowId, ...textsIn(history), ...opened].join('\n'), `history of ${workflowId}`)
      workflows.push(workflowId)
      if (workflowId !== `cohortium/${name}`) continue
      // The search sees what was sealed: who asked and for which study stands in the request, and nowhere in the open.
      expect(opened.some(text => text.includes('"startedBy"') && text.includes(name))).toBe(true)
      expect(textsIn(history).some(text => text.includes('startedBy') || text.includes(product.out))).toBe(false)
    }
    expect(workflows.filter(id => id.includes(name)).length).toBeGreaterThanOrEqual(4)
  } finally {
    await connection.close()
  }
})
