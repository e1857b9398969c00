import { closeSync, existsSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLog } from '../../../provision/server-log.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()

const written = (file: string, text: string, largest?: number): void => {
  const log = openLog(file, largest)
  writeSync(log, text)
  closeSync(log)
}

test('a log is written on, and is its owner’s alone', () => {
  const file = join(folder(), 'server.log')
  written(file, 'one ')
  written(file, 'two')
  expect(readFileSync(file, 'utf8')).toBe('one two')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(existsSync(`${file}.1`)).toBe(false)
})

test('a log that has grown large is put aside, and the server writes on a new one', () => {
  const file = join(folder(), 'server.log')
  writeFileSync(`${file}.1`, 'long ago')
  written(file, '12345', 5)
  written(file, '6', 5)
  expect(readFileSync(file, 'utf8')).toBe('123456')
  written(file, 'new', 5)
  expect([file, `${file}.1`].map(one => readFileSync(one, 'utf8'))).toEqual(['new', '123456'])
})

test('ten megabytes are large', () => {
  const file = join(folder(), 'server.log')
  writeFileSync(file, Buffer.alloc(10_000_000))
  written(file, 'x')
  expect(existsSync(`${file}.1`)).toBe(false)
  written(file, 'y')
  expect(readFileSync(file, 'utf8')).toBe('y')
})
