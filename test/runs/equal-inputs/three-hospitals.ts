import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The hospitals of the made study; persons are met at several of them. */
export const hospitals = ['alpha', 'beta', 'gamma'] as const

/** One of the hospitals. */
export type Hospital = (typeof hospitals)[number]

/** What a hospital delivers and how it is read: which export, under which name, by which mapping; null delivers nothing. */
export interface Delivery {
  readonly version: number
  readonly named: number
  readonly mapping: number
}

/** How many versions of a hospital's export there are, and of its mapping. */
export const versions = 3
export const mappings = 4

const studyText = `
study: three-hospitals
title: Three hospitals whose exports and mappings change
data: synthetic
timeZone: Asia/Shanghai
sites: [alpha, beta, gamma]
index: { from: exposure, where: { treatment: { in: [drug-a, drug-b] } }, pick: first }
variables:
  sex: { from: subject, value: sex }
  albumin: { from: lab, where: { test: { is: albumin } }, value: result, unit: g/L, pick: last, window: [-28 d, 0 d] }
  drug-b: { from: exposure, where: { treatment: { is: drug-b } }, pick: any }
eligibility:
  include: [{ id: measured, label: Albumin known, when: { albumin: is known }, cannotTell: exclude }]
arms:
  control: { label: A, when: { not: { drug-b: is true } } }
  treated: { label: B, when: { drug-b: is true } }
covariates:
  - { variable: sex, label: Sex, levels: { female: Female, male: Male } }
  - { variable: albumin, label: Albumin, unit: g/L }
endpoints:
  os:
    label: Overall survival
    unit: months
    events: [{ from: disposition, where: { event: { is: death } }, reason: death }]
    censoring: [{ from: contact, where: { status: { is: alive } }, reason: alive at the last contact }]
matching: { caliper: 0.5 SD }
`

// Each next mapping differs from the first in one thing: a code, the arms, the link of persons.
const mappingText = (site: Hospital, mapping: number): string => `
site: ${site}
label: ${site}
${site === 'alpha' ? 'dataDate: { file: people, name: YYYYMMDD }' : ''}
files: { people: { name: people_*.csv, subject: { column: id } } }
identifiers: ${mapping === 3 ? '{ drop: { people: [person] } }' : '{ link: { file: people, column: person } }'}
missing: { '': not recorded }
map:
  subject: { from: people, sex: { column: sex, codes: { f: ${mapping === 1 ? 'male, m: female' : 'female, m: male'} } } }
  lab:
    from: people
    test: { constant: albumin }
    result: { column: albumin, unit: g/L }
    date: { column: begun, date: [YYYY-MM-DD] }
  exposure:
    from: people
    treatment: { column: drug, codes: { ${mapping === 2 ? 'a: drug-b, b: drug-a' : 'a: drug-a, b: drug-b'} } }
    date: { column: begun, date: [YYYY-MM-DD] }
  contact: { from: people, status: { constant: alive }, date: { column: seen, date: [YYYY-MM-DD] } }
  disposition: { from: people, when: { dead: { not: [''] } }, event: { constant: death }, date: { column: dead, date: [YYYY-MM-DD] } }
`

const day = (month: number, date: number): string =>
  `2024-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`

// Few days and few values, so that many subjects tie; every second person is met at the next hospital too.
const exportText = (site: Hospital, version: number): string => {
  const at = hospitals.indexOf(site)
  const rows = Array.from({ length: 10 + (version % 2) }, (_, place) => {
    const turn = (place * 7 + at * 3) % 11
    const person = place % 2 === 0 ? `P${String(1000 + place)}` : `P${String(2000 + at * 100 + place)}`
    // Another version says of some rows that they are other persons.
    const linked = version > 1 && place % 5 === at ? `P${String(3000 + place + version)}` : person
    const dead = turn % 3 === 0 && version + turn > 2 ? day(3 + (turn % 3), 1 + turn) : ''
    return [
      `${site}-${String(place + 11)}`,
      linked,
      turn % 2 === 0 ? 'f' : 'm',
      String(35 + (turn % 3)),
      day(1, 1 + (turn % 3)),
      (turn + place) % 2 === 0 ? 'a' : 'b',
      day(3 + (turn % 4), 10 + version),
      dead,
    ].join(',')
  })
  return ['id,person,sex,albumin,begun,drug,seen,dead', ...rows, ''].join('\n')
}

/** Writes the study and what each hospital delivers into a folder, in place of what was there. */
export const writeStudy = (
  folder: string,
  deliveries: Readonly<Record<Hospital, Delivery>>,
  withheld: ReadonlySet<Hospital>,
): void => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'sites'), { recursive: true })
  writeFileSync(join(folder, 'study.yaml'), studyText)
  for (const site of hospitals) {
    const { version, named, mapping } = deliveries[site]
    writeFileSync(join(folder, 'sites', `${site}.yaml`), mappingText(site, mapping))
    mkdirSync(join(folder, 'exports', site), { recursive: true })
    if (withheld.has(site)) continue
    const name = `people_202407${String(10 + named)}.csv`
    writeFileSync(join(folder, 'exports', site, name), exportText(site, version))
  }
}
