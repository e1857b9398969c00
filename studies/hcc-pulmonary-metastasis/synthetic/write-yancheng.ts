import type { Course } from './course.js'
import { csvText } from './text-bytes.js'
import type { Inpatient } from './write-shanghai.js'

const columns = [
  'record_id',
  'redcap_repeat_instrument',
  'redcap_repeat_instance',
  'name',
  'resident_id',
  'phone',
  'address',
  'sex',
  'dob',
  'dx_basis',
  'base_date',
  'ecog',
  'child_pugh',
  'pvtt',
  'max_diam_cm',
  'contra',
  'other_cancer',
  'lab_date',
  'alb',
  'alt',
  'ast',
  'tbil',
  'plt',
  'afp',
  'hbsag',
  'tx_line',
  'tx_name',
  'tx_start',
  'tx_end',
  'les_no',
  'les_site',
  'les_diam',
  'les_date',
  'ra_date',
  'ra_target',
  'ra_resp',
  'ae_term',
  'ae_grade',
  'ae_date',
  'fu_date',
  'fu_status',
] as const

type Entry = Readonly<Partial<Record<(typeof columns)[number], string>>>

const line = (entry: Entry): string[] => columns.map(column => entry[column] ?? '')

const base = ({ course, person }: Inpatient, order: number): Entry => {
  const { row, baselineDate, conditions } = course
  const term = (category: string): string => conditions.find(each => each.category === category)?.term ?? ''
  const antecedent = (category: string, first: string): string =>
    term(category) === '' ? '0' : term(category) === first ? '1' : '2'
  return {
    name: person.name,
    resident_id: person.residentId,
    phone: person.phone,
    address: person.address,
    sex: row.sex === 'male' ? '1' : '2',
    dob: row.birthDate,
    dx_basis: row.story === 'clinical-diagnosis' ? '9' : String((order % 3) + 1),
    base_date: baselineDate,
    ecog: String(row.ecog),
    child_pugh: row.story === 'child-pugh-missing' ? '' : String(row.childPughScore),
    pvtt: row.pvtt === 'yes' ? '1' : '0',
    max_diam_cm: row.tumourSizeCentimetres.toFixed(1),
    contra: antecedent('contraindication', 'autoimmune-hepatitis'),
    other_cancer: antecedent('other-cancer', 'gastric-cancer'),
  }
}

const number = (value: number | null): string => (value === null ? 'NA' : String(value))

const fetoprotein = (value: number | null, order: number): string => {
  if (value === null) return 'NA'
  if (value < 20 && order % 2 === 0) return '<20'
  return value > 1210 && order % 4 === 0 ? '>1210' : String(value)
}

const antigenCodes = { negative: '0', positive: '1' } as const

const labs = (course: Course, order: number): readonly Entry[] =>
  course.labs.map(lab => ({
    lab_date: lab.date,
    alb: number(lab.albuminGramsPerLitre),
    alt: number(lab.altUnitsPerLitre),
    ast: number(lab.astUnitsPerLitre),
    tbil: number(lab.bilirubinMicromolesPerLitre),
    plt: number(lab.platelets),
    afp: fetoprotein(lab.afpNanogramsPerMillilitre, order),
    hbsag: lab.hbsag === null ? '' : antigenCodes[lab.hbsag],
  }))

const treatmentCodes: Readonly<Record<string, string>> = {
  radiotherapy: '1',
  lenvatinib: '2',
  sintilimab: '3',
  sorafenib: '4',
  regorafenib: '5',
  apatinib: '6',
  'atezolizumab-bevacizumab': '7',
  donafenib: '8',
  'supportive-care': '9',
  refused: '10',
  tace: '11',
  ablation: '12',
}
const lineCodes = { 'first-line': '1', prior: '0', subsequent: '2' } as const

const treatments = (course: Course): readonly Entry[] => [
  ...course.treatments.map((each): Entry => ({
    tx_line: lineCodes[each.line],
    tx_name: treatmentCodes[each.treatment] ?? '',
    tx_start: each.date,
    tx_end: each.endDate ?? 'ongoing',
  })),
  ...course.interventions.map((each): Entry => ({
    tx_line: '3',
    tx_name: treatmentCodes[each.procedure] ?? '',
    tx_start: each.date,
  })),
]

const lesions = ({ row, baselineDate }: Course): readonly Entry[] => {
  const inLiver = Array.from({ length: row.tumourNumber }, (_, place) => ({
    les_site: '1',
    les_diam: (row.tumourSizeCentimetres * (place === 0 ? 10 : 4)).toFixed(0),
  }))
  const inLung = Array.from({ length: row.lungMetastases }, (_, place) => ({
    les_site: '2',
    les_diam: String(6 + place),
  }))
  return [...inLiver, ...inLung].map((lesion, place) => ({
    ...lesion,
    les_no: String(place + 1),
    les_date: baselineDate,
  }))
}

const targetCodes = { radiation: '1', 'non-radiation': '2', 'new-lesions': '3' } as const
const responseCodes = { cr: '1', pr: '2', sd: '3', pd: '4', ne: '5' } as const

const assessments = (course: Course): readonly Entry[] =>
  course.scans.map(scan => ({
    ra_date: scan.date,
    ra_target: targetCodes[scan.target],
    ra_resp: responseCodes[scan.response],
  }))

const events = (course: Course): readonly Entry[] =>
  course.events.map(event => ({
    ae_term: event.category.replaceAll('-', '_'),
    ae_grade: String(event.grade),
    ae_date: event.date,
  }))

const contacts = (course: Course, order: number): readonly Entry[] => [
  ...course.contacts.map((date): Entry => ({ fu_date: date, fu_status: '1' })),
  ...(course.death === null ? [] : [{ fu_date: course.death, fu_status: '2' }]),
  ...(order === 8 ? [{ fu_date: '2023-02-30', fu_status: '1' }] : []),
  ...(order === 13 ? [{ fu_date: '31/12/2021', fu_status: '1' }] : []),
]

const record = (inpatient: Inpatient, order: number): readonly string[][] => {
  const { course, person } = inpatient
  const instruments: readonly (readonly [string, readonly Entry[]])[] = [
    ['labs', labs(course, order)],
    ['treatments', treatments(course)],
    ['lesions', lesions(course)],
    ['response', assessments(course)],
    ['adverse_events', events(course)],
    ['follow_up', contacts(course, order)],
  ]
  const rows = [
    line({ record_id: person.hospitalId, ...base(inpatient, order) }),
    ...instruments.flatMap(([instrument, entries]) =>
      entries.map((entry, place) =>
        line({
          record_id: person.hospitalId,
          redcap_repeat_instrument: instrument,
          redcap_repeat_instance: String(place + 1),
          ...entry,
        }),
      ),
    ),
  ]
  // One record's first laboratory row was imported twice.
  const first = rows.find(row => row[1] === 'labs')
  return order === 3 && first !== undefined ? [...rows, first] : rows
}

/** Yancheng's export: one flat REDCap file in UTF-8, a row a record and a row a repeating instrument's instance. */
export const writeYancheng = (inpatients: readonly Inpatient[]): Uint8Array =>
  new TextEncoder().encode(csvText([[...columns], ...inpatients.flatMap(record)], '\n'))
