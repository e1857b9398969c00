import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exitCodes, exitMeanings, type ExitName } from '../../words/exit-codes.js'
import { checkout } from '../support/checkout.js'

const readme = readFileSync(join(checkout, 'README.md'), 'utf8').split('\n')

test.each(Object.keys(exitCodes) as ExitName[])('the README says what %s means', name => {
  expect(readme).toContain(`| ${String(exitCodes[name])} | ${exitMeanings[name]} |`)
})

test('the README has no other exit code', () => {
  const heading = readme.indexOf('### Exit codes')
  const rows = readme.slice(heading, heading + 12).filter(line => /^\| \d+ \|/.test(line))
  expect(rows.length).toBe(Object.keys(exitCodes).length)
})
