import { writeFile, cp, mkdtemp, rm, appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { StudyInvalid } from '../../protocol/load/study-problems.js'
import { type LoadedStudy, loadStudy } from '../../protocol/load/load-study.js'
import { resultKeyPattern } from '../../protocol/language/result-keys.js'
import { examples } from './changed-study.js'

const withPublished = async (text: string): Promise<LoadedStudy | string> => {
  const folder = await mkdtemp(join(tmpdir(), 'study-'))
  try {
    await cp(join(examples, 'day-offsets'), folder, { recursive: true })
    await appendFile(join(folder, 'study.yaml'), 'published: published.yaml\n')
    await writeFile(join(folder, 'published.yaml'), text)
    return await loadStudy(folder)
  } catch (error) {
    if (error instanceof StudyInvalid) return error.message.replaceAll(`${folder}/`, '')
    throw error
  } finally {
    await rm(folder, { recursive: true })
  }
}

const key = 'survival/all/os/treated/-/median'

describe('printed numbers', () => {
  test('keep every digit that is printed, quoted or not', async () => {
    const loaded = await withPublished(
      `source: A paper\nvalues:\n  - { key: ${key}, printed: 25.0 }\n  - { key: survival/all/os/control/-/median, printed: not reached }\n`,
    )
    if (typeof loaded === 'string') throw new Error(loaded)
    expect(loaded.published?.values.map(({ printed }) => printed)).toEqual(['25.0', 'not reached'])
  })

  test('stand under keys of six segments', async () => {
    expect(
      await withPublished('source: A paper\nvalues:\n  - { key: survival/all/os/treated/median, printed: 25.0 }\n'),
    ).toContain('published.yaml:3:12: found a text of 30 signs, expected a result key of six segments')
  })

  test('stand under keys that the study has', async () => {
    expect(
      await withPublished('source: A paper\nvalues:\n  - { key: survival/all/so/treated/-/median, printed: 25.0 }\n'),
    ).toContain("found a key whose third part this study does not have, expected os; did you mean 'os'?")
  })

  test('stand under each key once', async () => {
    const line = `  - { key: ${key}, printed: 25.0 }\n`
    expect(await withPublished(`source: A paper\nvalues:\n${line}${line}`)).toContain('found a key a second time')
  })

  test('make statements that can be audited, of kinds that are known', async () => {
    const statement = `statements:\n  - { id: os, kind: estimate, label: OS, estimate: 25, lower: 19.0, upper: null, keys: [${key}] }\n`
    const values = `source: A paper\nvalues:\n  - { key: ${key}, printed: 25.0 }\n`
    const loaded = await withPublished(values + statement)
    if (typeof loaded === 'string') throw new Error(loaded)
    expect(loaded.published?.statements[0]).toMatchObject({ estimate: '25', lower: '19.0', upper: null })
    expect(await withPublished(values + statement.replace('kind: estimate', 'kind: estimat'))).toContain(
      'published.yaml:5:',
    )
  })
})

test('the key grammar takes the keys of every part and nothing else', () => {
  for (const good of [
    key,
    'flow/-/duplicate-subject/-/-/excluded',
    'cox/matched/os/univariate/arm.treated/hazard-ratio',
    'survival/all/os/-/-/rate-365.25',
  ]) {
    expect(good).toMatch(resultKeyPattern)
  }
  for (const bad of [
    'flow/-/assessed/-/n',
    'flows/-/assessed/-/-/n',
    'survival/some/os/treated/-/n',
    'survival/all/OS/treated/-/n',
    'survival/all//treated/-/n',
  ]) {
    expect(bad).not.toMatch(resultKeyPattern)
  }
})
