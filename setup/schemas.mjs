// Writes the JSON Schemas of study.yaml, sites/*.yaml, published.yaml and results.json into protocol/schemas/, and
// docs/results.md from the catalogue of results, docs/rules.md from the rules that ship, and docs/findings.md from the kinds of findings.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const built = join(root, 'dist', 'protocol', 'load', 'json-schemas.js')
if (!existsSync(built)) {
  console.error('There is no built product: run `npm run build` first.')
  process.exit(5)
}
const { jsonSchemas } = await import(pathToFileURL(built).href)
const folder = join(root, 'protocol', 'schemas')
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(jsonSchemas())) {
  writeFileSync(join(folder, name), text)
  console.log(`protocol/schemas/${name}`)
}
const page = join(root, 'dist', 'protocol', 'results', 'results-page.js')
const { resultsPage } = await import(pathToFileURL(page).href)
writeFileSync(join(root, 'docs', 'results.md'), resultsPage())
console.log('docs/results.md')
const rules = join(root, 'dist', 'protocol', 'words', 'rules-page.js')
const { rulesPage } = await import(pathToFileURL(rules).href)
const { readRuleFiles } = await import(pathToFileURL(join(root, 'dist', 'protocol', 'load', 'read-rules.js')).href)
writeFileSync(join(root, 'docs', 'rules.md'), rulesPage(await readRuleFiles()))
console.log('docs/rules.md')
const findings = join(root, 'dist', 'protocol', 'words', 'findings-page.js')
const { findingsPage } = await import(pathToFileURL(findings).href)
writeFileSync(join(root, 'docs', 'findings.md'), findingsPage())
console.log('docs/findings.md')
