import { describe, expect, test } from 'vitest'
import { analytes, fieldQuantities } from '../../protocol/analytes.js'

type Row = readonly [id: string, label: string, unit: string, low: number | null, high: number | null, others: string]

// What a physician may read over: what each test is called, its unit, the range of a living person, and the other units.
const table: readonly Row[] = [
  ['albumin', 'Albumin', 'g/L', 5, 100, 'g/dL mg/mL mg/dL'],
  ['prealbumin', 'Prealbumin', 'mg/L', 5, 800, 'g/L mg/dL'],
  ['total-protein', 'Total protein', 'g/L', 20, 200, 'g/dL mg/mL mg/dL'],
  ['globulin', 'Globulin', 'g/L', 3, 120, 'g/dL mg/mL mg/dL'],
  ['alt', 'Alanine aminotransferase', 'U/L', 0, 25000, 'IU/L U/mL ukat/L'],
  ['ast', 'Aspartate aminotransferase', 'U/L', 0, 40000, 'IU/L U/mL ukat/L'],
  ['ggt', 'Gamma-glutamyl transferase', 'U/L', 0, 10000, 'IU/L U/mL ukat/L'],
  ['alp', 'Alkaline phosphatase', 'U/L', 0, 10000, 'IU/L U/mL ukat/L'],
  ['ldh', 'Lactate dehydrogenase', 'U/L', 10, 50000, 'IU/L U/mL ukat/L'],
  ['amylase', 'Amylase', 'U/L', 0, 20000, 'IU/L U/mL ukat/L'],
  ['lipase', 'Lipase', 'U/L', 0, 50000, 'IU/L U/mL ukat/L'],
  ['creatine-kinase', 'Creatine kinase', 'U/L', 0, 500_000, 'IU/L U/mL ukat/L'],
  ['bilirubin', 'Total bilirubin', 'umol/L', 0, 1500, 'mg/dL mg/L'],
  ['direct-bilirubin', 'Direct bilirubin', 'umol/L', 0, 1200, 'mg/dL mg/L'],
  ['creatinine', 'Creatinine', 'umol/L', 5, 4000, 'mg/dL mg/L mmol/L'],
  ['urea', 'Urea', 'mmol/L', 0.1, 120, 'mg/dL urea, mg/dL BUN'],
  ['uric-acid', 'Uric acid', 'umol/L', 10, 3000, 'mg/dL mmol/L'],
  ['egfr', 'Estimated glomerular filtration rate', 'mL/min/1.73m2', 1, 250, ''],
  ['glucose', 'Glucose', 'mmol/L', 0.3, 110, 'mg/dL'],
  ['hba1c', 'Haemoglobin A1c', '%', 2, 25, ''],
  ['sodium', 'Sodium', 'mmol/L', 90, 200, 'mEq/L'],
  ['potassium', 'Potassium', 'mmol/L', 0.8, 15, 'mEq/L'],
  ['chloride', 'Chloride', 'mmol/L', 50, 170, 'mEq/L'],
  ['calcium', 'Calcium', 'mmol/L', 0.4, 6, 'mg/dL mEq/L'],
  ['magnesium', 'Magnesium', 'mmol/L', 0.1, 6, 'mg/dL mEq/L'],
  ['phosphate', 'Phosphate', 'mmol/L', 0.05, 10, 'mg/dL'],
  ['ammonia', 'Ammonia', 'umol/L', 0, 2000, 'ug/dL'],
  ['lactate', 'Lactate', 'mmol/L', 0.1, 40, 'mg/dL'],
  ['haemoglobin', 'Haemoglobin', 'g/L', 10, 300, 'g/dL mmol/L'],
  ['haematocrit', 'Haematocrit', '%', 5, 80, 'L/L'],
  ['platelets', 'Platelets', '10^9/L', 0, 4000, '10^3/uL 10^6/L 10^4/uL /uL /mm3 K/uL G/L'],
  ['leucocytes', 'Leucocytes', '10^9/L', 0, 1000, '10^3/uL 10^6/L 10^4/uL /uL /mm3 K/uL G/L'],
  ['neutrophils', 'Neutrophils', '10^9/L', 0, 500, '10^3/uL 10^6/L 10^4/uL /uL /mm3 K/uL G/L'],
  ['lymphocytes', 'Lymphocytes', '10^9/L', 0, 900, '10^3/uL 10^6/L 10^4/uL /uL /mm3 K/uL G/L'],
  ['monocytes', 'Monocytes', '10^9/L', 0, 300, '10^3/uL 10^6/L 10^4/uL /uL /mm3 K/uL G/L'],
  ['eosinophils', 'Eosinophils', '10^9/L', 0, 300, '10^3/uL 10^6/L 10^4/uL /uL /mm3 K/uL G/L'],
  ['inr', 'International normalized ratio', '', 0.5, 25, ''],
  ['prothrombin-time', 'Prothrombin time', 's', 5, 250, ''],
  ['prothrombin-activity', 'Prothrombin activity', '%', 1, 250, ''],
  ['aptt', 'Activated partial thromboplastin time', 's', 10, 300, ''],
  ['fibrinogen', 'Fibrinogen', 'g/L', 0.1, 20, 'mg/dL'],
  ['d-dimer', 'D-dimer', 'mg/L', 0, 500, 'ug/mL ng/mL ug/L'],
  ['afp', 'Alpha-fetoprotein', 'ng/mL', 0, 10_000_000, 'ug/L ng/L pg/mL ng/dL ug/mL IU/mL kIU/L'],
  ['pivka-ii', 'Des-gamma-carboxy prothrombin', 'mAU/mL', 0, 10_000_000, 'AU/L'],
  ['cea', 'Carcinoembryonic antigen', 'ng/mL', 0, 1_000_000, 'ug/L ng/L pg/mL ng/dL ug/mL'],
  ['ca19-9', 'CA 19-9', 'U/mL', 0, 10_000_000, 'kU/L U/L IU/mL'],
  ['ca125', 'CA 125', 'U/mL', 0, 1_000_000, 'kU/L U/L IU/mL'],
  ['ca15-3', 'CA 15-3', 'U/mL', 0, 1_000_000, 'kU/L U/L IU/mL'],
  ['psa', 'Prostate-specific antigen', 'ng/mL', 0, 100_000, 'ug/L ng/L pg/mL ng/dL ug/mL'],
  ['nse', 'Neuron-specific enolase', 'ng/mL', 0, 100_000, 'ug/L ng/L pg/mL ng/dL ug/mL'],
  ['cyfra21-1', 'CYFRA 21-1', 'ng/mL', 0, 100_000, 'ug/L ng/L pg/mL ng/dL ug/mL'],
  ['scc-antigen', 'Squamous cell carcinoma antigen', 'ng/mL', 0, 10000, 'ug/L ng/L pg/mL ng/dL ug/mL'],
  ['hcg', 'Human chorionic gonadotropin', 'IU/L', 0, 100_000_000, 'mIU/mL'],
  ['crp', 'C-reactive protein', 'mg/L', 0, 1000, 'mg/dL ug/mL'],
  ['procalcitonin', 'Procalcitonin', 'ng/mL', 0, 2000, 'ug/L ng/L pg/mL ng/dL ug/mL'],
  ['ferritin', 'Ferritin', 'ng/mL', 0, 200_000, 'ug/L ng/L pg/mL ng/dL ug/mL'],
  ['esr', 'Erythrocyte sedimentation rate', 'mm/h', 0, 200, ''],
  ['tsh', 'Thyrotropin', 'mIU/L', 0, 500, 'uIU/mL'],
  ['free-t4', 'Free thyroxine', 'pmol/L', 0, 200, 'ng/dL'],
  ['free-t3', 'Free triiodothyronine', 'pmol/L', 0, 100, 'pg/mL'],
  ['cholesterol', 'Total cholesterol', 'mmol/L', 0.3, 100, 'mg/dL'],
  ['ldl-cholesterol', 'LDL cholesterol', 'mmol/L', 0, 100, 'mg/dL'],
  ['hdl-cholesterol', 'HDL cholesterol', 'mmol/L', 0, 8, 'mg/dL'],
  ['triglycerides', 'Triglycerides', 'mmol/L', 0.05, 250, 'mg/dL'],
  ['urine-protein', 'Urine protein', 'g/24h', 0, 60, 'mg/24h'],
  ['hbv-dna', 'HBV DNA', 'IU/mL', 0, 1_000_000_000_000, 'IU/L'],
  ['hcv-rna', 'HCV RNA', 'IU/mL', 0, 1_000_000_000_000, 'IU/L'],
  ['hbsag', 'Hepatitis B surface antigen', '', null, null, ''],
  ['hbeag', 'Hepatitis B e antigen', '', null, null, ''],
  ['anti-hcv', 'Antibody to hepatitis C virus', '', null, null, ''],
  ['ecog', 'ECOG performance status', '', 0, 5, ''],
  ['karnofsky', 'Karnofsky performance status', '', 0, 100, ''],
  ['child-pugh-score', 'Child-Pugh score', '', 5, 15, ''],
  ['child-pugh-class', 'Child-Pugh class', '', null, null, ''],
  ['meld-score', 'MELD score', '', 6, 60, ''],
  ['charlson-index', 'Charlson comorbidity index', '', 0, 40, ''],
  ['asa-class', 'ASA physical status', '', 1, 6, ''],
  ['pain-score', 'Pain score', '', 0, 10, ''],
  ['weight', 'Body weight', 'kg', 0.3, 650, 'g lb'],
  ['height', 'Height', 'cm', 20, 275, 'm mm in'],
  ['bmi', 'Body mass index', 'kg/m2', 5, 200, ''],
  ['temperature', 'Body temperature', 'Cel', 25, 45, '°C'],
  ['systolic-pressure', 'Systolic blood pressure', 'mmHg', 30, 320, 'kPa'],
  ['diastolic-pressure', 'Diastolic blood pressure', 'mmHg', 10, 220, 'kPa'],
  ['heart-rate', 'Heart rate', '/min', 15, 320, 'bpm'],
  ['oxygen-saturation', 'Oxygen saturation', '%', 0, 100, ''],
  ['ejection-fraction', 'Left ventricular ejection fraction', '%', 1, 100, ''],
]

