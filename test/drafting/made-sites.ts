import { seeded } from '../support/seeded.js'

/** A site that was made for the draft's test: its files, and the mapping that a person would write for them. */
export interface MadeSite {
  readonly site: string
  readonly files: Readonly<Record<string, string>>
  readonly encoding: 'utf8' | 'utf16le'
  readonly mapping: string
}

const next = seeded(11)
const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
const oneOf = <Thing>(...things: readonly Thing[]): Thing => things[Math.floor(next() * things.length)]!
const two = (number: number): string => String(number).padStart(2, '0')
const day = (years: readonly [number, number], write: (y: number, m: number, d: number) => string): string =>
  write(whole(...years), whole(1, 12), whole(1, 28))
const iso = (y: number, m: number, d: number): string => `${String(y)}-${two(m)}-${two(d)}`
const points = (y: number, m: number, d: number): string => `${two(d)}.${two(m)}.${String(y)}`
const chinese = (y: number, m: number, d: number): string => `${String(y)}/${two(m)}/${two(d)}`
const rows = (count: number, row: (at: number) => readonly (string | number)[], sign: string): string =>
  Array.from({ length: count }, (_, at) => row(at).join(sign)).join('\n')

const drugs = ['Sintilimab', 'Lenvatinib', 'Radiotherapy', 'Sorafenib'] as const

const english: MadeSite = {
  site: 'harbour',
  encoding: 'utf8',
  files: {
    'patients_2024-02-29.csv': `Patient ID,Surname,Phone,Sex,Date of birth,Diagnosis date,Basis of diagnosis,Assessment date,ECOG,Child-Pugh score,PVTT,Largest tumour (cm)
${rows(40, at => [`HB-${String(1001 + at)}`, oneOf('Berg', 'Holm', 'Lind', 'Dahl'), `0791 ${String(whole(100000, 999999))}`, oneOf('M', 'F'), day([1940, 1980], iso), day([2019, 2020], iso), oneOf('biopsy', 'contrast CT', 'contrast MRI'), day([2020, 2021], iso), whole(0, 2), whole(5, 9), oneOf('yes', 'no'), (whole(15, 120) / 10).toFixed(1)], ',')}
`,
    'laboratory.csv': `Patient ID,Sample date,Albumin (g/L),ALT (U/L),AST (U/L),Platelets (10^9/L),AFP (ng/mL),HBsAg
${rows(120, at => [`HB-${String(1001 + (at % 40))}`, day([2020, 2021], iso), whole(28, 48), whole(12, 90), whole(14, 95), whole(80, 300), oneOf<string | number>(whole(3, 900), '<3', 'not done'), oneOf('positive', 'negative')], ',')}
`,
    'therapy.csv': `Patient ID,Drug name,Start date,End date
${rows(90, at => [`HB-${String(1001 + (at % 40))}`, oneOf(...drugs), day([2020, 2020], iso), oneOf(day([2021, 2021], iso), 'ongoing')], ',')}
`,
    'follow up.csv': `Patient ID,Follow-up date,Vital status
${rows(80, at => [`HB-${String(1001 + (at % 40))}`, day([2022, 2023], iso), at >= 40 && next() < 0.4 ? 'dead' : 'alive'], ',')}
`,
  },
  mapping: `
site: harbour
label: Harbour
dataDate: { file: patients, name: YYYY-MM-DD }
files:
  patients: { name: patients_*.csv, encoding: utf-8, subject: { column: Patient ID } }
  labs: { name: laboratory.csv, encoding: utf-8, subject: { column: Patient ID } }
  therapy: { name: therapy.csv, encoding: utf-8, subject: { column: Patient ID } }
  follow-up: { name: follow up.csv, encoding: utf-8, subject: { column: Patient ID } }
identifiers: { drop: { patients: [Surname, Phone] } }
missing: { '': not recorded, not done: not done }
map:
  subject: { from: patients, sex: { column: Sex, codes: { M: male, F: female } }, birthDate: { column: Date of birth, date: [YYYY-MM-DD] } }
  disease:
    from: patients
    basis: { column: Basis of diagnosis, codes: { biopsy: pathology, contrast CT: enhanced-ct, contrast MRI: enhanced-mri } }
    date: { column: Diagnosis date, date: [YYYY-MM-DD] }
  assessment:
    from: patients
    date: { column: Assessment date, date: [YYYY-MM-DD] }
    wide:
      ECOG: { test: ecog }
      Child-Pugh score: { test: child-pugh-score }
      PVTT: { test: pvtt, codes: { yes: present, no: absent } }
      Largest tumour (cm): { test: tumour-size, unit: cm }
  lab:
    from: labs
    date: { column: Sample date, date: [YYYY-MM-DD] }
    wide:
      Albumin (g/L): { test: albumin, unit: g/L }
      ALT (U/L): { test: alt, unit: U/L }
      AST (U/L): { test: ast, unit: U/L }
      Platelets (10^9/L): { test: platelets, unit: 10^9/L }
      AFP (ng/mL): { test: afp, unit: ng/mL }
      HBsAg: { test: hbsag, codes: { positive: positive, negative: negative } }
  exposure:
    from: therapy
    treatment: { column: Drug name, codes: { Sintilimab: sintilimab, Lenvatinib: lenvatinib, Radiotherapy: radiotherapy, Sorafenib: sorafenib } }
    date: { column: Start date, date: [YYYY-MM-DD] }
    endDate: { column: End date, date: [YYYY-MM-DD], missing: { ongoing: not recorded } }
  contact: { from: follow-up, status: { column: Vital status, codes: { alive: alive, dead: dead } }, date: { column: Follow-up date, date: [YYYY-MM-DD] } }
  disposition: { from: follow-up, when: { Vital status: [dead] }, event: { constant: death }, date: { column: Follow-up date, date: [YYYY-MM-DD] } }
`,
}

