import { describe, expect, test } from 'vitest'
import type { Pack } from '../../protocol/language/packs.js'
import { fillFromPacks } from '../../protocol/load/fill-from-packs.js'
import { parsePack } from '../../protocol/load/read-packs.js'
import { resolvedHash } from '../../protocol/load/resolved-hash.js'
import { blocksOf } from '../../protocol/facts/mapping-blocks.js'
import { printProblem } from '../../protocol/load/study-problems.js'
import { studyOf } from '../support/clinical-record.js'
import { shippedPacks } from '../support/packs.js'
import { madeMapping } from '../harmonize/made-site.js'
import { loadChanged, problemsOf } from './changed-study.js'

const north = 'sites/north-clinic.yaml'
const sexCodes = 'sex: { column: sex, codes: { m: male, f: female } }'
const named = ['study.yaml', 'timeZone: Europe/Berlin', 'timeZone: Europe/Berlin\npacks: [zh, en]'] as const

const written = (map: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  madeMapping({ files: { s: { name: 's.csv', subject: { column: 'id' } } }, packs: ['en'], map, ...more })

const study = studyOf(`
sites: [north]
variables:
  hbsag: { from: lab, where: { test: { is: hbsag } }, value: result, pick: last }
  hbeag: { from: lab, where: { test: { is: hbeag } }, value: result, pick: last }
covariates:
  - { variable: hbsag, label: HBsAg, levels: { negative: Negative, positive: Positive } }
`)

const filled = async (mapping: ReturnType<typeof written>, packs?: readonly Pack[], of = study) => {
  const findings = { errors: [], warnings: [] } as Parameters<typeof fillFromPacks>[0]
  const whole = fillFromPacks(findings, { site: 'north', mapping, study: of, packs: packs ?? (await shippedPacks()) })
  return {
    whole,
    errors: findings.errors.map(({ message }) => message),
    doubts: findings.warnings.map(({ message }) => message),
  }
}

const field = (mapping: ReturnType<typeof written>, domain: 'lab' | 'subject', name: string) =>
  blocksOf(mapping, domain)[0]?.fields[name] as unknown as {
    readonly codes: Readonly<Record<string, unknown>>
    readonly missing: Readonly<Record<string, unknown>>
    readonly unit: { readonly codes: Readonly<Record<string, unknown>> }
  }

const small = (lists: Pack['lists'], pack: Pack['pack'] = 'en'): Pack => ({ pack, lists })

describe('a list of a pack in a mapping', () => {
  test('is read as if its words had been written there, and stands in what a run keeps', async () => {
    const loaded = await loadChanged('dates-and-identifiers', [
      named,
      [north, sexCodes, 'sex: { column: sex, pack: sex }'],
    ])
    if (!('study' in loaded)) throw new Error(loaded.join('\n'))
    expect(JSON.stringify(loaded.resolved.mappings['north-clinic'])).toContain('"女":"female"')
    expect(loaded.warnings.map(printProblem).join('\n')).not.toContain('list')
  })

  test('changes the mapping when the pack changes, so that the batch is another', async () => {
    const mapping = written({ subject: { from: 's', sex: { column: 'v', pack: 'sex' } } })
    const one = await filled(mapping, [small({ sex: { male: ['m'] } })])
    const other = await filled(mapping, [small({ sex: { male: ['m', 'mr'] } })])
    expect(field(one.whole, 'subject', 'sex').codes).toEqual({ m: 'male' })
    expect(resolvedHash(other.whole)).not.toBe(resolvedHash(one.whole))
  })

  test('a mapping that takes no list is the same as before', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: 'row number', missing: { x: 'unknown' } } },
      map: { subject: { from: 's', sex: { column: 'v', codes: { m: 'male' } } } },
    })
    expect(JSON.stringify((await filled(mapping, [])).whole)).toBe(JSON.stringify(mapping))
  })

  test("its words lose against the field's own, and it is said where they differ", async () => {
    const own = { column: 'v', pack: 'sex', codes: { M: 'other', F: 'female' }, missing: { U: 'not done' } }
    const { whole, doubts } = await filled(
      written({ subject: { from: 's', sex: own } }),
      undefined,
      studyOf('sites: [north]'),
    )
    const { codes, missing } = field(whole, 'subject', 'sex')
    expect([codes['M'], codes['m'], codes['F'], codes['f'], codes['man']]).toEqual([
      'other',
      undefined,
      'female',
      undefined,
      'male',
    ])
    expect([missing['U'], missing['u'], missing['unk']]).toEqual(['not done', undefined, 'unknown'])
    expect(doubts).toEqual([
      "the word written here wins over the packs, which have 'male' for it in 'sex'",
      "the word written here wins over the packs, which have 'unknown' for it in 'sex'",
    ])
  })

  test('words for missing of the site and the file win, and it is said', async () => {
    const mapping = written(
      { lab: { from: 's', test: { constant: 'hbeag' }, result: { column: 'v', pack: 'result' } } },
      { missing: { '±': 'unknown', QNS: 'not done' } },
    )
    const { whole, doubts } = await filled(mapping)
    expect(Object.keys(field(whole, 'lab', 'result').codes)).not.toContain('±')
    expect(doubts).toEqual([
      "words of the list 'result' are words for missing of this file or site, which win (1 in all)",
    ])
  })

  test('a code that no level has is left unlisted by name, and `as` gives it one', async () => {
    const result = (pack: unknown) => ({
      lab: { from: 's', test: { constant: 'hbsag' }, result: { column: 'v', pack } },
    })
    const { whole, doubts } = await filled(written(result('result')))
    expect(new Set(Object.values(field(whole, 'lab', 'result').codes))).toEqual(new Set(['negative', 'positive']))
    expect(doubts).toEqual([
      "no level or group of the study has 'weak-positive' (34 words), 'borderline' (13 words), 'trace' (9 words) of the list 'result': such cells are held as unlisted; give them a code by 'as'",
    ])
    const as = { 'weak-positive': 'positive', borderline: 'negative', trace: 'positive', 'not done': 'negative' }
    const renamed = await filled(written(result({ list: 'result', as })))
    const { codes, missing } = field(renamed.whole, 'lab', 'result')
    expect([codes['±'], codes['trace'], codes['QNS']]).toEqual(['positive', 'positive', 'negative'])
    expect(missing).toBeUndefined()
    expect(renamed.doubts).toEqual([])
  })

  test('of another test of the same domain, which no level reads, all codes are taken', async () => {
    const mapping = written({
      lab: { from: 's', test: { constant: 'hbeag' }, result: { column: 'v', pack: 'result' } },
    })
    const { whole, doubts } = await filled(mapping)
    expect(field(whole, 'lab', 'result').codes['trace']).toBe('trace')
    expect(doubts).toEqual([])
  })

  test('a column of a wide block takes a list, its own test deciding', async () => {
    const wide = { a: { test: 'hbsag', pack: 'result' }, b: { test: 'hbeag', pack: 'result' } }
    const { whole } = await filled(written({ lab: { from: 's', wide } }))
    const columns = blocksOf(whole, 'lab')[0]?.wide
    expect([columns?.['a']?.codes?.['trace'], columns?.['b']?.codes?.['trace']]).toEqual([undefined, 'trace'])
  })

  test('units are those that the test converts, own spellings win', async () => {
    const unit = { column: 'u', pack: 'unit', codes: { 'mg%': 'g/L' } }
    const mapping = written({ lab: { from: 's', test: { constant: 'albumin' }, result: { column: 'v', unit } } })
    const { codes } = field((await filled(mapping)).whole, 'lab', 'result').unit
    expect([codes['mg%'], codes['gm/dL'], codes['lbs']]).toEqual(['g/L', 'g/dL', undefined])
  })

  test('a file and a column take the words for missing, and those written around them win', async () => {
    const mapping = written(
      { subject: { from: 's', ageYears: { column: 'v', missing: { pack: 'missing', unk: 'not done' } } } },
      {
        missing: { unsure: 'not done' },
        files: { s: { name: 's.csv', subject: { column: 'id' }, missing: { pack: 'missing' } } },
      },
    )
    const { whole } = await filled(mapping)
    expect([
      whole.files['s']?.missing?.['unk'],
      whole.files['s']?.missing?.['unsure'],
      whole.files['s']?.missing?.['pack'],
    ]).toEqual(['unknown', undefined, undefined])
    const { missing } = field(whole, 'subject', 'ageYears')
    expect([missing['unk'], missing['unsure'], missing['QNS'], missing['pack']]).toEqual([
      'not done',
      undefined,
      'not done',
      undefined,
    ])
  })
})

