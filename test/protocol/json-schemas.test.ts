import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonSchemas } from '../../protocol/load/json-schemas.js'
import { resultsSchema } from '../../protocol/language/results-schema.js'

const root = join(import.meta.dirname, '../..')

test('the JSON Schemas of the repository are those of the language (npm run schemas writes them)', async () => {
  const schemas = jsonSchemas()
  expect((await readdir(join(root, 'protocol/schemas'))).sort()).toEqual(Object.keys(schemas).sort())
  for (const [name, text] of Object.entries(schemas)) {
    expect(await readFile(join(root, 'protocol/schemas', name), 'utf8'), name).toBe(text)
  }
})

test('shipped studies name their schema, so that editors complete them', async () => {
  for (const folder of ['studies', 'docs/examples']) {
    const files = await readdir(join(root, folder), { recursive: true })
    for (const file of files.filter(name => name.endsWith('.yaml'))) {
      const [first = ''] = (await readFile(join(root, folder, file), 'utf8')).split('\n')
      const schema = first.replace('# yaml-language-server: $schema=', '')
      const path = join(root, folder, file, '..', schema)
      expect(
        await readFile(path, 'utf8').then(
          () => 'there',
          () => `no schema at ${path}`,
        ),
        file,
      ).toBe('there')
    }
  }
})

test('a defaulted key is not required of the person who writes', () => {
  const study = JSON.parse(jsonSchemas()['study.schema.json'] ?? '') as { required: readonly string[] }
  expect(study.required).toEqual(['study', 'title', 'data', 'sites', 'index', 'variables', 'eligibility', 'arms'])
})

test('results.json keeps to the key grammar', () => {
  const result = { key: 'flow/-/assessed/-/-/n', value: 3, method: 'count', settings: {}, notes: [], sources: [] }
  const document = { run: 'r', study: 's', status: 'final', results: [result] }
  expect(resultsSchema.safeParse(document).success).toBe(true)
  expect(resultsSchema.safeParse({ ...document, results: [{ ...result, key: 'flow/assessed/n' }] }).success).toBe(false)
  expect(resultsSchema.safeParse({ ...document, results: [{ ...result, value: Number.NaN }] }).success).toBe(false)
})
