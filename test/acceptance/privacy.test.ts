import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Connection, Client } from '@temporalio/client'
import { unzipSync } from 'fflate'
import { readXlsx } from 'hucre'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { checkout, type Finished, folderOf, type Product, setUpProduct } from '../support/cohortium.js'

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

/** Every name, resident id, phone number and hospital number that stands in the exports, read without the product. */
const plantedIdentifiers = async (): Promise<readonly string[]> => {
  const texts: string[] = []
  for (const file of filesIn(exports)) {
    const bytes = readFileSync(file)
    if (file.endsWith('.xlsx')) {
      const { sheets } = await readXlsx(bytes)
      texts.push(...sheets.flatMap(sheet => sheet.rows.flat().map(String)))
    } else {
      texts.push(new TextDecoder(/nantong/.test(file) ? 'gb18030' : 'utf-8').decode(bytes))
    }
  }
  const whole = texts.join('\n')
  return [...new Set([...whole.matchAll(/(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/g)].map(([, found]) => found ?? ''))]
}

/** The names in the column of names of each text export. */
const plantedNames = (): readonly string[] =>
  filesIn(exports)
    .filter(file => file.endsWith('.csv'))
    .flatMap(file => {
      const [header = '', ...rows] = new TextDecoder(/nantong/.test(file) ? 'gb18030' : 'utf-8')
        .decode(readFileSync(file))
        .split(/\r?\n/)
      const column = header
        .replace(/^\uFEFF/, '')
        .split(',')
        .findIndex(title => /姓名|patient_name|^name$/i.test(title.replaceAll('"', '')))
      if (column < 0) return []
      return rows
        .map(row => row.split(',')[column]?.replaceAll('"', '').trim() ?? '')
        .filter(cell => /^\p{Script=Han}{2,4}$/u.test(cell))
    })

const expectNone = (text: string, where: string): void => {
  const found = planted.filter(identifier => text.includes(identifier))
  expect(found, where).toEqual([])
}

beforeAll(async () => {
  planted = [...(await plantedIdentifiers()), ...new Set(plantedNames())]
  product = await setUpProduct()
  finished = await product.run(['run', study, '--out', product.out], { COHORTIUM_LOG: 'DEBUG' })
})

afterAll(() => product.close())

test('identifiers of every kind are planted in the exports', () => {
  expect(planted.filter(identifier => /^\d{17}/.test(identifier)).length).toBeGreaterThan(100)
  expect(planted.filter(identifier => /^1\d{10}$/.test(identifier)).length).toBeGreaterThan(50)
  expect(planted.filter(identifier => /^\p{Script=Han}+$/u.test(identifier)).length).toBeGreaterThan(50)
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
    if (!file.endsWith('.xlsx')) continue
    for (const [part, content] of Object.entries(unzipSync(bytes)))
      expectNone(new TextDecoder().decode(content), `${file} ${part}`)
  }
})

test('no identifier is in the history that Temporal keeps', async () => {
  const connection = await Connection.connect({ address: inject('temporalAddress') })
  try {
    const client = new Client({ connection, namespace: inject('temporalNamespace') })
    const workflows: string[] = []
    for await (const { workflowId, runId } of client.workflow.list()) {
      const { events = [] } = await client.workflow.getHandle(workflowId, runId).fetchHistory()
      const text = JSON.stringify(events, (_key, value: unknown) =>
        value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
      )
      expectNone(text + workflowId, `history of ${workflowId}`)
      workflows.push(workflowId)
    }
    expect(workflows.filter(id => id.includes(name)).length).toBeGreaterThanOrEqual(4)
  } finally {
    await connection.close()
  }
})
