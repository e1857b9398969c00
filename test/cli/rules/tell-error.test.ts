import { inWords } from '../../support/in-colour.js'
import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { DataCutRefused, NothingToReuse } from '../../../stages/run-errors.js'
import { NothingToAccept, RunNotFound, StudyNotFound, SubjectNotFound } from '../../../cli/command-errors.js'
import { OptionInvalid } from '../../../cli/option-invalid.js'
import { tellError } from '../../../cli/tell-error.js'
import { IdentityKeyMissing } from '../../../harmonize/door/ids/identity-key.js'
import { StudyInvalid } from '../../../protocol/load/study-problems.js'
import { ServiceUnavailable } from '../../../provision/index.js'
import { retold } from '../../../words/told.js'

const told = (error: unknown) => {
  const { text, exitCode } = tellError(error)
  return { text: text === null ? null : inWords(text), exitCode }
}

const named = (name: string) => Object.assign(new Error('what to do'), { name })

test.each([
  [new StudyNotFound('what to do'), 'StudyNotFound', 2],
  [new DataCutRefused(retold('what to do')), 'DataCutRefused', 2],
  [new IdentityKeyMissing(retold('what to do')), 'IdentityKeyMissing', 2],
  [named('IdentityKeyDiffers'), 'IdentityKeyDiffers', 2],
  [new NothingToReuse(retold('what to do')), 'NothingToReuse', 2],
  [new NothingToAccept('what to do'), 'NothingToAccept', 5],
  [named('SchemaNewerThanCode'), 'SchemaNewerThanCode', 4],
  [new OptionInvalid('what to do'), 'OptionInvalid', 5],
  [new RunNotFound('what to do'), 'RunNotFound', 5],
  [new SubjectNotFound('what to do'), 'SubjectNotFound', 5],
])('%s says all there is to say, without the place in our code', (error, name, exitCode) => {
  expect(told(error)).toEqual({ text: `<red>${name}: what to do</>`, exitCode })
})

test('a missing service is named with what was tried and what to do', () => {
  expect(told(new ServiceUnavailable('Temporal', 'it does not answer', ['127.0.0.1:1'], 'start it'))).toEqual({
    text: '<red>ServiceUnavailable: Temporal: it does not answer\n  tried: 127.0.0.1:1\n  what to do: start it</>',
    exitCode: 4,
  })
})

test('what is wrong in a study begins with its place, so that an editor can lead there', () => {
  const problem = { file: 'study.yaml', line: 3, column: 7, message: 'found x', allowed: [], nearest: null }
  const { text, exitCode } = told(new StudyInvalid([problem]))
  expect(exitCode).toBe(2)
  expect(text).toMatch(/^<red>study\.yaml:3:7: found x/)
})

const away = (service: string) =>
  `<red>ServiceUnavailable: ${service} went away while the command was working\n` +
  "  what to do: see 'cohortium services status', and give the command again when it is back; a run that had begun goes on then</>"

test.each([
  [Object.assign(new Error('x'), { code: 14, metadata: {} }), 'Temporal'],
  [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'PostgreSQL'],
  [Object.assign(new Error('x'), { code: '57P01' }), 'PostgreSQL'],
  [new Error('Connection terminated unexpectedly'), 'PostgreSQL'],
])('a service that goes away in the middle is missing: %s', (error, service) => {
  expect(told(error)).toEqual({ text: away(service), exitCode: 4 })
})

test('a defect of ours shows where it came from', () => {
  const error = new TypeError('undefined is no subject')
  expect(told(error)).toEqual({ text: `<red>${error.stack ?? ''}</>`, exitCode: 5 })
  const bare = Object.assign(new Error('without a stack'), { stack: undefined })
  expect(told(bare)).toEqual({ text: '<red>without a stack</>', exitCode: 5 })
  expect(told('a text')).toEqual({ text: '<red>a text</>', exitCode: 5 })
})

test('what the parser has told is not shown again; help and version end well', () => {
  expect(told(new CommanderError(1, 'commander.unknownOption', 'x'))).toEqual({ text: null, exitCode: 5 })
  expect(told(new CommanderError(0, 'commander.helpDisplayed', 'x'))).toEqual({ text: null, exitCode: 0 })
})

test("a fault of the disk or the database is named by its code, without the driver's words or stack", () => {
  const disk = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  expect(told(disk)).toEqual({ text: '<red>ENOSPC: no space left on device, write</>', exitCode: 5 })
  const value = Object.assign(new Error('invalid input syntax: "Zhang San"'), { code: '22P02', severity: 'ERROR' })
  expect(told(value).text).toMatch(/^<red>PostgreSQL refused with code 22P02 /)
  expect(told(value).text).not.toMatch(/Zhang|at /)
})
