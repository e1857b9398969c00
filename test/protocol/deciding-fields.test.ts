import { describe, expect, test } from 'vitest'
import { decidesBy, decidingFields } from '../../protocol/facts/deciding-fields.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import { harmonizedBy, shareOf } from '../../protocol/facts/harmonized-by.js'
import { studySchema } from '../../protocol/language/study.js'

const written = {
  study: 'made',
  title: 'Made',
  data: 'synthetic',
  sites: ['north'],
  index: { from: 'exposure', where: { treatment: { in: ['a', 'b'] } } },
  variables: {
    age: { from: 'subject', value: 'age' },
    ecog: { from: 'assessment', where: { test: { is: 'ecog' } }, value: 'result' },
    albumin: { from: 'lab', where: { test: { is: 'albumin' } }, value: 'result', unit: 'g/L' },
    bilirubin: { from: 'lab', where: { test: { is: 'bilirubin' } }, value: 'result', unit: 'umol/L' },
    platelets: { from: 'lab', where: { test: { is: 'platelets' } }, value: 'result' },
    liver: { sum: ['albumin', 'bilirubin'] },
    poor: { when: { liver: { above: 3 } } },
    staged: { from: 'disease', value: 'stage', window: { around: 'scan', from: '-14 d', to: '14 d' } },
    scan: { from: 'procedure', where: { procedure: { is: 'scan' } }, value: 'date', pick: 'first' },
    'drug-b': {
      from: 'exposure',
      where: { treatment: { is: 'b' } },
      pick: 'any',
      window: 'any time',
      afterIndex: { reason: 'the arm' },
    },
    smoker: { from: 'medicalHistory', where: { term: { is: 'smoking' } }, pick: 'any', window: 'any time' },
  },
  eligibility: {
    include: [{ id: 'adult', label: 'Adult', when: { age: { 'at least': 18 } }, cannotTell: 'hold' }],
    exclude: [
      {
        id: 'poor',
        label: 'Poor',
        when: { any: [{ poor: 'is true' }, { not: { staged: { is: 'i' } } }] },
        cannotTell: 'include',
      },
    ],
  },
  arms: {
    control: { label: 'A', when: { not: { 'drug-b': 'is true' } } },
    treated: { label: 'B', when: { 'drug-b': 'is true' } },
  },
  covariates: [
    { variable: 'platelets', label: 'Platelets' },
    {
      variable: 'smoker',
      label: 'Smoker',
      levels: { yes: { label: 'Yes', values: [true] }, no: { label: 'No', values: [false] } },
    },
  ],
  endpoints: {
    os: {
      label: 'Overall survival',
      unit: 'months',
      events: [{ from: 'disposition', where: { event: { is: 'death' } }, reason: 'death' }],
      censoring: [{ from: 'contact', where: { status: { is: 'alive' } }, reason: 'alive' }],
    },
  },
}

type Cases = readonly (readonly [DomainName, string, Readonly<Record<string, string>>, string])[]

const study = studySchema.parse(written)

describe('by which fields a study decides', () => {
  const deciding = decidingFields(study)
  const decides = (domain: DomainName, field: string, known: Readonly<Record<string, string>> = {}): boolean =>
    decidesBy(deciding, domain, field, known)

  const decided: Cases = [
    ['exposure', 'date', {}, 'the index date'],
    ['exposure', 'treatment', {}, 'what selects it, and the arms'],
    ['subject', 'birthDate', {}, 'age by the day of birth'],
    ['subject', 'ageYears', {}, 'age as recorded'],
    ['lab', 'result', { test: 'albumin' }, 'a term of a sum in a condition of a criterion'],
    ['lab', 'date', { test: 'bilirubin' }, 'the day by which one of several rows counts'],
    ['lab', 'test', {}, 'what tells its rows'],
    ['disease', 'stage', {}, 'a variable under any and not'],
    ['procedure', 'date', { procedure: 'scan' }, 'the day around which another variable looks'],
    ['disposition', 'date', { event: 'death' }, 'an event'],
    ['disposition', 'event', {}, 'what selects the event'],
    ['contact', 'date', { status: 'alive' }, 'a censoring'],
  ]
  for (const [domain, field, known, why] of decided) {
    test(`${domain}.${field} ${JSON.stringify(known)}: ${why}`, () => {
      expect(decides(domain, field, known)).toBe(true)
    })
  }

  const others: Cases = [
    ['lab', 'result', { test: 'platelets' }, 'a covariate alone'],
    ['lab', 'result', { test: 'afp' }, 'a test that nothing reads'],
    ['assessment', 'result', { test: 'ecog' }, 'a variable that nothing decides by'],
    ['medicalHistory', 'term', {}, 'a covariate alone'],
    ['subject', 'sex', {}, 'a field that nothing reads'],
    ['exposure', 'dose', {}, 'a field that nothing reads'],
    ['disposition', 'date', { event: 'withdrawal' }, 'another event'],
    ['contact', 'date', { status: 'lost' }, 'another status'],
    ['adverseEvent', 'grade', {}, 'a domain that nothing reads'],
  ]
  for (const [domain, field, known, why] of others) {
    test(`not ${domain}.${field} ${JSON.stringify(known)}: ${why}`, () => {
      expect(decides(domain, field, known)).toBe(false)
    })
  }

  test('best response is an endpoint', () => {
    const response = { criteria: 'RECIST 1.1', targets: [{ id: 'overall', label: 'Overall' }] }
    const answered = decidingFields(studySchema.parse({ ...written, response }))
    expect(decidesBy(answered, 'response', 'response', { target: 'overall' })).toBe(true)
    expect(decides('response', 'response')).toBe(false)
  })
})

test('what a study decides by is a set: the order of its criteria, endpoints and conditions counts for no export', () => {
  const { include, exclude } = written.eligibility
  const { os } = written.endpoints
  const dead = { from: 'disposition', where: { event: { is: 'death' }, reason: { is: 'a' } }, reason: 'death' }
  const turned = { ...dead, where: { reason: { is: 'a' }, event: { is: 'death' } } }
  const made = (eligibility: object, endpoints: object) =>
    harmonizedBy(studySchema.parse({ ...written, eligibility, endpoints }))
  const pfs = { ...os, events: [...os.events, dead] }
  const other = { ...os, events: [turned, ...os.events] }
  const both = { include: [...include, ...exclude], exclude: [] }
  const turnedRound = { include: [...exclude, ...include], exclude: [] }
  expect(made(turnedRound, { pfs: other, os })).toEqual(made(both, { os, pfs }))
  expect(JSON.stringify(made(turnedRound, { pfs: other, os }))).toBe(JSON.stringify(made(both, { os, pfs })))
  expect(made(both, { os, 'os-again': os })).toEqual(made(both, { os }))
  expect(made({ include, exclude: [] }, { os }).deciding).not.toEqual(made(both, { os }).deciding)
})

test('the share is 20 % unless the study says another', () => {
  expect(shareOf(harmonizedBy(study))).toBe(0.2)
  expect(shareOf(studySchema.parse({ ...written, unusable: { share: '7.5 %' } }))).toBe(0.075)
  expect(() => studySchema.parse({ ...written, unusable: { share: '120 %' } })).toThrow(/20 %/)
})
