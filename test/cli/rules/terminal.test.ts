import { inWords } from '../../support/in-colour.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { terminal } from '../../../cli/terminal.js'

let out = ''
let error = ''
const before = { isTTY: process.stderr.isTTY, columns: process.stderr.columns }

beforeEach(() => {
  out = ''
  error = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    error += String(text)
    return true
  })
})
afterEach(() => {
  terminal.transient('')
  vi.restoreAllMocks()
  Object.assign(process.stderr, before)
})

const erased = '\r\u001b[2K'
const screen = (columns: number): void => {
  Object.assign(process.stderr, { isTTY: true, columns })
}

test('results go to standard output, progress and errors to standard error, a line each', () => {
  terminal.print('a result')
  terminal.progress('going on')
  expect({ out, error }).toEqual({ out: 'a result\n', error: 'going on\n' })
})

test('what is going on is shown on a screen alone, and makes way for the next line', () => {
  terminal.transient('reading')
  expect(error).toBe('')
  screen(80)
  terminal.transient('reading')
  terminal.transient('analyzing')
  expect(inWords(error)).toBe(`<dim>reading</>${erased}<dim>analyzing</>`)
  error = ''
  terminal.progress('done')
  terminal.progress('done too')
  expect(error).toBe(`${erased}done\ndone too\n`)
  terminal.transient('writing')
  error = ''
  terminal.print('a result')
  expect({ out, error }).toEqual({ out: 'a result\n', error: erased })
})

test('nothing going on leaves nothing to erase', () => {
  screen(80)
  terminal.transient('reading')
  terminal.transient('')
  error = ''
  terminal.progress('done')
  expect(error).toBe('done\n')
})

test.each([
  [60, 59],
  [21, 20],
  [20, 20],
  [5, 20],
])('on a screen of %i columns a line keeps to %i, so that it can be erased', (columns, width) => {
  screen(columns)
  terminal.transient('x'.repeat(100))
  expect(inWords(error)).toBe(`<dim>${'x'.repeat(width)}</>`)
})

test('M6: no sign of a text from outside acts on the screen, wherever it is printed', () => {
  screen(80)
  terminal.print('a title\u001b[2J\u202e of\r a \u001b[8mstudy\u001b[31m!\u001b[39m')
  terminal.progress('a\u0007\nb')
  terminal.transient('c\u009b2J')
  expect(out).toBe('a title\\u{1b}[2J\\u{202e} of\\u{d} a \\u{1b}[8mstudy\u001b[31m!\u001b[39m\n')
  expect(error).toContain('a\\u{7}\nb\n')
  expect(inWords(error)).toContain('<dim>c\\u{9b}2J</>')
})
