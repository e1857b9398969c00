import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { drawsOf, labs, registerColumns, registerRow, writeLines } from './invented-rows.js'

const seed = 7

/** How a scale study is written. */
export interface ScaleStudy {
  /** Whether it asks for matching by propensity score. */
  readonly matching: boolean
  /** Where laboratory values stand: a column each in the register, or rows of a file of their own. */
  readonly labs: 'wide' | 'long'
  /** Its sites, each with a register of its own; one named so where they are not given. */
  readonly sites?: readonly string[]
}

/** The sites of a scale study. */
const sitesOf = ({ sites }: ScaleStudy): readonly string[] => sites ?? ['register']

const studyText = (study: string, scale: ScaleStudy): string => `study: ${study}
title: A study of scale
data: public
source: invented for measuring
time: day offsets
sites: [${sitesOf(scale).join(', ')}]
index: day 0
settle: { byHand: 0 s, night: 0 s }
variables:
  age: { from: subject, value: age }
  sex: { from: subject, value: sex }
  group: { from: exposure, value: treatment, pick: first, window: [~, 2 w], afterIndex: { reason: allocated on day 0 } }
  karnofsky: { from: assessment, where: { test: { is: karnofsky } }, value: result, pick: last, window: [-30 d, 0 d] }
${Object.entries(labs)
  .map(
    ([lab, { unit }]) =>
      `  ${lab}: { from: lab, where: { test: { is: ${lab} } }, value: result, unit: ${unit}, pick: last, window: [-30 d, 0 d] }`,
  )
  .join('\n')}
eligibility:
  include:
    - { id: karnofsky-known, label: Karnofsky score known, when: { karnofsky: is known }, cannotTell: exclude }
    - { id: adult, label: Adult, when: { age: { at least: 18 } }, cannotTell: exclude }
arms:
  control: { label: Usual care, when: { group: { is: usual } } }
  treated: { label: New care, when: { group: { is: new } } }
covariates:
  - { variable: age, label: Age, unit: years }
  - { variable: sex, label: Sex, levels: { f: Female, m: Male } }
  - { variable: karnofsky, label: Karnofsky score }
  - { variable: albumin, label: Albumin }
  - { variable: afp, label: AFP }
endpoints:
  os:
    label: Overall survival
    unit: months
    events: [{ from: disposition, where: { event: { is: death } }, reason: death }]
    censoring: [{ from: contact, where: { status: { is: alive } }, reason: alive at the last contact }]
${scale.matching ? 'matching: { covariates: all, caliper: 0.2 SD, ties: matchit }\n' : ''}analyses:
  survival: { landmarks: [6, 12] }
  cox: { multivariate: all covariates }
`

const labBlock = ({ labs: shape }: ScaleStudy): string =>
  shape === 'wide'
    ? `  lab:
    from: rows
    date: { column: kpsday, offset: days }
    wide:
${Object.entries(labs)
  .map(([lab, { unit }]) => `      ${lab}: { test: ${lab}, unit: '${unit}' }`)
  .join('\n')}`
    : `  lab:
    from: labs
    test: { column: test, codes: { ${Object.keys(labs)
      .map(lab => `${lab}: ${lab}`)
      .join(', ')} } }
    result: { column: value, unit: { column: unit } }
    date: { column: day, offset: days }`

const siteText = (study: ScaleStudy, site: string): string => `site: ${site}
label: The ${site}
files:
  rows: { name: register.csv, subject: { column: id }, rows: one a subject }
${study.labs === 'long' ? '  labs: { name: labs.csv, subject: { column: id }, rows: many a subject }\n' : ''}identifiers: { nonIdentifying: true }
missing: { '': not recorded }
map:
  subject: { from: rows, ageYears: age, sex: sex }
  exposure:
    from: rows
    treatment: { column: arm, codes: { 0: usual, 1: new } }
    date: { column: start, offset: days }
  assessment:
    from: rows
    wide:
      kps: { test: karnofsky, date: { column: kpsday, offset: days } }
${labBlock(study)}
  contact:
    from: rows
    status: { column: dead, codes: { 0: alive, 1: dead } }
    date: { column: months, offset: months }
  disposition:
    from: rows
    when: { dead: ['1'] }
    event: { constant: death }
    date: { column: months, offset: months }
`

/** Writes the study's files, without exports; its id is the folder's name. */
export const writeScaleStudy = (folder: string, study: ScaleStudy): void => {
  mkdirSync(join(folder, 'sites'), { recursive: true })
  writeFileSync(join(folder, 'study.yaml'), studyText(basename(folder), study))
  for (const site of sitesOf(study)) {
    mkdirSync(join(folder, 'exports', site), { recursive: true })
    writeFileSync(join(folder, 'sites', `${site}.yaml`), siteText(study, site))
  }
}

/** Writes the register of so many subjects: nine columns of who they are and what became of them, and twelve of values. */
export const writeRegister = (
  path: string,
  subjects: number,
  shape: ScaleStudy['labs'],
  own: number = seed,
): Promise<void> => {
  const draws = drawsOf(own)
  const names = shape === 'wide' ? Object.keys(labs) : []
  const lines = function* (): Generator<string> {
    yield [...registerColumns, ...names].join(',')
    for (let id = 1; id <= subjects; id += 1) {
      const who = registerRow(id, draws)
      yield [...who, ...names.map(draws.lab)].join(',')
    }
  }
  return writeLines(path, lines())
}

/** Writes a long laboratory file of so many rows, a hundred for each subject, all before day 0. */
export const writeLaboratory = (path: string, rows: number): Promise<void> => {
  const draws = drawsOf(seed + 1)
  const names = Object.keys(labs)
  const lines = function* (): Generator<string> {
    yield 'id,test,value,unit,day'
    for (let row = 0; row < rows; row += 1) {
      const of = row % 100
      const name = names[of % names.length] ?? ''
      // Each test of a subject has days of its own, so that no two rows say the same.
      yield `${Math.floor(row / 100) + 1},${name},${draws.lab(name)},${labs[name]?.unit ?? ''},${-1 - Math.floor(of / names.length)}`
    }
  }
  return writeLines(path, lines())
}
