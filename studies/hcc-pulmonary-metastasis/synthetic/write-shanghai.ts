import type { Course } from './course.js'
import { addDays } from './days.js'
import type { LabDay } from './labs.js'
import type { Person } from './people.js'
import { excelSerial, type SheetCell, type SheetPlan, workbookBytes } from './workbook-bytes.js'

/** A subject of one hospital: course and person. */
export interface Inpatient {
  readonly course: Course
  readonly person: Person
}

const day = (date: string | null): SheetCell => (date === null ? null : { day: date })

const basisNames = ['病理', '增强CT', '增强MRI'] as const

const register = (inpatients: readonly Inpatient[]): SheetPlan => ({
  name: '患者信息',
  title: '东方肝胆外科医院 肝癌肺转移随访登记（合成数据）',
  columns: [
    ['', '住院号'],
    ['基本信息', '姓名'],
    ['基本信息', '身份证号'],
    ['基本信息', '性别'],
    ['基本信息', '出生日期'],
    ['基本信息', '联系电话'],
    ['基本信息', '家庭住址'],
    ['诊断', '诊断日期'],
    ['诊断', '诊断依据'],
    ['基线评估', '评估日期'],
    ['基线评估', 'ECOG评分'],
    ['基线评估', 'Child-Pugh评分'],
    ['基线评估', '门静脉癌栓'],
    ['基线评估', '肝内肿瘤数目'],
    ['基线评估', '最大肿瘤直径(mm)'],
    ['基线评估', '肺转移灶数目'],
    ['', '备注'],
  ],
  rows: inpatients.map(({ course: { row, baselineDate }, person }, order) => [
    person.hospitalId,
    person.name,
    person.residentId,
    row.sex === 'male' ? '男' : '女',
    day(row.birthDate),
    person.phone,
    person.address,
    day(addDays(baselineDate, -9)),
    row.story === 'clinical-diagnosis' ? '临床诊断' : (basisNames[order % 3] ?? null),
    day(baselineDate),
    row.ecog,
    row.story === 'child-pugh-missing' ? '未评' : row.childPughScore,
    row.pvtt === 'yes' ? '有' : '无',
    row.tumourNumber,
    Math.round(row.tumourSizeCentimetres * 10),
    row.lungMetastases,
    order % 17 === 3 ? `家属来电，${person.name}，${person.phone}` : null,
  ]),
})

const internationalUnits = (nanograms: number | null, order: number): SheetCell => {
  if (nanograms === null) return '未查'
  const units = nanograms / 1.21
  // The analyser's upper limit; every fourth sample is diluted and measured out.
  if (units > 1000 && order % 4 !== 0) return '>1000'
  return Math.round(units * 100) / 100
}

const hundredths = (value: number | null, divisor: number): number | null =>
  value === null ? null : Math.round((value / divisor) * 100) / 100

const antigenNames = { positive: '阳性(+)', negative: '阴性(-)' } as const

const labRow = (hospitalId: string, lab: LabDay, order: number): SheetCell[] => [
  // The laboratory system hands its days over as plain numbers.
  hospitalId,
  excelSerial(lab.date),
  hundredths(lab.albuminGramsPerLitre, 10),
  lab.altUnitsPerLitre,
  lab.astUnitsPerLitre,
  hundredths(lab.bilirubinMicromolesPerLitre, 17.104),
  lab.platelets,
  internationalUnits(lab.afpNanogramsPerMillilitre, order),
  lab.hbsag === null ? null : antigenNames[lab.hbsag],
]

// An older value in g/L stands once in the g/dL column, and a day number once got a sign.
const swappedUnitPlace = 5
const negativeDayPlace = 9

const laboratory = (inpatients: readonly Inpatient[]): SheetPlan => ({
  name: '检验',
  title: '检验结果（合成数据）',
  columns: [
    ['', '住院号'],
    ['', '检验日期'],
    ['肝功能', '白蛋白(g/dL)'],
    ['肝功能', '谷丙转氨酶(U/L)'],
    ['肝功能', '谷草转氨酶(U/L)'],
    ['肝功能', '总胆红素(mg/dL)'],
    ['血常规', '血小板(10^9/L)'],
    ['肿瘤标志物', '甲胎蛋白(IU/mL)'],
    ['病毒学', '乙肝表面抗原'],
  ],
  rows: inpatients.flatMap(({ course, person }, order) =>
    course.labs.map((lab, place) => {
      const cells = labRow(person.hospitalId, lab, order)
      if (order === swappedUnitPlace && place === 0) cells[2] = lab.albuminGramsPerLitre
      if (order === negativeDayPlace && place === course.labs.length - 1) cells[1] = -excelSerial(lab.date)
      return cells
    }),
  ),
})

const treatmentNames: Readonly<Record<string, string>> = {
  radiotherapy: '放疗',
  lenvatinib: '仑伐替尼',
  sintilimab: '信迪利单抗',
  sorafenib: '索拉非尼',
  regorafenib: '瑞戈非尼',
  apatinib: '阿帕替尼',
  'atezolizumab-bevacizumab': '阿替利珠单抗+贝伐珠单抗',
  donafenib: '多纳非尼',
  'supportive-care': '最佳支持治疗',
  refused: '拒绝治疗',
  tace: 'TACE',
  ablation: '消融',
}