const hanDrugs = ['仑伐替尼', '信迪利单抗', '放疗'] as const

const han: MadeSite = {
  site: 'jiangnan',
  encoding: 'utf8',
  files: {
    '基本信息_20240229.csv': `江南医院导出;;;;;;;;
患者编号;姓名;身份证号;性别;出生日期;评估日期;ECOG评分;门脉癌栓;肿瘤大小(mm)
${rows(36, at => [`JN${String(20001 + at)}`, oneOf('王明', '李静', '张伟'), `9900001970010${String(10001 + at)}`, oneOf('男', '女'), day([1945, 1985], chinese), day([2020, 2021], chinese), whole(0, 2), oneOf('有', '无'), whole(15, 110)], ';')}
`,
    '检验结果.csv': `患者编号;检验项目;结果;单位;采样日期
${rows(
  144,
  at => {
    const [item, unit, value] = [
      ['白蛋白', 'g/L', whole(28, 48)],
      ['谷丙转氨酶', 'U/L', whole(10, 90)],
      ['甲胎蛋白', 'ng/mL', whole(3, 900)],
      ['血小板', '10^9/L', whole(80, 300)],
    ][at % 4] as [string, string, number]
    return [`JN${String(20001 + (at % 36))}`, item, next() < 0.05 ? '未查' : value, unit, day([2020, 2021], chinese)]
  },
  ';',
)}
`,
    '用药记录.csv': `患者编号;药品名称;开始日期;结束日期
${rows(80, at => [`JN${String(20001 + (at % 36))}`, oneOf(...hanDrugs), day([2020, 2020], chinese), oneOf(day([2021, 2021], chinese), day([2021, 2021], chinese), '至今')], ';')}
`,
    '不良反应.csv': `患者编号;不良反应名称;分级;发生日期
${rows(60, at => [`JN${String(20001 + (at % 36))}`, oneOf('高血压', '蛋白尿', '腹泻', '乏力'), whole(1, 4), day([2021, 2021], chinese)], ';')}
`,
    '随访.csv': `患者编号;末次随访日期;生存状态
${rows(36, at => [`JN${String(20001 + at)}`, day([2022, 2023], chinese), oneOf('存活', '死亡')], ';')}
`,
  },
  mapping: `
site: jiangnan
label: Jiangnan
dataDate: { file: register, name: YYYYMMDD }
files:
  register: { name: 基本信息_*.csv, encoding: utf-8, delimiter: ';', header: 2, subject: { column: 患者编号 } }
  labs: { name: 检验结果.csv, encoding: utf-8, delimiter: ';', subject: { column: 患者编号 } }
  drugs: { name: 用药记录.csv, encoding: utf-8, delimiter: ';', subject: { column: 患者编号 } }
  events: { name: 不良反应.csv, encoding: utf-8, delimiter: ';', subject: { column: 患者编号 } }
  follow-up: { name: 随访.csv, encoding: utf-8, delimiter: ';', subject: { column: 患者编号 } }
identifiers: { link: { file: register, column: 身份证号 }, drop: { register: [姓名] } }
missing: { '': not recorded, 未查: not done }
map:
  subject: { from: register, sex: { column: 性别, codes: { 男: male, 女: female } }, birthDate: { column: 出生日期, date: [YYYY/MM/DD] } }
  assessment:
    from: register
    date: { column: 评估日期, date: [YYYY/MM/DD] }
    wide:
      ECOG评分: { test: ecog }
      门脉癌栓: { test: pvtt, codes: { 有: present, 无: absent } }
      肿瘤大小(mm): { test: tumour-size, unit: mm }
  lab:
    from: labs
    test: { column: 检验项目, codes: { 白蛋白: albumin, 谷丙转氨酶: alt, 甲胎蛋白: afp, 血小板: platelets } }
    result: { column: 结果, unit: { column: 单位 } }
    date: { column: 采样日期, date: [YYYY/MM/DD] }
  exposure:
    from: drugs
    treatment: { column: 药品名称, codes: { 仑伐替尼: lenvatinib, 信迪利单抗: sintilimab, 放疗: radiotherapy } }
    date: { column: 开始日期, date: [YYYY/MM/DD] }
    endDate: { column: 结束日期, date: [YYYY/MM/DD], missing: { 至今: not recorded } }
  adverseEvent:
    from: events
    category: { column: 不良反应名称, codes: { 高血压: hypertension, 蛋白尿: proteinuria, 腹泻: diarrhoea, 乏力: fatigue } }
    grade: 分级
    date: { column: 发生日期, date: [YYYY/MM/DD] }
  contact: { from: follow-up, status: { column: 生存状态, codes: { 存活: alive, 死亡: dead } }, date: { column: 末次随访日期, date: [YYYY/MM/DD] } }
  disposition: { from: follow-up, when: { 生存状态: [死亡] }, event: { constant: death }, date: { column: 末次随访日期, date: [YYYY/MM/DD] } }
`,
}

