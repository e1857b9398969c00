import { describe, expect, test } from 'vitest'
import {
  armLabel,
  bothLanguages,
  covariatesOf,
  criterionLabel,
  exclusionLabel,
  termLabel,
} from '../../reports/words/labels.js'
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
    ['no-arm', 'Arm not known', 'Arm not known'],
    ['held-record', 'Record held until the site answers', 'Record held until the site answers'],
    ['death-before-index', 'Death before the index date', 'Death before the index date'],
    ['event-before-index', 'Event before the index date', 'Event before the index date'],
    ['follow-up-before-index', 'Last known before the index date', 'Last known before the index date'],
    ['follow-up-held', 'What is last known is held', 'What is last known is held'],
    ['held', 'Held: a criterion is not known', 'Held: a criterion is not known'],
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