/** Grams in a mole of what is measured, where units of mass and of substance meet (urea as nitrogen by its own). */
const molarMass: Readonly<Record<string, number>> = {
  bilirubin: 584.66,
  'direct-bilirubin': 584.66,
  creatinine: 113.12,
  urea: 60.055,
  'uric-acid': 168.11,
  glucose: 180.156,
  calcium: 40.078,
  magnesium: 24.305,
  phosphate: 30.974,
  ammonia: 17.031,
  lactate: 90.08,
  haemoglobin: 16_114,
  'free-t4': 776.87,
  'free-t3': 650.97,
  cholesterol: 386.65,
  'ldl-cholesterol': 386.65,
  'hdl-cholesterol': 386.65,
  triglycerides: 885.5,
}

/** Charges of an ion, by which equivalents become moles. */
const charge: Readonly<Record<string, number>> = { sodium: 1, potassium: 1, chloride: 1, calcium: 2, magnesium: 2 }

const prefixes: Readonly<Record<string, number>> = { k: 1e3, d: 0.1, c: 1e-2, m: 1e-3, u: 1e-6, n: 1e-9, p: 1e-12 }

/** What a unit such as `ug` is worth in its own base, and what that base is. */
const base = (text: string): readonly [number, string] => {
  const prefix = /^[kdcmunp](?=(?:g|mol|L|m|Eq|AU|IU|U|kat)$)/.exec(text)?.[0] ?? ''
  return [prefixes[prefix] ?? 1, text.slice(prefix.length)]
}