const mixed: MadeSite = {
  site: 'riverside',
  encoding: 'utf16le',
  files: {
    'baseline.tsv': `subject_id\tgender\tDOB\tps\ttumour_number\tlab_date\talb\tplt\thbsag\tplanned\tremark
${rows(50, at => [`R${String(301 + at)}`, oneOf('male', 'female'), day([1940, 1980], points), whole(0, 3), whole(1, 6), day([2020, 2021], points), (whole(28, 48) / 10).toFixed(1), whole(60, 400), oneOf('pos', 'neg'), oneOf('a', 'b'), at % 9 === 0 ? 'late' : ''], '\t')}
`,
    'scans.tsv': `subject_id\tscan_date\tresponse\treader
${rows(120, at => [`R${String(301 + (at % 50))}`, day([2021, 2022], points), oneOf('CR', 'PR', 'SD', 'PD'), oneOf('1', '2')], '\t')}
`,
    'end.tsv': `subject_id\tlast contact date\tstatus\tdate of death
${rows(
  50,
  at => {
    const dead = next() < 0.5
    return [
      `R${String(301 + at)}`,
      day([2022, 2023], points),
      dead ? 'died' : 'living',
      dead ? day([2023, 2023], points) : '',
    ]
  },
  '\t',
)}
`,
  },
  mapping: `
site: riverside
label: Riverside
files:
  baseline: { name: baseline.tsv, encoding: utf-16le, delimiter: "\\t", subject: { column: subject_id } }
  scans: { name: scans.tsv, encoding: utf-16le, delimiter: "\\t", subject: { column: subject_id } }
  end: { name: end.tsv, encoding: utf-16le, delimiter: "\\t", subject: { column: subject_id } }
missing: { '': not recorded }
map:
  subject: { from: baseline, sex: { column: gender, codes: { male: male, female: female } }, birthDate: { column: DOB, date: [DD.MM.YYYY] } }
  assessment:
    from: baseline
    date: { column: lab_date, date: [DD.MM.YYYY] }
    wide:
      ps: { test: ecog }
      tumour_number: { test: tumour-number }
  lab:
    from: baseline
    date: { column: lab_date, date: [DD.MM.YYYY] }
    wide:
      alb: { test: albumin, unit: g/dL }
      plt: { test: platelets, unit: 10^9/L }
      hbsag: { test: hbsag, codes: { pos: positive, neg: negative } }
  contact: { from: end, status: { column: status, codes: { living: alive, died: dead } }, date: { column: last contact date, date: [DD.MM.YYYY] } }
  disposition: { from: end, when: { status: [died] }, event: { constant: death }, date: { column: date of death, date: [DD.MM.YYYY] } }
`,
}

