import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { blocksOf, documents, proseOf, readDocument } from '../support/documents.js'

const root = join(import.meta.dirname, '..', '..')

const linksOf = (path: string): readonly string[] =>
  [...proseOf(readDocument(path)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(match => match[1] ?? '')
    .filter(link => !/^[a-z]+:/.test(link))

/** Headings as the address of a section, by the rule that code hosts use. */
const anchorsOf = (path: string): readonly string[] =>
  readDocument(path)
    .split('\n')
    .filter(line => /^#{1,6} /.test(line))
    .map(line =>
      line
        .replace(/^#+ /, '')
        .replaceAll('\\', '')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    )

const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

test.each(documents())('every link of %s leads to a file, and to a heading where it names one', path => {
  for (const link of linksOf(path)) {
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? path : join(dirname(path), decodeURI(file))
    expect(existsSync(join(root, target)), `${path} links ${link}`).toBe(true)
    if (anchor !== undefined) expect(anchorsOf(target), `${path} links ${link}`).toContain(anchor)
  }
})

test('the front door opens on the two commands, then a picture, and the picture is there', () => {
  const readme = readDocument('README.md')
  const [first] = blocksOf(readme)
  expect(first?.text).toMatch(/^\$ npm start.*\n\$ npm test/)
  const picture = /!\[[^\]]+\]\(([^)]+\.png)\)/.exec(readme)
  expect(picture?.index).toBeGreaterThan(readme.indexOf('npm test'))
  expect(statSync(join(root, picture?.[1] ?? '')).size).toBeGreaterThan(10_000)
})

test('every npm script that a document names is there', () => {
  const named = documents().flatMap(path =>
    [...readDocument(path).matchAll(/npm run ([a-z:-]+)/g)].map(match => match[1] ?? ''),
  )
  expect(named.filter(name => !(name in packageJson.scripts))).toEqual([])
})

test('every dependency has its reason in the architecture', () => {
  const text = readDocument('ARCHITECTURE.md')
  const unnamed = Object.keys({ ...packageJson.dependencies, ...packageJson.devDependencies }).filter(
    name => !name.startsWith('@types/') && !text.includes(`\`${name}\``),
  )
  expect(unnamed).toEqual([])
})

test('every room of the checkout is in the table of rooms', () => {
  const text = readDocument('ARCHITECTURE.md')
  const rooms = readdirSync(root, { withFileTypes: true }).filter(
    entry => entry.isDirectory() && !/^(\.|node_modules|dist|out$|coverage$|docs$)/.test(entry.name),
  )
  expect(
    rooms.map(({ name }) => name).filter(name => !text.includes(`| \`${name}/\``) && !text.includes(`\`${name}/\`,`)),
  ).toEqual([])
})

const codeFiles = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(root, folder, name))

/** Variables of the product's own, and of the services that it is told of, that its code reads by name. */
const readByCode = (): readonly string[] => {
  const texts = ['activities', 'cli', 'harmonize', 'provision', 'reports']
    .flatMap(codeFiles)
    .map(file => readFileSync(file, 'utf8'))
  const found = texts.flatMap(text => [...text.matchAll(/'((?:COHORTIUM|SMTP|DATABASE|TEMPORAL)_[A-Z_]+)'/g)])
  return [...new Set(found.map(match => match[1] ?? ''))]
}

const ofExample = (): readonly string[] =>
  [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(
    match => match[1] ?? '',
  )

test('every variable that a person may set is in the example and explained to the operator', () => {
  const named = ofExample()
  expect(named.length).toBeGreaterThan(10)
  const text = readDocument('docs/operations.md')
  const explained = (name: string): boolean =>
    text.includes(`\`${name}\``) || (name.startsWith('TEMPORAL_TLS_') && text.includes('`TEMPORAL_TLS_*`'))
  expect(named.filter(name => !explained(name))).toEqual([])
})

test('every variable that the code reads is explained to the operator', () => {
  const read = readByCode()
  expect(read).toContain('COHORTIUM_IDENTITY_KEY')
  const text = readDocument('docs/operations.md')
  expect(read.filter(name => !text.includes(`\`${name}\``))).toEqual([])
})

test('a word of the glossary stands once', () => {
  const words = [...readDocument('GLOSSARY.md').matchAll(/^- \*\*(.+?)\*\*/gm)].flatMap(match =>
    (match[1] ?? '').replace(/ \(.*\)/, '').split(', '),
  )
  expect(words.length).toBeGreaterThan(50)
  expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
})

test('a block is a command to be run, or says that it is not one', () => {
  const known = ['sh', 'console', 'text', 'yaml', 'ini', 'ts', 'json', 'r', 'sql', '']
  for (const path of documents()) {
    for (const { language, line } of blocksOf(readDocument(path)))
      expect(known, `${path}:${line.toString()}`).toContain(language)
  }
})