const worth = (unit: string): { readonly factor: number; readonly of: string } => {
  const [above = '', below = ''] = unit.split('/')
  const [over, what] = base(above)
  const [under, per] = base(below)
  return { factor: over / under, of: `${what}/${per}` }
}

/** The units whose worth follows from their prefixes, the molar mass or the charge alone. */
const byAlgebra = (id: string, unit: string, other: string): number | null => {
  const [standard, given] = [worth(unit), worth(other)]
  const mass = molarMass[id]
  if (standard.of === given.of) return given.factor / standard.factor
  if (given.of === 'g/L' && standard.of === 'mol/L' && mass !== undefined) return given.factor / mass / standard.factor
  if (given.of === 'mol/L' && standard.of === 'g/L' && mass !== undefined)
    return (given.factor * mass) / standard.factor
  const ion = charge[id]
  return given.of === 'Eq/L' && ion !== undefined ? given.factor / ion / standard.factor : null
}

/** What no prefix tells, as the literature has it. */
const told: Readonly<Record<string, number>> = {
  'alt IU/L': 1, 'ast IU/L': 1, 'ggt IU/L': 1, 'alp IU/L': 1, 'ldh IU/L': 1, 'amylase IU/L': 1, 'lipase IU/L': 1, 'creatine-kinase IU/L': 1,
  'alt ukat/L': 60, 'ast ukat/L': 60, 'ggt ukat/L': 60, 'alp ukat/L': 60, 'ldh ukat/L': 60, 'amylase ukat/L': 60, 'lipase ukat/L': 60, 'creatine-kinase ukat/L': 60,
  'urea mg/dL urea': 10 / 60.055, 'urea mg/dL BUN': 10 / 28.01,
  'haematocrit L/L': 100,
  'afp IU/mL': 1.21, 'afp kIU/L': 1.21,
  'ca19-9 IU/mL': 1, 'ca125 IU/mL': 1, 'ca15-3 IU/mL': 1,
  'urine-protein mg/24h': 0.001,
  'weight g': 0.001, 'weight lb': 0.45359237,
  'height m': 100, 'height mm': 0.1, 'height in': 2.54,
  'temperature °C': 1, 'systolic-pressure kPa': 7.50062, 'diastolic-pressure kPa': 7.50062, 'heart-rate bpm': 1,
} // prettier-ignore

