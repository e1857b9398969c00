import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { readDocument } from '../support/documents.js'

const root = join(import.meta.dirname, '..', '..')

/** What a text names as a file or folder; what runs, and what is only looked up, is none. */
const pathsOf = (text: string): readonly string[] =>
  [...text.matchAll(/`([\w-]+\/[\w./*-]*)`/g)].map(([, path]) => path ?? '').filter(path => !path.startsWith('test/'))

const isThere = (path: string): boolean => {
  const folder = path.endsWith('/') ? path : dirname(path)
  const names = readdirSync(join(root, folder))
  const [before = '', after] = path.slice(folder.length).replace(/^\//, '').split('*')
  return after === undefined
    ? before === '' || names.includes(before)
    : names.some(name => name.startsWith(before) && name.endsWith(after))
}

const [, section = ''] = readDocument('CONTRIBUTING.md').split(/^## Where a change goes$/m)

/** The usual changes: what each is, the places that it touches, and those that a command writes. */
const changes = [...(section.split(/^## /m)[0] ?? '').matchAll(/^\| (.+?) \| (.+?) \| (.+?) \|$/gm)]
  .map(([, change = '', files = '', written = '']) => ({ change, files: pathsOf(files), written: pathsOf(written) }))
  .filter(({ change }) => change !== 'change')

test('the usual changes are listed', () => {
  const usual = ['stage', 'sheet', 'figure', 'source format', 'shape', 'statistic', 'command', 'result', 'migration']
  for (const one of [...usual, 'text'])
    expect(
      changes.some(({ change }) => change.includes(one)),
      one,
    ).toBe(true)
})

test.each(changes)('$change: at most four places, and each is there', ({ files, written }) => {
  expect(new Set(files).size).toBeLessThanOrEqual(4)
  expect([...files, ...written].filter(path => !isThere(path))).toEqual([])
})

test('whatever wants an entry for each stage that is kept is named where a stage is added', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    entry => entry.isDirectory() && !['node_modules', 'dist', 'test', 'out'].includes(entry.name),
  )
  const wanting = folders.flatMap(({ name }) =>
    readdirSync(join(root, name), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => `${name}/${file.replaceAll('\\', '/')}`)
      .filter(file => /Record<Kept(Stage|Activity)\b/.test(readFileSync(join(root, file), 'utf8'))),
  )
  const stage = changes.find(({ change }) => change.includes('stage whose output is kept'))
  expect(wanting.filter(file => stage?.files.includes(file) !== true)).toEqual([])
  expect(wanting).not.toEqual([])
})