describe('refused by name', () => {
  test('packs that contradict each other in a list that a field takes', async () => {
    const packs = [small({ sex: { male: ['x'] } }, 'zh'), small({ sex: { female: ['X'] } })]
    const map = { subject: { from: 's', sex: { column: 'v', pack: 'sex' } } }
    expect((await filled(written(map, { packs: ['zh', 'en'] }), packs)).errors).toEqual([
      "in the list 'sex' the packs zh and en contradict each other: 'X' is 'male' and 'female'; name one of them",
    ])
    expect((await filled(written(map, { packs: ['en'] }), packs)).errors).toEqual([])
  })

  test('a list where nobody names packs, a list that is none, a code that the list lacks, a list for a day or in words for a number', async () => {
    const line = 'sites/north-clinic.yaml:17'
    expect(await problemsOf([north, sexCodes, 'sex: { column: sex, pack: sex }'])).toEqual([
      `${line}:25: found a list of a pack, but neither site nor study names packs, expected packs: [zh, en]`,
    ])
    expect((await problemsOf(named, [north, sexCodes, 'sex: { column: sex, pack: sexes }']))[0]).toMatch(
      /^sites\/north-clinic\.yaml:17:31: found a text of 5 signs, expected one of result, yes-no, sex, /,
    )
    expect(
      await problemsOf(named, [north, sexCodes, 'sex: { column: sex, pack: { list: sex, as: { mal: m } } }']),
    ).toEqual([
      `${line}:50: found a code that the list 'sex' does not have, expected one of male, female; did you mean 'male'?`,
    ])
    const born = 'birthDate: { column: born, date: [DD.MM.YYYY] }'
    expect(
      await problemsOf(named, [north, born, 'birthDate: { column: born, date: [DD.MM.YYYY], pack: sex }']),
    ).toEqual([`sites/north-clinic.yaml:18:52: found 'pack', but 'birthDate' is a date`])
    expect(await problemsOf(named, [north, 'grade: grade', 'grade: { column: grade, pack: sex }'])).toEqual([
      `sites/north-clinic.yaml:52:35: found the list 'sex' of codes in words, but 'grade' is a number`,
    ])
  })

  test.each([
    [
      'lists: { sex: { male: [m], female: [f, M] } }',
      "pack.yaml:2:40: found 'M' as 'female', and as 'male' above: a word has one meaning",
    ],
    ['lists: { sex: { male: [m, m] } }', "pack.yaml:2:27: found 'm' a second time"],
    [
      'lists: { sex: { males: [m] } }',
      "pack.yaml:2:17: found the unknown key 'males', expected one of male, female, not recorded, not done, not applicable, unknown; did you mean 'male'?",
    ],
    [
      'lists: { sex: { male: [m] }, missing: { unknown: [m] } }',
      "pack.yaml:2:24: found 'm' as 'male', and as 'unknown' under 'missing'",
    ],
    ['lists: { unit: { furlong: [f] } }', "pack.yaml:2:27: found 'furlong', a unit that no test has"],
    ['lists: { ecog: { 1: [1] } }', 'pack.yaml:2:22: found a number (put it in quotes), expected a text'],
    ['lists: [', 'pack.yaml:3:1: not readable as YAML: '],
  ])('%s', (lists, problem) => {
    const { pack, problems } = parsePack('pack.yaml', `pack: en\n${lists}\n`)
    expect(pack).toBeNull()
    expect(problems.map(printProblem).join('\n')).toContain(problem)
  })

  test('two writings of one meaning that differ in capitals alone are both read, and only as written', () => {
    expect(parsePack('pack.yaml', 'pack: en\nlists: { missing: { not recorded: [NA, na] } }\n').problems).toEqual([])
  })
})
