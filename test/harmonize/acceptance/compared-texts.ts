import { terminalFact } from '../../../cohort/terminal-fact.js'
import type { Comparison } from '../../../harmonize/acceptance/comparison.js'
import { compareExports, type ComparedWith } from '../../../harmonize/acceptance/compare-exports.js'
import { decidingColumns } from '../../../harmonize/acceptance/deciding-columns.js'
import { type ExportSummary, summarizeExport } from '../../../harmonize/acceptance/export-summary.js'
import { placesOfNumbers } from '../../../harmonize/acceptance/places-of-numbers.js'
import { decidingFields } from '../../../protocol/facts/deciding-fields.js'
import type { SiteMapping } from '../../../protocol/language/site.js'
import { studyOf } from '../../support/clinical-record.js'
import { harmonizeTexts, madeMapping } from '../made-site.js'

/** A study whose arm, criterion and endpoint are decided by the drug, the birth date and the fate; albumin decides nothing. */
export const comparedStudy = studyOf(`
index: { from: exposure }
variables:
  age: { from: subject, value: age }
  albumin: { from: lab, where: { test: { is: albumin } }, value: result, unit: g/L, pick: last }
  treated: { from: exposure, where: { treatment: { is: b } }, pick: any, window: any time, afterIndex: { reason: trial } }
eligibility: { include: [{ id: adult, label: adult, when: { age: { at least: 18 } }, cannotTell: include }] }
endpoints:
  os:
    label: Overall survival
    unit: days
    events: [{ from: disposition, where: { event: { is: exitus } }, reason: death }]
    censoring: [{ from: contact, reason: alive }]
`)

/** An export of made texts, by file id, summed up as a run does it. */
export const summaryOf = async (
  mapping: SiteMapping,
  texts: Readonly<Record<string, string>>,
): Promise<ExportSummary> => {
  const { site } = await harmonizeTexts(mapping, texts)
  const { received, columns: harmonized } = site
  return summarizeExport({ mapping, received, harmonized, terminal: terminalFact(comparedStudy) })
}

/** Compares two exports of made texts. */
export const compareTexts = async (
  mapping: SiteMapping,
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
  options: Partial<ComparedWith> = {},
): Promise<Comparison> =>
  compareExports(await summaryOf(mapping, before), await summaryOf(mapping, now), {
    sameReading: true,
    others: [],
    decides: decidingColumns(decidingFields(comparedStudy), mapping),
    placeOf: placesOfNumbers(mapping),
    headers: { before: [], now: [] },
    ...options,
  })

/** What a comparison says in short: `kind effect unusable/filled`, and each question's kind. */
export const inShort = ({ findings, questions }: Comparison): readonly string[] => [
  ...findings.map(({ kind, effect, unusable, filled }) => `${kind}: ${effect}, ${unusable} of ${filled}`),
  ...questions.map(({ kind }) => `${kind}?`),
]

/** One subject as a table names it. */
export interface Person {
  readonly id: string
  readonly sex: string
  readonly born: string
  readonly drug: string
  readonly day: string
  readonly albumin: string
  readonly fate: string
  readonly seen: string
}

const two = (number: number): string => String(number).padStart(2, '0')

/** Subjects of a hospital, every fourth of them dead. */
export const people = (count: number, letter = 'N'): readonly Person[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `${letter}${String(at + 1).padStart(3, '0')}`,
    sex: at % 2 === 0 ? 'm' : 'f',
    born: `${1940 + (at % 40)}-${two((at % 12) + 1)}-${two((at % 28) + 1)}`,
    drug: at % 3 === 0 ? 'b' : 'a',
    day: `2021-01-${two((at % 9) + 1)}`,
    albumin: String(35 + (at % 9)),
    fate: at % 4 === 0 ? 'dead' : 'alive',
    seen: `2022-${two((at % 9) + 1)}-10`,
  }))

