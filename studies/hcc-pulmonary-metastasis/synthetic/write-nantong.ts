import type { LabDay } from './labs.js'
import { csvText, gb18030Bytes } from './text-bytes.js'
import type { Inpatient } from './write-shanghai.js'

const chineseDay = (date: string): string =>
  `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`

const fullWidth = (text: string): string =>
  text.replaceAll(/[0-9<>.]/g, character => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0))

const basisCodes = ['1', '2', '3'] as const
const conditionCodes: Readonly<Record<string, string>> = {
  'autoimmune-hepatitis': '1',
  'gastrointestinal-bleeding': '2',
  'gastric-cancer': '1',
  'colorectal-cancer': '2',
}

const registerHeader = [
  '病历号',
  '姓名',
  '身份证号',
  '性别代码',
  '出生日期',
  '联系电话',
  '住址',
  '诊断日期',
  '诊断依据代码',
  '评估日期',
  '体能评分',
  '肝功能评分',
  '门脉癌栓代码',
  '肝内病灶数',
  '最大病灶直径cm',
  '肺部病灶数',
  '禁忌症代码',
  '其他恶性肿瘤代码',
]

const registerRow = ({ course, person }: Inpatient, order: number): string[] => {
  const { row, baselineDate, conditions } = course
  const termOf = (category: string): string => conditions.find(each => each.category === category)?.term ?? ''
  const baselineDay = chineseDay(baselineDate)
  const cells = [
    person.hospitalId,
    person.name,
    person.residentId,
    row.sex === 'male' ? '1' : '2',
    chineseDay(row.birthDate),
    person.phone,
    person.address,
    baselineDay,
    row.story === 'clinical-diagnosis' ? '4' : (basisCodes[order % 3] ?? '1'),
    baselineDay,
    String(row.ecog),
    row.story === 'child-pugh-missing' ? '不详' : String(row.childPughScore),
    row.pvtt === 'yes' ? '1' : '0',
    String(row.tumourNumber),
    row.tumourSizeCentimetres.toFixed(1),
    String(row.lungMetastases),
    conditionCodes[termOf('contraindication')] ?? '0',
    conditionCodes[termOf('other-cancer')] ?? '0',
  ]
  // One clerk's input method writes full-width digits.
  return order % 6 === 2 ? cells.map((cell, place) => (place >= 9 ? fullWidth(cell) : cell)) : cells
}

const register = (inpatients: readonly Inpatient[]): string[][] => [
  registerHeader,
  ...inpatients.flatMap((inpatient, order) => {
    const cells = registerRow(inpatient, order)
    const { story, birthDate } = inpatient.course.row
    if (story !== 'entered-twice') return [cells]
    const yearBefore = `${Number(birthDate.slice(0, 4)) - 1}${birthDate.slice(4)}`
    return [cells, cells.map((cell, place) => (place === 4 ? chineseDay(yearBefore) : cell))]
  }),
]

const fetoprotein = (value: number | null, order: number): string => {
  if (value === null) return '未查'
  if (value < 20) return order % 2 === 0 ? '<20' : fullWidth('<20')
  // The analyser's upper limit; every third sample is diluted and measured out.
  if (value > 1210 && order % 3 !== 0) return '>1210'
  return order % 5 === 1 ? fullWidth(value.toFixed(1)) : value.toFixed(1)
}

const labRows = (id: string, lab: LabDay, order: number): string[][] => {
  const date = chineseDay(lab.date)
  const numbers: readonly (readonly [string, number | null, string])[] = [
    ['白蛋白', lab.albuminGramsPerLitre, 'g/L'],
    ['谷丙转氨酶', lab.altUnitsPerLitre, 'U/L'],
    ['谷草转氨酶', lab.astUnitsPerLitre, 'U/L'],
    ['总胆红素', lab.bilirubinMicromolesPerLitre, 'umol/L'],
    ['血小板', lab.platelets, '10^9/L'],
  ]
  return [
    ...numbers.map(([item, value, unit]) => [id, item, value === null ? '未查' : String(value), unit, date]),
    [id, '甲胎蛋白', fetoprotein(lab.afpNanogramsPerMillilitre, order), order % 2 === 0 ? 'ng/mL' : 'ug/L', date],
    ...(lab.hbsag === null ? [] : [[id, '乙肝表面抗原', lab.hbsag === 'positive' ? '阳性' : '阴性', '', date]]),
  ]
}

/** Older rows of a few subjects as a careless hand left them; none of them decides anything. */
const spoil = (rows: string[][], order: number): string[][] => {
  const [first] = rows
  if (first === undefined) return rows
  const [id = '', , , , date = ''] = first
  if (order === 4)
    return rows.map((row, place) => (place === 0 ? [id, '白蛋白', (Number(row[2]) / 10).toFixed(2), 'g/L', date] : row))
  if (order === 7) return [...rows, [id, '乙肝表面抗原', '弱阳性', '', date]]
  if (order === 10) return [first, ...rows]
  if (order === 12)
    return [
      ...rows,
      ...rows
        .filter(row => row[1] === '谷草转氨酶')
        .map(row => [id, '谷草转氨酶', String(Number(row[2]) + 7), 'U/L', date]),
    ]
  if (order === 15) return rows.map(row => (row[1] === '谷丙转氨酶' ? [id, '谷丙转氨酶', '见报告', 'U/L', date] : row))
  return rows
}

