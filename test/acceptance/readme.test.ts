import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout, type Product, readResults, setUpProduct } from '../support/cohortium.js'
import { type Block, blocksOf, documents, readDocument } from '../support/documents.js'
import { byHand } from '../support/tutorial.js'

let product: Product
let folder: string

const left = new Set(['.git', '.cohortium', 'node_modules', 'dist', 'out', 'coverage'])

// The commands run in a copy, so that what they write leaves the checkout alone; packages and build are the checkout's own.
beforeAll(async () => {
  product = await setUpProduct()
  folder = join(product.out, 'a copy')
  mkdirSync(folder)
  for (const name of readdirSync(checkout)) {
    if (!left.has(name) && !/^dist\.|\.log$/.test(name))
      cpSync(join(checkout, name), join(folder, name), { recursive: true })
  }
  for (const name of ['node_modules', 'dist']) symlinkSync(join(checkout, name), join(folder, name))
})

afterAll(() => product.close())

interface Ended {
  readonly code: number | null
  readonly output: string
}

const runBlock = (text: string): Promise<Ended> =>
  new Promise(resolve => {
    const child = spawn('sh', ['-e', '-c', text], {
      cwd: folder,
      env: { ...product.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
    child.once('close', code => {
      resolve({ code, output })
    })
  })

/** What the commands of a document printed, by the line of their block. */
const printed = new Map<string, string>()

const commandsOf = (path: string): readonly Block[] =>
  blocksOf(readDocument(path)).filter(({ language }) => language === 'sh')

/** The README comes first: it is read first, and what it runs is there for the others. */
const inOrder = documents()
  .filter(path => commandsOf(path).length > 0)
  .sort((one, other) => Number(other === 'README.md') - Number(one === 'README.md'))

test.each(inOrder)('every command of %s ends well', async path => {
  for (const { line, text } of commandsOf(path)) {
    const { code, output } = await runBlock(text)
    printed.set(`${path}:${line.toString()}`, output)
    expect(code, `${path}:${line.toString()}\n${text}\n${output}`).toBe(0)
  }
})

test('the commands of the README leave the reports that it promises', () => {
  const table = [...readDocument('README.md').matchAll(/^\| `([a-z./]+)` \|/gm)].map(match => match[1] ?? '')
  expect(table).toEqual(['report.xlsx', 'results.json', 'pairs.csv', 'figures/', 'manifest.json', 'mail/'])
  const runs = readdirSync(join(folder, 'out', 'hcc-pulmonary-metastasis')).map(run =>
    join(folder, 'out', 'hcc-pulmonary-metastasis', run),
  )
  expect(runs).toHaveLength(2)
  for (const run of runs) expect(table.filter(name => !existsSync(join(run, name)))).toEqual([])
})

test('the report that the tutorial ends in has the numbers that its page works out by hand', () => {
  const [run = '', ...others] = readdirSync(join(folder, 'out', 'my-first-study'))
  expect(others).toEqual([])
  const { results } = readResults(join(folder, 'out', 'my-first-study', run))
  const found = new Map(results.map(({ key, value }) => [key, value]))
  for (const [key, value] of Object.entries(byHand)) expect(found.get(key), key).toBeCloseTo(value, 9)
})

test('what the tutorial shows as printed is what its commands print', () => {
  const path = 'docs/tutorial.md'
  const blocks = blocksOf(readDocument(path))
  const shown = blocks.flatMap(({ language, text }, at) => {
    const command = blocks[at - 1]
    return language === 'text' && command !== undefined ? [{ lines: text.split('\n'), line: command.line }] : []
  })
  expect(shown).toHaveLength(1)
  for (const { lines, line } of shown) {
    const output = (printed.get(`${path}:${line.toString()}`) ?? '').split('\n')
    expect(lines.filter(one => !output.includes(one))).toEqual([])
  }
})