// Days of the export, of admission, of receipt, of the finding and of printing stand beside the one on which the sample was taken.
const german: MadeSite = {
  site: 'seeblick',
  encoding: 'utf8',
  files: {
    'Stammdaten.csv': `Patientennummer;Geschlecht;Alter;Aufnahmedatum;Entlassungsdatum;Stand vom;ECOG;Vitalstatus;Letzter Kontakt;Todesdatum
${rows(
  40,
  at => {
    const dead = at % 3 === 0
    return [
      `SB${String(1001 + at)}`,
      oneOf('m', 'w'),
      `${String(whole(31, 84))} J.`,
      day([2020, 2020], points),
      day([2021, 2021], points),
      '31.01.2024',
      whole(0, 2),
      dead ? 'verstorben' : 'lebt',
      day([2022, 2022], points),
      dead ? day([2023, 2023], points) : '',
    ]
  },
  ';',
)}
`,
    'Labor.csv': `Patientennummer;Parameter;Messwert;Einheit;Eingangsdatum;Abnahmedatum;Befunddatum;Druckdatum
${rows(
  120,
  at => {
    const [item, unit, value] = [
      ['Albumin', 'g/L', whole(28, 48)],
      ['GPT', 'U/L', whole(10, 90)],
      ['AFP', 'ng/mL', whole(3, 900)],
    ][at % 3] as [string, string, number]
    const taken = day([2020, 2021], points)
    return [`SB${String(1001 + (at % 40))}`, item, value, unit, taken, taken, taken, '31.01.2024']
  },
  ';',
)}
`,
  },
  mapping: `
site: seeblick
label: Seeblick
dataDate: { file: patients, column: Stand vom, date: [DD.MM.YYYY] }
files:
  patients: { name: Stammdaten.csv, encoding: utf-8, delimiter: ';', subject: { column: Patientennummer } }
  labs: { name: Labor.csv, encoding: utf-8, delimiter: ';', subject: { column: Patientennummer } }
missing: { '': not recorded }
map:
  subject: { from: patients, sex: { column: Geschlecht, codes: { m: male, w: female } }, ageYears: Alter }
  assessment: { from: patients, wide: { ECOG: { test: ecog } } }
  lab:
    from: labs
    test: { column: Parameter, codes: { Albumin: albumin, GPT: alt, AFP: afp } }
    result: { column: Messwert, unit: { column: Einheit } }
    date: { column: Abnahmedatum, date: [DD.MM.YYYY] }
  contact: { from: patients, status: { column: Vitalstatus, codes: { lebt: alive, verstorben: dead } }, date: { column: Letzter Kontakt, date: [DD.MM.YYYY] } }
  disposition: { from: patients, when: { Vitalstatus: [verstorben] }, event: { constant: death }, date: { column: Todesdatum, date: [DD.MM.YYYY] } }
`,
}

