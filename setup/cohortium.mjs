#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inCheckout } from './checkout.mjs'
import { allowedMebibytes, memoryTold } from './memory.mjs'
import { allowedOpenFiles, openFilesTold } from './open-files.mjs'

const main = inCheckout('dist', 'programs', 'main.js')
// Asked before the modules load, which would fail by a stack of Node's own.
const tooFew = openFilesTold(allowedOpenFiles()) ?? memoryTold(process.argv[2], allowedMebibytes())
if (tooFew !== null) {
  console.error(tooFew)
  process.exitCode = 4
} else if (existsSync(main)) {
  process.argv[1] = main
  await import(pathToFileURL(main).href)
} else {
  console.error('cohortium is not built yet: run npm start first.')
  process.exitCode = 5
}
