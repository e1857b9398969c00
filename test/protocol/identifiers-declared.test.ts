import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { identifierName } from '../../protocol/schema/identifier-names.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { examples, loadChanged } from './changed-study.js'

const sourceOf = (example: string, site: string): Promise<string> =>
  readFile(join(examples, example, 'sites', `${site}.yaml`), 'utf8')

const doubtsOf = async (...changes: Parameters<typeof loadChanged>[1]): Promise<readonly string[]> => {
  const loaded = await loadChanged('one-wide-file', changes)
  return 'study' in loaded ? loaded.warnings.map(({ message }) => message) : loaded
}

const east = 'sites/east-hospital.yaml'
const clinical = ['study.yaml', 'data: synthetic', 'data: clinical'] as const

describe('H9: clinical data say which columns identify, or that none does', () => {
  test('said by neither is refused, at its place and with what to write', async () => {
    const problems = await loadChanged('one-wide-file', [
      clinical,
      [east, 'identifiers:\n  drop: { patients: [name] }\n', ''],
    ])
    expect(problems).toEqual([
      "sites/east-hospital.yaml:3:1: the identifiers of clinical data are not declared: name under 'drop', by file, the columns of names, numbers and addresses of persons, or write 'drop: none' where the files have none",
    ])
    expect(
      await loadChanged('one-wide-file', [clinical, [east, 'drop: { patients: [name] }', 'drop: {}']]),
    ).toHaveLength(1)
    expect(
      await loadChanged('one-wide-file', [clinical, [east, 'drop: { patients: [name] }', 'real: []']]),
    ).toHaveLength(1)
  })

  test('columns or none are taken, and other data need not say', async () => {
    expect(await doubtsOf(clinical)).toEqual([])
    expect(await doubtsOf(clinical, [east, 'drop: { patients: [name] }', 'drop: none'])).toEqual([])
    expect(await doubtsOf([east, 'identifiers:\n  drop: { patients: [name] }\n', ''])).toEqual([])
  })

  test('another word than none is named with it', async () => {
    const problems = await loadChanged('one-wide-file', [[east, 'drop: { patients: [name] }', 'drop: non']])
    expect(problems).toEqual([
      expect.stringMatching(/found a text of 3 signs, expected one of none, a mapping; did you mean 'none'\?$/),
    ])
  })
})

describe('H9: a column that by its name identifies is doubted where it is mapped', () => {
  test.each([
    ['name', 'a name'],
    ['患者姓名', 'a name'],
    ['birth_name', 'a name'],
    ['Geburtsname', 'a name'],
    ['Фамилия', 'a name'],
    ['身份证号码', 'a national id'],
    ['Insurance No.', 'a national id'],
    ['Mobile number', 'a number of a telephone'],
    ['联系电话', 'a number of a telephone'],
    ['家庭住址', 'an address'],
    ['E-Mail', 'an address of mail'],
    ['MRN', 'a record number'],
    ['住院号', 'a record number'],
  ])('%s', async (column, kind) => {
    const doubts = await doubtsOf(
      [east, 'column: sex', `column: '${column}'`],
      [east, 'drop: { patients: [name] }', 'drop: none'],
    )
    expect(doubts).toEqual([
      `by its name this column holds ${kind} of a person, and it is mapped as a value: drop it under 'identifiers', or give it another name in the export`,
    ])
  })

  test('as a result of a wide column, a condition, and in one of several blocks', async () => {
    const drop = [east, 'drop: { patients: [name] }', 'drop: none'] as const
    expect(await doubtsOf(drop, [east, 'wide: { albumin:', 'wide: { 身份证号:'])).toHaveLength(1)
    expect(await doubtsOf(drop, [east, 'when: { status: [dead] }', 'when: { 姓名: [dead] }'])).toHaveLength(1)
  })

  test('as the open id of public data', async () => {
    const loaded = await loadChanged('day-offsets', [])
    if (!('study' in loaded)) throw new Error(loaded.join('\n'))
    const [site = ''] = loaded.study.sites
    const subject = /subject: (?:row number|\{ column: [^}]+\})/.exec(await sourceOf('day-offsets', site))?.[0] ?? ''
    const changed = await loadChanged('day-offsets', [[`sites/${site}.yaml`, subject, 'subject: { column: 身份证号 }']])
    if (!('study' in changed)) throw new Error(changed.join('\n'))
    expect(changed.warnings.map(({ message }) => message)).toEqual([
      "by its name this column holds a national id of a person, and 'nonIdentifying' shows the ids as they are: without it they become keyed hashes",
    ])
  })

  test.each([
    'drug name',
    'test name',
    '检验名称',
    '项目名称',
    '药品名称',
    'hospital',
    'stage',
    'status',
    'Patients',
    'emailed',
    'addressed',
    'telomere',
    'nomogram',
    'case',
    'record',
    'sex',
    'born',
    'national',
    'platelets',
    'ALT',
    'AD',
    'CPR',
    'cell',
    'address type',
    '号',
    '电',
    '地区',
    'NAME OF DRUG',
  ])('%s is none', column => {
    expect(identifierName(column)).toBeNull()
  })

  test.each([
    'studies/ncctg-lung',
    'studies/hcc-pulmonary-metastasis',
    'test/fixtures/studies/heart',
    'test/fixtures/studies/veteran',
  ])('%s has none', async folder => {
    const { warnings } = await loadStudy(join(import.meta.dirname, '../..', folder))
    expect(warnings.filter(({ message }) => message.startsWith('by its name'))).toEqual([])
  })
})
