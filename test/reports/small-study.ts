import type { Study } from '../../protocol/language/study.js'
import { sketchStudy } from '../support/analysis-cohort.js'

/** A study of two arms with one of each part, its words short. */
export const smallStudy = (added: Readonly<Record<string, unknown>> = {}): Study =>
  sketchStudy({
    study: 'small',
    title: { en: 'A small study', zh: '小研究' },
    source: 'Invented',
    timeZone: 'Asia/Shanghai',
    time: 'dates',
    publicationCut: '2024-03-31',
    sites: ['north', 'south'],
    report: { languages: ['en', 'zh'] },
    index: { from: 'exposure', where: { treatment: { is: 'drug' } } },
    variables: {
      drug: { from: 'exposure', where: { treatment: { is: 'drug' } }, pick: 'any' },
      age: { from: 'subject', value: 'age' },
    },
    eligibility: {
      include: [{ id: 'adult', label: 'Adult', when: { age: { 'at least': 18 } }, cannotTell: 'hold' }],
      exclude: [{ id: 'ill', label: 'Ill before', when: { drug: 'is true' }, cannotTell: 'include' }],
    },
    arms: {
      control: { label: 'Usual', when: { drug: 'is false' } },
      treated: { label: 'New', when: { drug: 'is true' } },
    },
    covariates: [
      { variable: 'age', label: 'Age', unit: 'years', decimals: 1 },
      { variable: 'stage', label: 'Stage', levels: { one: 'I', two: 'II', three: 'III' } },
      { variable: 'sex', label: 'Sex', levels: { female: 'Female', male: 'Male' }, use: ['matching', 'cox'] },
    ],
    endpoints: {
      os: {
        label: 'Overall survival',
        unit: 'months',
        events: [{ from: 'disposition', where: { event: { is: 'death' } }, reason: 'death' }],
        censoring: [{ from: 'contact', reason: 'alive' }],
      },
      healing: {
        label: 'Time to healing',
        unit: 'days',
        events: [{ from: 'disposition', reason: 'healed' }],
        censoring: [{ from: 'contact', reason: 'not healed' }],
      },
    },
    response: { criteria: 'RECIST 1.1', targets: [{ id: 'lung', label: 'Lung' }] },
    safety: { grades: 'CTCAE 5.0', categories: [{ id: 'fever', label: 'Fever' }] },
    subsequent: { where: { category: { is: 'later' } }, therapies: [{ id: 'second', label: 'Second line' }] },
    matching: {},
    published: 'published.yaml',
    ...added,
  })
