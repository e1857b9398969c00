import { stripVTControlCharacters } from 'node:util'
import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { DataCutRefused, NothingToReuse } from '../../../activities/run-errors.js'
import { exitCodeOf, gravest } from '../../../cli/exit-codes.js'
import { StudyNotFound } from '../../../cli/find-study.js'
import { tellError } from '../../../cli/tell-error.js'
import { StudyInvalid } from '../../../protocol/errors.js'
import { ServiceUnavailable } from '../../../provision/index.js'

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
  ['Cancelled', 5],
  ['Error', 5],
])('%s leads to %i', (name, code) => {
  expect(exitCodeOf(name)).toBe(code)
})

test.each([
  [
    new ServiceUnavailable('Temporal', 'it does not answer', ['127.0.0.1:1'], 'start it'),
    4,
    /Temporal: it does not answer\n {2}tried: .*\n {2}what to do: start it/,
  ],
  [
    new StudyInvalid([
      { file: 'study.yaml', line: 3, column: 7, message: 'found x', found: 'x', allowed: ['y'], nearest: 'y' },
    ]),
    2,
    /^study\.yaml:3:7: found x/,
  ],
  [new StudyNotFound('no study'), 2, /^StudyNotFound: no study$/],
  [new DataCutRefused('no date'), 2, /^DataCutRefused: no date$/],
  [new NothingToReuse('no report'), 2, /^NothingToReuse: no report$/],
])('%s is told in its own words, without the place in our code', (error, code, words) => {
  const { text, exitCode } = tellError(error)
  expect(exitCode).toBe(code)
  const told = stripVTControlCharacters(text ?? '')
  expect(told).toMatch(words)
  expect(told).not.toMatch(/^\s+at /m)
})

test.each([
  [Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' })],
  [Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' })],
  [new Error('Connection terminated unexpectedly')],
])('a database that goes away in the middle is a missing service: %s', error => {
  expect(tellError(error)).toEqual({ text: expect.stringContaining('PostgreSQL went away') as string, exitCode: 4 })
})

test('a defect of ours shows where it came from', () => {
  const { text, exitCode } = tellError(new TypeError('undefined is no subject'))
  expect(exitCode).toBe(5)
  expect(text).toMatch(/TypeError: undefined is no subject\n\s+at /)
})

test('what the parser has told is not told again', () => {
  expect(tellError(new CommanderError(1, 'commander.unknownOption', 'unknown option'))).toEqual({
    text: null,
    exitCode: 5,
  })
  expect(tellError(new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'))).toEqual({
    text: null,
    exitCode: 0,
  })
})
