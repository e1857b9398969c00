import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { jsonSchemas } from '../../protocol/load/json-schemas.js'
import { operationsSchema } from '../../protocol/language/operations.js'
import { publishedSchema } from '../../protocol/language/published.js'
import { schemaProblems } from '../../protocol/load/schema-problems.js'
import { siteSchema } from '../../protocol/language/site.js'
import { studySchema } from '../../protocol/language/study.js'

const page = readFileSync(join(import.meta.dirname, '../../docs/study-language.md'), 'utf8')

const keysAndWords = (schema: unknown): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return []
  if (Array.isArray(schema)) return schema.flatMap(keysAndWords)
  const { properties, enum: words } = schema as { properties?: object; enum?: readonly unknown[] }
  const own = [...Object.keys(properties ?? {}), ...(words ?? []).map(String)]
  return [...own, ...Object.values(schema).flatMap(keysAndWords)]
}

test.each(['study', 'site', 'published', 'operations'])('every key and word of %s stands in the reference', name => {
  const schema: unknown = JSON.parse(jsonSchemas()[`${name}.schema.json`] ?? '')
  const missing = [...new Set(keysAndWords(schema))].filter(word => !page.includes(word))
  expect(missing).toEqual([])
})

const pieces = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, piece = '']) =>
  piece.replaceAll(/ \*(?=\s|$)/gm, ''),
)
const schemas = [studySchema, siteSchema, publishedSchema, operationsSchema]

test.each(pieces.filter(piece => !piece.startsWith('#')).map(piece => [piece.split('\n')[0], piece]))(
  'the piece that starts with %s is valid',
  (_, piece) => {
    const value: unknown = parse(piece, { uniqueKeys: false })
    const keys = Object.keys(value as object)
    const schema = schemas.find(({ shape }) => keys.every(key => key in shape))
    expect(schema, `no file has ${keys.join(', ')}`).toBeDefined()
    expect(schema === undefined ? [] : schemaProblems(schema.partial(), value)).toEqual([])
  },
)

const example = join(import.meta.dirname, '../../docs/examples/one-wide-file')

test.each(['study.yaml', 'sites/east-hospital.yaml'])('the commonest study is shown as the example %s has it', file => {
  const written = readFileSync(join(example, file), 'utf8').replace(/^# yaml-language-server.*\n/, '')
  expect(page).toContain(`\`\`\`yaml\n${written}\`\`\``)
})