/** One wide file, as a registry writes it. */
export const wide = madeMapping({
  files: { pt: { name: 'pt.csv', subject: { column: 'pid' }, rows: 'one a subject' } },
  map: {
    subject: {
      from: 'pt',
      sex: { column: 'sx', codes: { m: 'male', f: 'female' } },
      birthDate: { column: 'born', date: ['YYYY-MM-DD'] },
    },
    exposure: {
      from: 'pt',
      treatment: { column: 'drug', codes: { a: 'a', b: 'b' } },
      date: { column: 'day', date: ['YYYY-MM-DD'] },
    },
    lab: { from: 'pt', test: { constant: 'albumin' }, result: { column: 'alb', unit: 'g/L' } },
    contact: {
      from: 'pt',
      when: { st: ['alive'] },
      status: { column: 'st', codes: { alive: 'alive' } },
      date: { column: 'seen', date: ['YYYY-MM-DD'] },
    },
    disposition: {
      from: 'pt',
      when: { st: ['dead'] },
      event: { constant: 'exitus' },
      date: { column: 'seen', date: ['YYYY-MM-DD'] },
    },
  },
})

/** The wide file of some subjects. */
export const wideText = (persons: readonly Person[]): Readonly<Record<string, string>> => ({
  pt: [
    'pid,sx,born,drug,day,alb,st,seen',
    ...persons.map(p => [p.id, p.sex, p.born, p.drug, p.day, p.albumin, p.fate, p.seen].join(',')),
  ].join('\n'),
})

/** Four long files in Chinese, as a hospital system writes them. */
export const long = madeMapping({
  files: {
    people: { name: '病人.csv', subject: { column: '病历号' }, rows: 'one a subject' },
    drugs: { name: '用药.csv', subject: { column: '病历号' } },
    labs: { name: '检验.csv', subject: { column: '病历号' }, delimiter: ';' },
    fates: { name: '随访.csv', subject: { column: '病历号' } },
  },
  missing: { '': 'not recorded', 未查: 'not done' },
  map: {
    subject: {
      from: 'people',
      sex: { column: '性别', codes: { 男: 'male', 女: 'female' } },
      birthDate: { column: '出生日期', date: ['YYYY年M月D日'] },
    },
    exposure: {
      from: 'drugs',
      treatment: { column: '药品', codes: { 甲: 'a', 乙: 'b' } },
      date: { column: '日期', date: ['YYYY-MM-DD'] },
    },
    lab: {
      from: 'labs',
      test: { column: '项目', codes: { 白蛋白: 'albumin' } },
      result: { column: '结果', unit: 'g/L' },
      date: { column: '日期', date: ['YYYY-MM-DD'] },
    },
    contact: {
      from: 'fates',
      status: { column: '状态', codes: { 存活: 'alive', 死亡: 'dead' } },
      date: { column: '日期', date: ['YYYY-MM-DD'] },
    },
  },
})

const chineseDay = (day: string): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

const rows = (header: string, lines: readonly string[]): string => [header, ...lines].join('\n')

/** The long files of some subjects, three laboratory rows each. */
export const longText = (persons: readonly Person[]): Readonly<Record<string, string>> => ({
  people: rows(
    '病历号,性别,出生日期',
    persons.map(p => `${p.id},${p.sex === 'm' ? '男' : '女'},${chineseDay(p.born)}`),
  ),
  drugs: rows(
    '病历号,药品,日期',
    persons.map(p => `${p.id},${p.drug === 'a' ? '甲' : '乙'},${p.day}`),
  ),
  labs: rows(
    '病历号;项目;结果;日期',
    persons.flatMap(p => [1, 2, 3].map(nth => `${p.id};白蛋白;${p.albumin};2021-0${nth}-05`)),
  ),
  fates: rows(
    '病历号,状态,日期',
    persons.map(p => `${p.id},${p.fate === 'dead' ? '死亡' : '存活'},${p.seen}`),
  ),
})
