#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inCheckout } from './checkout.mjs'

const main = inCheckout('dist', 'cli', 'main.js')
if (existsSync(main)) {
  process.argv[1] = main
  await import(pathToFileURL(main).href)
} else {
  console.error('cohortium is not built yet: run npm start first.')
  process.exitCode = 5
}
