#!/usr/bin/env node
import { existsSync } from 'node:fs'

const verifier = new URL('../dist/test/statistics/verify/main.js', import.meta.url)
if (!existsSync(verifier)) {
  console.error('The statistics are not built yet: run `npm run build` first.')
  process.exit(5)
}
const { verifyStatistics } = await import(verifier.href)
process.exitCode = verifyStatistics(process.argv.slice(2))
