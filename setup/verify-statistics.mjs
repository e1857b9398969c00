#!/usr/bin/env node
import { pathToFileURL } from 'node:url'
import { buildOrLeave } from './build.mjs'
import { inCheckout } from './checkout.mjs'
import { install } from './install.mjs'

await install()
await buildOrLeave()
const verifier = inCheckout('dist', 'test', 'statistics', 'verify', 'main.js')
const { verifyStatistics } = await import(pathToFileURL(verifier).href)
process.exitCode = verifyStatistics(process.argv.slice(2))
