import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeStudy, writeResolved } from '../../protocol/words/describe-study.js'
import { StudyInvalid } from '../../protocol/load/study-problems.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { studySchema } from '../../protocol/language/study.js'
import { parse } from 'yaml'
import { examples, loadChanged, problemsOf } from './changed-study.js'

const load = () => loadStudy(join(examples, 'dates-and-identifiers'))

describe('a valid study', () => {
  test.each(['one-wide-file', 'dates-and-identifiers', 'day-offsets'])(
    'the worked example %s loads without a doubt',
    async example => {
      const { warnings, study, mappings } = await loadStudy(join(examples, example))
      expect(warnings).toEqual([])
      expect(Object.keys(mappings)).toEqual(study.sites)
    },
  )

  test('has every default written out', async () => {
    const { study } = await load()
    expect(study.variables['stage']).toMatchObject({ value: 'stage', pick: 'last', window: 'until the index date' })
    expect(study.variables['lesions']).toMatchObject({ pick: 'count', window: 'until the index date' })
    expect(study.covariates.map(({ id, reference }) => [id, reference])).toEqual([
      ['age', 'le60'],
      ['sex', 'female'],
      ['albumin', undefined],
      ['afp', 'le20'],
      ['stage', 'early'],
    ])
    expect(study.matching).toEqual({
      distance: 'probability',
      covariates: 'all',
      method: 'nearest',
      order: 'largest first',
      ratio: 1,
      caliper: '0.2 SD',
      replacement: false,
      ties: 'index date then covariates then subject key',
    })
    expect(study.analyses.survival).toMatchObject({ test: 'log-rank', band: 'log' })
  })

  test('resolved once more it is the same', async () => {
    const loaded = await load()
    const again: unknown = (parse(writeResolved(loaded)) as { study: unknown }).study
    expect(studySchema.parse(again)).toEqual(loaded.study)
    expect(JSON.parse(JSON.stringify(loaded.resolved))).toEqual(loaded.resolved)
  })

  test('has the hash of its meaning, not of its layout', async () => {
    const { protocolHash, mappingHashes } = await load()
    const hashes = async (from: string, to: string): Promise<string> => {
      const loaded = await loadChanged('dates-and-identifiers', [['study.yaml', from, to]])
      if (!('study' in loaded)) throw new Error(loaded.join('\n'))
      expect(loaded.mappingHashes).toEqual(mappingHashes)
      return loaded.protocolHash
    }
    expect(await hashes('data: synthetic', '# said so everywhere\ndata:   synthetic')).toBe(protocolHash)
    expect(await hashes('value: stage }', 'value: stage, pick: last }')).toBe(protocolHash)
    expect(await hashes('cut: [60]', 'cut: [65]')).not.toBe(protocolHash)
    expect(await hashes('levels: { female: Female, male: Male }', 'levels: { male: Male, female: Female }')).not.toBe(
      protocolHash,
    )
  })

  test('is described in words', async () => {
    const words = describeStudy(await load())
    for (const line of [
      'dates-and-identifiers: Added drug B in a worked example',
      '  index: the first date of exposure where treatment is one of drug-a, drug-b',
      '  albumin: last result in g/L of laboratory findings, where test is albumin, from -28 d to 0 d around the index date',
      '  fit: whether (ecog is at most 1 or frailty is below 4)',
      '  adult: age is at least 18; cannot tell: hold',
      '  control (A): not (drug-b is true)',
      '  afp: ≤20 | 20 to 400 | >400, cut at 20, 400 (a value at the cut belongs below); compared with ≤20; used in table, matching, cox',
      '    event: progression (date of disease response where response is pd)',
      '  Continuous variables: student',
    ])
      expect(words.split('\n')).toContain(line)
  })
})

describe('a study that is wrong', () => {
  test('tells all that is wrong at once, in every file', async () => {
    const problems = await problemsOf(
      ['study.yaml', 'value: sex }', 'value: sxe }'],
      ['study.yaml', 'cut: [60]', 'cut: [60, 70]'],
      ['sites/north-clinic.yaml', 'from: labs\n    test', 'from: lab\n    test'],
      ['sites/south-clinic.yaml', 'encoding: utf-8', 'encoding: utf9'],
    )
    expect(problems.map(line => line.split(':')[0])).toEqual([
      'sites/south-clinic.yaml',
      'study.yaml',
      'study.yaml',
      'sites/north-clinic.yaml',
    ])
  })

  test('carries each problem as data', async () => {
    const error = await loadStudy(join(examples, 'no-such-study')).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(StudyInvalid)
    expect((error as StudyInvalid).problems).toEqual([
      {
        file: join(examples, 'no-such-study', 'study.yaml'),
        line: 1,
        column: 1,
        message: 'there is no such file',
        allowed: [],
        nearest: null,
      },
    ])
  })
})
