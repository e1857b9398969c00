import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildExports } from './build-exports.js'

// Run by hand: npx tsx studies/ncctg-lung/exports-from-source/write-exports.ts
const lung = readFileSync(join(import.meta.dirname, 'lung.csv'), 'utf8')
for (const [path, bytes] of Object.entries(buildExports(lung))) {
  const file = join(import.meta.dirname, '..', 'exports', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}
