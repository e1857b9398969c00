import { describe, expect, test } from 'vitest'
import { conditionWords, fieldConditionWords, whereWords } from '../../reports/words/condition-words.js'
import {
  armLabel,
  bothLanguages,
  covariatesOf,
  criterionLabel,
  exclusionLabel,
  termLabel,
} from '../../reports/words/labels.js'
import { afterIndexReason, variableWords } from '../../reports/words/variable-words.js'
import { variableSchema } from '../../protocol/language/variables.js'
import { smallStudy } from './small-study.js'

const study = smallStudy({
  covariates: [
    { variable: 'age', id: 'age-years', label: 'Age', unit: 'years' },
    { variable: 'score', label: 'Score' },
    {
      variable: 'stage',
      label: { en: 'Stage', zh: '分期' },
      reference: 'two',
      levels: {
        one: { label: 'I', values: ['1'] },
        two: { label: { en: 'II', zh: '二' }, values: ['2'] },
        three: 'III',
      },
    },
  ],
})

describe('a term of a model in words', () => {
  test.each([
    ['arm.treated', 'New v Usual'],
    ['intercept', 'Intercept'],
    ['age-years', 'Age, per years'],
    ['score', 'Score, per unit'],
    ['stage.one', 'Stage: I v II'],
    ['stage.three', 'Stage: III v II'],
    ['stage.four', 'Stage: four v II'],
    ['unheard.of', 'unheard.of'],
    ['unheard', 'unheard'],
  ])('%s is %s', (term, words) => {
    expect(termLabel(study, term)).toBe(words)
  })

  test('a covariate as shown', () => {
    const use = ['table', 'matching', 'cox']
    expect(covariatesOf(study)).toEqual([
      { id: 'age-years', label: 'Age', unit: 'years', decimals: 1, levels: [], reference: null, use },
      { id: 'score', label: 'Score', unit: null, decimals: 1, levels: [], reference: null, use },
      {
        id: 'stage',
        label: 'Stage',
        unit: null,
        decimals: 1,
        levels: [
          { id: 'one', label: 'I' },
          { id: 'two', label: 'II' },
          { id: 'three', label: 'III' },
        ],
        reference: 'two',
        use,
      },
    ])
    expect(covariatesOf(smallStudy())[1]?.reference).toBe('one')
  })

  test.each([
    ['control', 'Usual'],
    ['treated', 'New'],
    ['third', 'third'],
  ])('the arm %s is %s', (arm, label) => {
    expect(armLabel(study, arm)).toBe(label)
  })
})

describe('why a subject is not in the cohort', () => {
  test.each([
    ['adult', 'Adult', 'Not met: Adult'],
    ['ill', 'Ill before', 'Ill before'],
    ['duplicate-subject', 'Duplicate: the same person at another site', 'Duplicate: the same person at another site'],
    ['no-index-date', 'No index date', 'No index date: held until the site answers'],
    ['no-arm', 'Arm cannot be told', 'Arm cannot be told'],
    ['held-record', 'Record held until the site answers', 'Record held until the site answers'],
    ['death-before-index', 'Death before the index date', 'Death before the index date'],
    ['event-before-index', 'Event before the index date', 'Event before the index date'],
    ['follow-up-before-index', 'Last known before the index date', 'Last known before the index date'],
    ['follow-up-held', 'What is last known is held', 'What is last known is held'],
    ['held', 'Held: a criterion cannot be told', 'Held: a criterion cannot be told'],
    ['new-reason', 'new-reason', 'new-reason'],
  ])('%s reads %s, as a step %s', (criterion, label, step) => {
    expect(criterionLabel(study, criterion)).toBe(label)
    expect(exclusionLabel(study, criterion)).toBe(step)
  })
})

test('a label stands in both languages where the study asks for both and it has both', () => {
  expect(bothLanguages(study, { en: 'Sex', zh: '性别' })).toBe('Sex (性别)')
  expect(bothLanguages(study, 'Sex')).toBe('Sex')
  expect(bothLanguages(smallStudy({ report: { languages: ['en'] } }), { en: 'Sex', zh: '性别' })).toBe('Sex')
})

describe('a condition in words', () => {
  test.each([
    [{ age: { 'at least': 18 } }, 'age at least 18'],
    [{ age: { 'at most': 80 }, sex: { is: 'male' } }, 'age at most 80 and sex is male'],
    [{ age: { between: [18, 80] as [number, number] } }, 'age between 18 and 80'],
    [{ stage: { in: ['one', 2, true] } }, 'stage in one, 2, true'],
    [{ stage: { 'not in': ['one'] } }, 'stage not in one'],
    [{ drug: 'is known' as const }, 'drug is known'],
    [{ not: { drug: 'is true' as const } }, 'not (drug is true)'],
    [{ all: [{ a: { above: 1 } }, { b: { below: 2 } }] }, '(a above 1 and b below 2)'],
    [
      { any: [{ a: { is: true } }, { b: { is: false } }], c: 'is unknown' as const },
      '(a is true or b is false) and c is unknown',
    ],
    [{ a: undefined }, ''],
    [{}, ''],
  ])('%j', (condition, words) => {
    expect(conditionWords(condition)).toBe(words)
  })

  test('on the fields of a row', () => {
    expect(fieldConditionWords({ test: { is: 'albumin' }, result: { above: 3 } })).toBe(
      'test is albumin and result above 3',
    )
    expect(whereWords({ test: { is: 'albumin' } })).toBe(' where test is albumin')
    expect(whereWords(undefined)).toBe('')
  })
})

describe('a variable in words', () => {
  test.each([
    [{ firstKnown: ['a', 'b'] }, 'the first known of a, b'],
    [{ sum: ['a', 'b'] }, 'the sum of a, b'],
    [{ daysBetween: ['start', 'end'] }, 'days from start to end'],
    [{ group: 'stage', into: { early: ['I', 2], late: ['IV'] } }, 'stage grouped: early from I, 2; late from IV'],
    [{ when: { a: 'is true' } }, 'true when a is true'],
    [{ from: 'subject', value: 'age' }, 'the age of subject'],
    [{ from: 'lab', pick: 'count' }, 'count row of lab'],
    [
      {
        from: 'lab',
        where: { test: { is: 'albumin' } },
        value: 'result',
        unit: 'g/L',
        pick: 'last',
        window: ['-28 d', '0 d'],
        plausible: [10, 70],
      },
      'last result of lab, where test is albumin, in g/L, from -28 d to 0 d around the index date, plausible 10 to 70',
    ],
    [{ from: 'lab', pick: 'any', window: 'until the index date' }, 'any row of lab, until the index date'],
    [{ from: 'lab', pick: 'any', window: ['~', '7 d'] }, 'any row of lab, from any time to 7 d around the index date'],
    [
      { from: 'lab', pick: 'any', window: { around: 'surgery', from: '-7 d', to: '~' } },
      'any row of lab, from -7 d to any time around surgery',
    ],
  ])('%j', (written, words) => {
    expect(variableWords(variableSchema.parse(written))).toBe(words)
  })

  test.each([
    [{ when: { a: 'is true' }, afterIndex: { reason: 'planned' } }, 'planned'],
    [{ when: { a: 'is true' } }, null],
    [{ sum: ['a', 'b'] }, null],
  ])('%j looks beyond the index date because of %s', (written, reason) => {
    expect(afterIndexReason(variableSchema.parse(written))).toBe(reason)
  })
})
