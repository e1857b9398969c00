import { describe, expect, test } from 'vitest'
import { checkStudy } from '../../protocol/load/check-study.js'
import { type SiteMapping, siteSchema } from '../../protocol/language/site.js'
import { studyOf } from '../support/clinical-record.js'

const written = (more = '') =>
  studyOf(`
sites: [a, b]
variables:
  age: { from: subject, value: age }
  sex: { from: subject, value: sex }
  oedema: { from: medicalHistory, where: { term: { is: oedema } }, value: status, pick: last }
  grouped: { group: oedema, into: { any: [controlled, uncontrolled], no: [none] } }
  stage: { from: disease, value: stage }
  treated: { from: exposure, where: { treatment: { is: sorafenib } }, pick: any }
  ascites: { from: assessment, where: { test: { is: ascites } }, value: result }
eligibility:
  include: [{ id: late, label: Late, when: { stage: { in: [late, advanced] } }, cannotTell: hold }]
covariates:
  - { variable: sex, label: Sex, levels: { female: Female, male: Male } }
  - { variable: grouped, label: Oedema, levels: { any: Some, no: None } }
  - { variable: ascites, label: Ascites, cut: [0], levels: { no: None, yes: Some } }
${more}`)

const site = (name: string, map: Record<string, unknown>): SiteMapping =>
  siteSchema.parse({
    site: name,
    label: name,
    files: { f: { name: 'f.csv', subject: { column: 'id' } } },
    map: { subject: { from: 'f', sex: { column: 'sex', codes: { f: 'female', m: 'male' } } }, ...map },
  })

const exposure = { from: 'f', treatment: { column: 'drug', codes: { S: 'sorafenib', L: 'lenvatinib' } }, date: 'day' }
const history = (codes: Record<string, string>) => ({
  from: 'f',
  wide: { oedema: { term: 'oedema', codes } },
})
const inOrder = { '1': 'controlled', '2': 'uncontrolled', '0': 'none' }

const doubts = (a: Record<string, unknown>, b: Record<string, unknown>, study = written()) =>
  checkStudy({
    study,
    mappings: { a: site('a', { exposure, ...a }), b: site('b', { exposure, ...b }) },
    published: null,
    shipped: {},
  })
    .warnings.filter(({ message }) => message.includes('nothing of the study reads it'))
    .map(({ of, path, message, nearest }) => [of, path.join('/'), /^'(.+)' is/.exec(message)?.[1], nearest])

describe('a code that a site delivers and nothing reads', () => {
  test('is none where every code is read, by groups and levels', () => {
    expect(doubts({ medicalHistory: history(inOrder) }, { medicalHistory: history(inOrder) })).toEqual([])
  })

  test('is doubted with the nearest that is read, at its place in the mapping', () => {
    const slip = { ...inOrder, '1': 'contolled' }
    expect(doubts({ medicalHistory: history(inOrder) }, { medicalHistory: history(slip) })).toEqual([
      ['site b', 'map/medicalHistory/wide/oedema/codes/1', 'contolled', 'controlled'],
    ])
  })

  test('is doubted even where every site makes the same slip', () => {
    const slip = { ...inOrder, '1': 'contolled' }
    expect(doubts({ medicalHistory: history(slip) }, { medicalHistory: history(slip) }).map(([of]) => of)).toEqual([
      'site a',
      'site b',
    ])
  })

  test('is doubted where it is like no other: a level would have to name it', () => {
    const subject = { from: 'f', sex: { column: 'sex', codes: { f: 'female', m: 'male', d: 'diverse' } } }
    expect(doubts({ subject }, {})).toEqual([['site a', 'map/subject/sex/codes/d', 'diverse', null]])
  })

  test('is doubted as a constant, and in one of several blocks', () => {
    const blocks = [
      { from: 'f', when: { oe: ['1'] }, term: { constant: 'oedema' }, status: { constant: 'controled' } },
      { from: 'f', when: { oe: ['0'] }, term: { constant: 'oedema' }, status: { constant: 'none' } },
    ]
    expect(doubts({ medicalHistory: blocks }, {})).toEqual([
      ['site a', 'map/medicalHistory/0/status/constant', 'controled', 'controlled'],
    ])
  })

  test('of a condition is none unless it is one slip off: other codes just do not meet it', () => {
    const disease = (codes: Record<string, string>) => ({ disease: { from: 'f', stage: { column: 'st', codes } } })
    expect(doubts(disease({ 1: 'early', 2: 'late', 3: 'advanced' }), {})).toEqual([])
    expect(doubts(disease({ 1: 'early', 2: 'late', 3: 'advnaced' }), {})).toEqual([
      ['site a', 'map/disease/stage/codes/3', 'advnaced', 'advanced'],
    ])
  })

  test('of a condition on rows likewise, and one slip off what another site delivers', () => {
    const drugs = (codes: Record<string, string>) => ({
      exposure: { from: 'f', treatment: { column: 'drug', codes }, date: 'day' },
    })
    expect(doubts(drugs({ S: 'sorafenib', D: 'donafenib' }), {})).toEqual([])
    expect(doubts(drugs({ S: 'sorafinib' }), {})).toEqual([
      ['site a', 'map/exposure/treatment/codes/S', 'sorafinib', 'sorafenib'],
    ])
    expect(doubts(drugs({ S: 'sorafenib', L: 'lenvatinb' }), {})).toEqual([
      ['site a', 'map/exposure/treatment/codes/L', 'lenvatinb', 'lenvatinib'],
      ['site b', 'map/exposure/treatment/codes/L', 'lenvatinib', 'lenvatinb'],
    ])
  })

  test('is none where a number stands for it and is compared as one', () => {
    const assessment = { from: 'f', wide: { asc: { test: 'ascites', codes: { none: 0, some: 1 } } } }
    expect(doubts({ assessment }, {})).toEqual([])
  })

  test('is none in a field of which the study asks nothing', () => {
    const disease = { from: 'f', basis: { column: 'b', codes: { 1: 'pathology', 2: 'patology' } } }
    expect(doubts({ disease }, {})).toEqual([])
  })

  test('is read through the first known of two variables', () => {
    const study = written('').variables
    expect(Object.keys(study)).toContain('oedema')
    const more = studyOf(`
sites: [a, b]
variables:
  one: { from: medicalHistory, where: { term: { is: oedema } }, value: status, pick: last }
  two: { from: disease, value: stage }
  known: { firstKnown: [one, two] }
covariates: [{ variable: known, label: Known, levels: { controlled: Controlled, none: None } }]`)
    expect(doubts({ medicalHistory: history(inOrder) }, {}, more)).toEqual([
      ['site a', 'map/medicalHistory/wide/oedema/codes/2', 'uncontrolled', 'controlled'],
    ])
  })
})
