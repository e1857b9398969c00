import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadStudy } from '../../protocol/load/load-study.js'
import { resolvedHash } from '../../protocol/load/resolved-hash.js'
import { checkout, type Product, setUpProduct } from '../support/cohortium.js'

let product: Product
let folder: string

// Nobody listens there: a command that asked for a service would end with 4.
const nowhere = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', TEMPORAL_ADDRESS: '127.0.0.1:1' }
const shipped = (study: string): string => join(checkout, 'studies', study)

beforeAll(async () => {
  product = await setUpProduct()
  folder = mkdtempSync(join(tmpdir(), 'cohortium-check-'))
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await product.close()
})

const brokenStudy = (name: string, change: (text: string) => string): string => {
  const copy = join(folder, name)
  cpSync(shipped('ncctg-lung'), copy, { recursive: true })
  const file = join(copy, 'study.yaml')
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  return copy
}

test.each(['ncctg-lung', 'hcc-pulmonary-metastasis'])(
  '%s is told in words, doubts to standard error, without any service',
  async study => {
    const { warnings } = await loadStudy(shipped(study))
    const { code, stdout, stderr } = await product.run(['check', shipped(study)], nowhere)
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^${study}: `))
    for (const title of ['Sites', 'Variables', 'Included when', 'Arms', 'Covariates', 'Endpoints', 'Methods'])
      expect(stdout).toContain(`\n${title}\n`)
    const notes = stderr.split('\n').filter(line => line !== '')
    expect(notes).toHaveLength(warnings.length)
    for (const note of notes) expect(note).toMatch(/^note: .+\.yaml:\d+:\d+: /)
    expect(stdout).not.toContain('note: ')
  },
)

test.each(['ncctg-lung', 'hcc-pulmonary-metastasis'])(
  'the resolved %s is YAML that means the same protocol',
  async study => {
    const { code, stdout } = await product.run(['check', shipped(study), '--resolved'], nowhere)
    expect(code).toBe(0)
    const { study: resolved, published, mappings } = parse(stdout) as Record<string, unknown>
    const loaded = await loadStudy(shipped(study))
    expect(resolvedHash({ study: resolved, mappings, published })).toBe(loaded.protocolHash)
    expect(mappings).toEqual(loaded.resolved.mappings)
  },
)

test('a shipped study is known by its id, and by its study.yaml', async () => {
  const byId = await product.run(['check', 'ncctg-lung'], nowhere)
  const byFile = await product.run(['check', join(shipped('ncctg-lung'), 'study.yaml')], nowhere)
  expect([byId.code, byFile.code]).toEqual([0, 0])
  expect(byId.stdout).toBe(byFile.stdout)
})

test.each(['check', 'run', 'schedule set', 'rerun --reason again'])(
  '%s tells all that is wrong in a study by its place, before any service is asked',
  async command => {
    const study = brokenStudy(`broken-${command.replaceAll(/\W/g, '')}`, text =>
      text.replace('caliper: 0.2 SD', 'calliper: 0.2 SD').replace('ties: efron', 'ties: effron'),
    )
    const lines = readFileSync(join(study, 'study.yaml'), 'utf8').split('\n')
    const [first = '', second = '', ...rest] = command.split(' ')
    const { code, stdout, stderr } = await product.run(
      [first, ...(second === 'set' ? [second] : []), study, ...(second === '--reason' ? [second, ...rest] : [])],
      nowhere,
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    const placeOf = (word: string): string => {
      const at = lines.findIndex(line => line.includes(word))
      return `study.yaml:${(at + 1).toString()}:${((lines[at] ?? '').indexOf(word) + 1).toString()}`
    }
    const told = stderr.trimEnd().split('\n')
    expect(told).toHaveLength(2)
    expect(told[0]).toMatch(new RegExp(`^\\S+/${placeOf('calliper')}: .*found .*did you mean 'caliper'\\?$`))
    expect(told[1]).toMatch(new RegExp(`^\\S+/${placeOf('effron')}: .*found .*did you mean 'efron'\\?$`))
    expect(stderr).not.toMatch(/^\s+at |Starting/m)
  },
)

test('a folder without a study is answered with the nearest name', async () => {
  const { code, stderr } = await product.run(['check', 'studies/hcc-pulmonary-metastasys'], nowhere)
  expect(code).toBe(2)
  expect(stderr).toContain('did you mean studies/hcc-pulmonary-metastasis?')
})