const laboratory = (inpatients: readonly Inpatient[]): string[][] => [
  ['病历号', '项目', '结果', '单位', '检验日期'],
  ...inpatients.flatMap(({ course, person }, order) =>
    course.labs.flatMap((lab, place) => {
      const rows = labRows(person.hospitalId, lab, order)
      return place === 0 ? spoil(rows, order) : rows
    }),
  ),
]

const treatmentNames: Readonly<Record<string, string>> = {
  radiotherapy: '调强放疗',
  lenvatinib: '仑伐替尼胶囊',
  sintilimab: '信迪利单抗注射液',
  sorafenib: '索拉非尼片',
  regorafenib: '瑞戈非尼片',
  apatinib: '阿帕替尼片',
  'atezolizumab-bevacizumab': '阿替利珠单抗联合贝伐珠单抗',
  donafenib: '多纳非尼片',
  'supportive-care': '支持治疗',
  refused: '患者拒绝',
  tace: '肝动脉化疗栓塞',
  ablation: '射频消融',
}

const lineCodes = { 'first-line': '1', prior: '2', subsequent: '3' } as const

const impossibleDay = '2021年2月30日'

const treatments = (inpatients: readonly Inpatient[]): string[][] => [
  ['病历号', '类别代码', '治疗', '开始日期', '结束日期'],
  ...inpatients.flatMap(({ course, person }) => [
    ...course.treatments.map(each => [
      person.hospitalId,
      lineCodes[each.line],
      treatmentNames[each.treatment] ?? '',
      course.row.story === 'start-impossible' && each.treatment === 'sintilimab'
        ? impossibleDay
        : chineseDay(each.date),
      each.endDate === null ? '/' : chineseDay(each.endDate),
    ]),
    ...course.interventions.map(each => [
      person.hospitalId,
      '4',
      treatmentNames[each.procedure] ?? '',
      chineseDay(each.date),
      '/',
    ]),
  ]),
]

const targetCodes = { radiation: 'A', 'non-radiation': 'B', 'new-lesions': 'C' } as const

const assessments = (inpatients: readonly Inpatient[]): string[][] => [
  ['病历号', '评估日期', '靶区代码', '疗效'],
  ...inpatients.flatMap(({ course, person }) =>
    course.scans.map(scan => [
      person.hospitalId,
      chineseDay(scan.date),
      targetCodes[scan.target],
      scan.response.toUpperCase(),
    ]),
  ),
]

const eventCodes: Readonly<Record<string, string>> = {
  hypertension: 'AE01',
  'platelets-decreased': 'AE02',
  'ast-increased': 'AE03',
  'alt-increased': 'AE04',
  'bilirubin-increased': 'AE05',
  proteinuria: 'AE06',
  'hand-foot-syndrome': 'AE07',
  diarrhoea: 'AE08',
  fatigue: 'AE09',
  'decreased-appetite': 'AE10',
  hypothyroidism: 'AE11',
}
const grades = ['', 'Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ']

const events = (inpatients: readonly Inpatient[]): string[][] => [
  ['病历号', '不良反应代码', '分级', '发生日期'],
  ...inpatients.flatMap(({ course, person }) =>
    course.events.map(event => [
      person.hospitalId,
      eventCodes[event.category] ?? '',
      grades[event.grade] ?? '',
      chineseDay(event.date),
    ]),
  ),
]

const strayContacts = (id: string, order: number): string[][] => {
  if (order === 6) return [[id, '2022年2月30日', '1']]
  if (order === 11) return [[id, '2042年3月5日', '1']]
  return []
}

const followUp = (inpatients: readonly Inpatient[]): string[][] => [
  ['病历号', '随访日期', '状态代码'],
  ...inpatients.flatMap(({ course, person }, order) => [
    ...course.contacts.map(date => [person.hospitalId, chineseDay(date), '1']),
    ...(course.death === null ? [] : [[person.hospitalId, chineseDay(course.death), '2']]),
    ...strayContacts(person.hospitalId, order),
  ]),
]

const files = {
  患者登记: register,
  检验结果: laboratory,
  治疗记录: treatments,
  影像评估: assessments,
  不良反应: events,
  随访记录: followUp,
} as const

/** Nantong's export of a day: six CSV files in GB18030, codes, days as 年月日, the laboratory with one row per value. */
export const writeNantong = (inpatients: readonly Inpatient[], exportDay: string): ReadonlyMap<string, Uint8Array> =>
  new Map(
    Object.entries(files).map(([name, write]) => [
      `${name}_${exportDay.replaceAll('-', '')}.csv`,
      gb18030Bytes(csvText(write(inpatients), '\r\n')),
    ]),
  )