const cells: Readonly<Record<string, number>> = {
  '10^3/uL': 1,
  '10^6/L': 0.001,
  '10^4/uL': 10,
  '/uL': 0.001,
  '/mm3': 0.001,
  'K/uL': 1,
  'G/L': 1,
}

const split = (others: string): readonly string[] =>
  others.split(others.includes(',') ? ', ' : ' ').filter(unit => unit !== '')

describe('the built-in tests', () => {
  test('are these', () => {
    expect(Object.keys(analytes)).toEqual(table.map(([id]) => id))
  })

  test.each(table)('%s is %s', (id, label, unit, low, high, others) => {
    const found = analytes[id]
    expect([found?.label, found?.unit ?? '', found?.plausible ?? [null, null]]).toEqual([label, unit, [low, high]])
    expect(Object.keys(found?.conversions ?? {})).toEqual(split(others))
  })

  test.each(table.flatMap(([id, , unit, , , others]) => split(others).map(other => [other, id, unit] as const)))(
    'one %s of %s is worth what physics says in %s',
    (other, id, unit) => {
      const expected = unit === '10^9/L' ? cells[other] : (told[`${id} ${other}`] ?? byAlgebra(id, unit, other))
      const factor = analytes[id]?.conversions[other] ?? Number.NaN
      expect(expected).toBeTypeOf('number')
      // Published molar masses differ in their fourth digit.
      expect(Math.abs(factor / (expected ?? 0) - 1)).toBeLessThan(4e-4)
    },
  )

  test('and a diameter is a length', () => {
    expect(fieldQuantities).toEqual({
      tumour: { diameter: { label: 'Diameter', unit: 'mm', plausible: [0.1, 1000], conversions: { cm: 10, m: 1000 } } },
    })
  })
})
