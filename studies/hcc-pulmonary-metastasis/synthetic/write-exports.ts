/* Run by hand: npx tsx studies/hcc-pulmonary-metastasis/synthetic/write-exports.ts */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeExports } from './exports.js'
import { parseTruth } from './truth.js'

const here = dirname(fileURLToPath(import.meta.url))
const truth = parseTruth(await readFile(join(here, 'truth.csv'), 'utf8'))
for (const [path, bytes] of await makeExports(truth)) {
  const target = join(here, 'exports', path)
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, bytes)
  console.log(`${path}: ${bytes.length} bytes`)
}