// Ages say their unit in the cell, and each row of a laboratory has four days.
const river: MadeSite = {
  site: 'jiangbei',
  encoding: 'utf8',
  files: {
    '住院患者.csv': `患者编号,性别,年龄,入院日期,出院日期,手术日期,数据截止日期,ECOG评分,肿瘤大小(cm)
${rows(36, at => [`JB${String(3001 + at)}`, oneOf('男', '女'), at === 5 ? '5月龄' : at === 9 ? '89岁以上' : `${String(whole(30, 85))}岁`, day([2020, 2020], chinese), day([2021, 2021], chinese), at % 2 === 0 ? day([2020, 2020], chinese) : '', '2024/03/31', whole(0, 2), (whole(10, 90) / 10).toFixed(1)], ',')}
`,
    '检验结果.csv': `患者编号,检验项目,结果,单位,送检时间,采样时间,审核时间,打印时间
${rows(
  108,
  at => {
    const [item, unit, value] = [
      ['白蛋白', 'g/L', whole(28, 48)],
      ['谷丙转氨酶', 'U/L', whole(10, 90)],
      ['血小板', '10^9/L', whole(80, 300)],
    ][at % 3] as [string, string, number]
    const taken = day([2020, 2021], chinese)
    return [
      ...[`JB${String(3001 + (at % 36))}`, item, value, unit],
      ...[`${taken} 08:10`, `${taken} 07:05`, `${taken} 15:40`, '2024/03/31 10:00'],
    ]
  },
  ',',
)}
`,
    '门诊检验.csv': `患者编号,HBsAg,审核日期
${rows(36, at => [`JB${String(3001 + at)}`, oneOf('阳性', '阴性'), day([2020, 2021], chinese)], ',')}
`,
  },
  mapping: `
site: jiangbei
label: Jiangbei
dataDate: { file: patients, column: 数据截止日期, date: [YYYY/MM/DD] }
files:
  patients: { name: 住院患者.csv, encoding: utf-8, subject: { column: 患者编号 } }
  labs: { name: 检验结果.csv, encoding: utf-8, subject: { column: 患者编号 } }
  outpatients: { name: 门诊检验.csv, encoding: utf-8, subject: { column: 患者编号 } }
missing: { '': not recorded }
map:
  subject: { from: patients, sex: { column: 性别, codes: { 男: male, 女: female } }, ageYears: 年龄 }
  assessment:
    from: patients
    wide:
      ECOG评分: { test: ecog }
      肿瘤大小(cm): { test: tumour-size, unit: cm }
  lab:
    - from: labs
      test: { column: 检验项目, codes: { 白蛋白: albumin, 谷丙转氨酶: alt, 血小板: platelets } }
      result: { column: 结果, unit: { column: 单位 } }
      date: { column: 采样时间, date: [YYYY/MM/DD] }
    - { from: outpatients, wide: { HBsAg: { test: hbsag, codes: { 阳性: positive, 阴性: negative } } } }
`,
}

/** The sites that were made: English, Chinese, short names in UTF-16 with tabs, German and Chinese with days of other things beside those of the results. */
export const madeSites: readonly MadeSite[] = [english, han, mixed, german, river]
