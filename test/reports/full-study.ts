import type { Study } from '../../protocol/language/study.js'
import { sketchStudy } from '../support/analysis-cohort.js'

const twoLevels = (variable: string, en: string, zh: string, cut: number, unit: string) => ({
  variable,
  label: { en, zh },
  unit,
  cut: [cut],
  levels: { low: `≤${cut}`, high: `>${cut}` },
})

const criterion = (id: string, en: string, cannotTell: 'exclude' | 'include' | 'hold') => ({
  id,
  label: { en, zh: en },
  when: {},
  cannotTell,
})

/** The covariates of the full study with the probability of their second level. */
export const covariateChances: Readonly<
  Record<string, readonly [levels: readonly [string, string], control: number, treated: number]>
> = {
  age: [['low', 'high'], 0.31, 0.28],
  sex: [['female', 'male'], 0.83, 0.82],
  albumin: [['low', 'high'], 0.78, 0.87],
  hbsag: [['negative', 'positive'], 0.7, 0.72],
  afp: [['low', 'high'], 0.53, 0.67],
  alt: [['low', 'high'], 0.23, 0.23],
  ecog: [['zero', 'one'], 0.55, 0.54],
  pvtt: [['no', 'yes'], 0.3, 0.33],
}

/** A study with every part that a workbook can have, its words those of a clinical study. */
export const fullStudy = (added: Readonly<Record<string, unknown>> = {}): Study =>
  sketchStudy({
    study: 'combined-therapy',
    title: {
      en: 'Radiotherapy with sintilimab and lenvatinib in hepatocellular carcinoma with pulmonary metastases',
      zh: '放疗联合信迪利单抗和仑伐替尼治疗肝细胞癌肺转移',
    },
    source: 'Invented for the tests of reports',
    timeZone: 'Asia/Shanghai',
    time: 'dates',
    publicationCut: '2024-03-31',
    sites: ['shanghai', 'nantong', 'yancheng'],
    report: { languages: ['en', 'zh'] },
    index: { from: 'exposure', where: { treatment: { in: ['radiotherapy', 'lenvatinib', 'sintilimab'] } } },
    variables: {
      age: { from: 'subject', value: 'age' },
      albumin: {
        from: 'lab',
        where: { test: { is: 'albumin' } },
        value: 'result',
        unit: 'g/L',
        pick: 'last',
        window: ['-28 d', '0 d'],
        plausible: [10, 70],
      },
      radiotherapy: {
        from: 'exposure',
        where: { treatment: { is: 'radiotherapy' } },
        pick: 'any',
        window: ['-35 d', '28 d'],
        afterIndex: { reason: 'planned combination' },
      },
    },
    eligibility: {
      include: [
        criterion('adult', 'Older than 18 years at the index date', 'exclude'),
        criterion(
          'confirmed',
          'Hepatocellular carcinoma with pulmonary metastases confirmed by contrast-enhanced imaging',
          'hold',
        ),
        criterion('child-pugh', 'Child-Pugh class A or B', 'hold'),
      ],
      exclude: [
        criterion('other-cancer', 'Another cancer in the history', 'include'),
        criterion('prior-therapy', 'Earlier systemic therapy', 'include'),
      ],
    },
    arms: {
      control: { label: { en: 'S+L', zh: '信迪利单抗+仑伐替尼' }, when: { not: { radiotherapy: 'is true' } } },
      treated: { label: { en: 'RT+S+L', zh: '放疗+信迪利单抗+仑伐替尼' }, when: { radiotherapy: 'is true' } },
    },
    covariates: [
      twoLevels('age', 'Age', '年龄', 60, 'years'),
      { variable: 'sex', label: { en: 'Sex', zh: '性别' }, levels: { female: 'Female', male: 'Male' } },
      twoLevels('albumin', 'Albumin', '白蛋白', 35, 'g/L'),
      {
        variable: 'hbsag',
        label: 'Hepatitis B surface antigen',
        levels: { negative: 'Negative', positive: 'Positive' },
      },
      twoLevels('afp', 'Alpha-fetoprotein', '甲胎蛋白', 400, 'ng/mL'),
      twoLevels('alt', 'Alanine aminotransferase', '谷丙转氨酶', 44, 'U/L'),
      { variable: 'ecog', label: 'ECOG performance status', levels: { zero: '0', one: '1 or 2' } },
      { variable: 'pvtt', label: 'Portal vein tumour thrombus', levels: { no: 'No', yes: 'Yes' } },
    ],
    endpoints: Object.fromEntries(
      [
        ['pfs', 'Progression-free survival', '无进展生存期'],
        ['os', 'Overall survival', '总生存期'],
      ].map(([id, en, zh]) => [
        id,
        {
          label: { en, zh },
          unit: 'months',
          events: [{ from: 'disposition', where: { event: { is: 'death' } }, reason: 'death' }],
          censoring: [{ from: 'contact', reason: 'alive at last contact' }],
        },
      ]),
    ),
    response: {
      criteria: 'RECIST 1.1',
      targets: [
        { id: 'radiation', label: { en: 'Radiation target', zh: '放疗靶区' } },
        { id: 'non-radiation', label: { en: 'Non-radiation target', zh: '非放疗靶区' } },
      ],
    },
    safety: {
      grades: 'CTCAE 5.0',
      categories: [
        'hypertension',
        'platelets-decreased',
        'ast-increased',
        'alt-increased',
        'bilirubin-increased',
        'proteinuria',
      ].map(id => ({ id, label: id.charAt(0).toUpperCase() + id.slice(1).replace('-', ' ') })),
      until: { after: '30 d' },
    },
    subsequent: {
      where: { category: { is: 'later' } },
      therapies: ['regorafenib', 'apatinib', 'atezolizumab-bevacizumab', 'donafenib', 'supportive-care', 'refused'].map(
        id => ({ id, label: id }),
      ),
    },
    matching: {},
    published: 'published.yaml',
    mail: [{ to: 'first@example.org', name: '刘医生' }, { to: 'second@example.org' }],
    ...added,
  })
