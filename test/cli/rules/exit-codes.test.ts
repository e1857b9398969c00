import { expect, test } from 'vitest'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endingClasses, exitCodeOf } from '../../../cli/exit-codes.js'
import { checkout } from '../../support/checkout.js'
import { gravest } from '../../../words/exit-codes.js'

// The order that the product promises: 4 > 2 > 5 > 3 > 1 > 0.
const byGravity = [4, 2, 5, 3, 1, 0]

test.each(byGravity.map((code, at) => [code, byGravity.slice(at)]))(
  '%i is told where it meets only %j',
  (code, met) => {
    expect(gravest(met)).toBe(code)
    expect(gravest([...met].reverse())).toBe(code)
    expect(gravest([...met, ...met])).toBe(code)
  },
)

test('nothing to tell is done', () => {
  expect(gravest([])).toBe(0)
})

test.each([
  ['ServiceUnavailable', 4],
  ['SchemaNewerThanCode', 4],
  ['StudyInvalid', 2],
  ['StudyNotFound', 2],
  ['DataCutRefused', 2],
  ['IdentityKeyMissing', 2],
  ['IdentityKeyDiffers', 2],
  ['NothingToReuse', 2],
  ['OptionInvalid', 5],
  ['RunNotFound', 5],
  ['SubjectNotFound', 5],
  ['NothingToAccept', 5],
  ['NothingToWaive', 5],
  ['RowNotFound', 5],
  ['Cancelled', 5],
  ['Error', 5],
])('%s leads to %i', (name, code) => {
  expect(exitCodeOf(name)).toBe(code)
})

// Temporal keeps of an error the name of its class alone, so the text of the class has to say the same name.
const classes = readdirSync(checkout, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts') && !/(^|\/)(node_modules|dist|test)\//.test(path))
  .flatMap(path => [
    ...readFileSync(join(checkout, path), 'utf8').matchAll(
      /class (\w+) extends \w+ {\n {2}static readonly endsWith = .*\n(.*)/g,
    ),
  ])

test('every error class that says how it ends is known by its name', () => {
  expect(classes.map(([, name]) => name).sort()).toEqual(endingClasses.map(({ name }) => name).sort())
})

test.each(classes.map(([, name = '', line = '']) => [name, line] as const))(
  '%s is thrown under its own name',
  (name, line) => {
    expect(line).toBe(`  override readonly name = '${name}'`)
  },
)