const lineNames = { 'first-line': '一线', prior: '既往', subsequent: '进展后' } as const

const treatments = (inpatients: readonly Inpatient[]): SheetPlan => ({
  name: '治疗',
  title: '治疗记录（合成数据）',
  columns: [
    ['', '住院号'],
    ['治疗', '阶段'],
    ['治疗', '方案'],
    ['日期', '开始'],
    ['日期', '结束'],
  ],
  rows: inpatients.flatMap(({ course, person }) => [
    ...course.treatments.map(each => [
      person.hospitalId,
      lineNames[each.line],
      treatmentNames[each.treatment] ?? null,
      day(each.date),
      each.endDate === null ? '继续' : day(each.endDate),
    ]),
    ...course.interventions.map(each => [
      person.hospitalId,
      '局部治疗',
      treatmentNames[each.procedure] ?? null,
      day(each.date),
      null,
    ]),
  ]),
})

const assessments = (inpatients: readonly Inpatient[]): SheetPlan => ({
  name: '疗效评估',
  title: '疗效评估 RECIST 1.1（合成数据）',
  columns: [
    ['', '住院号'],
    ['', '评估日期'],
    ['疗效', '放疗靶区'],
    ['疗效', '非放疗靶区'],
    ['疗效', '新发病灶'],
  ],
  rows: inpatients.flatMap(({ course, person }) =>
    [...new Set(course.scans.map(scan => scan.date))].map(date => {
      const of = (target: string): string =>
        course.scans.find(scan => scan.date === date && scan.target === target)?.response.toUpperCase() ?? ''
      return [
        person.hospitalId,
        day(date),
        of('radiation'),
        of('non-radiation'),
        of('new-lesions') === 'PD' ? '有' : '无',
      ]
    }),
  ),
})

const eventNames = [
  ['hypertension', '高血压'],
  ['platelets-decreased', '血小板减少'],
  ['ast-increased', 'AST升高'],
  ['alt-increased', 'ALT升高'],
  ['bilirubin-increased', '总胆红素升高'],
  ['proteinuria', '蛋白尿'],
  ['hand-foot-syndrome', '手足综合征'],
  ['diarrhoea', '腹泻'],
  ['fatigue', '乏力'],
  ['decreased-appetite', '食欲减退'],
  ['hypothyroidism', '甲状腺功能减退'],
] as const

const events = (inpatients: readonly Inpatient[]): SheetPlan => ({
  name: '不良反应',
  title: '治疗相关不良反应 CTCAE 5.0（合成数据）',
  columns: [['', '住院号'], ['', '记录日期'], ...eventNames.map(([, label]) => ['分级', label] as const)],
  rows: inpatients.flatMap(({ course, person }) => {
    const dates = [...new Set(course.events.map(event => event.date))].sort()
    const gradeOn = (date: string, category: string): number | null =>
      course.events.find(event => event.date === date && event.category === category)?.grade ?? null
    return dates.map(date => [person.hospitalId, day(date), ...eventNames.map(([category]) => gradeOn(date, category))])
  }),
})

const conditionNames: Readonly<Record<string, string>> = {
  hypertension: '高血压病',
  diabetes: '糖尿病',
  'autoimmune-hepatitis': '自身免疫性肝炎',
  'gastrointestinal-bleeding': '消化道出血',
  'gastric-cancer': '胃癌',
  'colorectal-cancer': '结直肠癌',
}

const categoryNames = { comorbidity: '合并症', contraindication: '禁忌症', 'other-cancer': '其他肿瘤' } as const

const conditions = (inpatients: readonly Inpatient[]): SheetPlan => ({
  name: '既往史',
  title: '既往史（合成数据）',
  columns: [
    ['', '住院号'],
    ['既往史', '类别'],
    ['既往史', '疾病'],
    ['既往史', '日期'],
  ],
  rows: inpatients.flatMap(({ course, person }) =>
    course.conditions.map(each => [
      person.hospitalId,
      categoryNames[each.category],
      conditionNames[each.term] ?? null,
      day(each.date),
    ]),
  ),
})

const followUp = (inpatients: readonly Inpatient[]): SheetPlan => ({
  name: '随访',
  title: '随访记录（合成数据）',
  columns: [
    ['', '住院号'],
    ['随访', '日期'],
    ['随访', '状态'],
  ],
  rows: inpatients.flatMap(({ course, person }) => [
    ...course.contacts.map(date => [person.hospitalId, day(date), '存活']),
    ...(course.death === null ? [] : [[person.hospitalId, day(course.death), '死亡']]),
  ]),
})

const sheets = [register, laboratory, treatments, assessments, events, conditions, followUp] as const

/** Shanghai's export: one workbook of seven sheets with merged Chinese headers, day numbers and units of its own. */
export const writeShanghai = (inpatients: readonly Inpatient[]): Promise<Uint8Array> =>
  workbookBytes(sheets.map(plan => plan(inpatients)))
