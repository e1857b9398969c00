import type { DomainName } from './domains.js'
import type { Study } from '../language/study.js'
import type { TestDefinition } from './laboratory-tests.js'

type Conversions = Readonly<Record<string, number>>

const quantity = (unit: string, plausible: [number, number], conversions: Conversions = {}): TestDefinition => ({
  unit,
  plausible,
  conversions: { ...conversions },
})

const score = (plausible: [number, number]): TestDefinition => ({ plausible, conversions: {} })

const coded = (): TestDefinition => ({ conversions: {} })

const gramsPerLitre: Conversions = { 'g/dL': 10, 'mg/mL': 1, 'mg/dL': 0.01 }
// One microkatal a second is 60 enzyme units a minute.
const enzyme: Conversions = { 'IU/L': 1, 'U/mL': 1000, 'ukat/L': 60 }
const cells: Conversions = {
  '10^3/uL': 1,
  '10^6/L': 0.001,
  '10^4/uL': 10,
  '/uL': 0.001,
  '/mm3': 0.001,
  'K/uL': 1,
  'G/L': 1,
}
const nanogramsPerMillilitre: Conversions = { 'ug/L': 1, 'ng/L': 0.001, 'pg/mL': 0.001, 'ng/dL': 0.01, 'ug/mL': 1000 }
const unitsPerMillilitre: Conversions = { 'kU/L': 1, 'U/L': 0.001, 'IU/mL': 1 }
const sameCharge: Conversions = { 'mEq/L': 1 }
// Molar masses: bilirubin 584.66, creatinine 113.12, urea nitrogen 28.01, urate 168.11, glucose 180.16, haemoglobin
// monomer 16114 g/mol.
const bilirubin: Conversions = { 'mg/dL': 17.104, 'mg/L': 1.7104 }

/**
 * Tests that every study may use by id: the standard unit, what other units are worth in it, the range that a living
 * person can have. How each is called stands in docs/tests-and-units.md alone: a name decides no value.
 */
export const analytes: Readonly<Record<string, TestDefinition>> = {
  albumin: quantity('g/L', [5, 100], gramsPerLitre),
  prealbumin: quantity('mg/L', [5, 800], { 'g/L': 1000, 'mg/dL': 10 }),
  'total-protein': quantity('g/L', [20, 200], gramsPerLitre),
  globulin: quantity('g/L', [3, 120], gramsPerLitre),
  alt: quantity('U/L', [0, 25000], enzyme),
  ast: quantity('U/L', [0, 40000], enzyme),
  ggt: quantity('U/L', [0, 10000], enzyme),
  alp: quantity('U/L', [0, 10000], enzyme),
  ldh: quantity('U/L', [10, 50000], enzyme),
  amylase: quantity('U/L', [0, 20000], enzyme),
  lipase: quantity('U/L', [0, 50000], enzyme),
  'creatine-kinase': quantity('U/L', [0, 500000], enzyme),
  bilirubin: quantity('umol/L', [0, 1500], bilirubin),
  'direct-bilirubin': quantity('umol/L', [0, 1200], bilirubin),
  creatinine: quantity('umol/L', [5, 4000], { 'mg/dL': 88.42, 'mg/L': 8.842, 'mmol/L': 1000 }),
  urea: quantity('mmol/L', [0.1, 120], { 'mg/dL urea': 0.16651, 'mg/dL BUN': 0.35702 }),
  'uric-acid': quantity('umol/L', [10, 3000], { 'mg/dL': 59.485, 'mmol/L': 1000 }),
  egfr: quantity('mL/min/1.73m2', [1, 250]),
  glucose: quantity('mmol/L', [0.3, 110], { 'mg/dL': 0.055506 }),
  hba1c: quantity('%', [2, 25]),
  sodium: quantity('mmol/L', [90, 200], sameCharge),
  potassium: quantity('mmol/L', [0.8, 15], sameCharge),
  chloride: quantity('mmol/L', [50, 170], sameCharge),
  calcium: quantity('mmol/L', [0.4, 6], { 'mg/dL': 0.24951, 'mEq/L': 0.5 }),
  magnesium: quantity('mmol/L', [0.1, 6], { 'mg/dL': 0.41143, 'mEq/L': 0.5 }),
  phosphate: quantity('mmol/L', [0.05, 10], { 'mg/dL': 0.32285 }),
  ammonia: quantity('umol/L', [0, 2000], { 'ug/dL': 0.58719 }),
  lactate: quantity('mmol/L', [0.1, 40], { 'mg/dL': 0.11101 }),
  haemoglobin: quantity('g/L', [10, 300], { 'g/dL': 10, 'mmol/L': 16.114 }),
  haematocrit: quantity('%', [5, 80], { 'L/L': 100 }),
  platelets: quantity('10^9/L', [0, 4000], cells),
  leucocytes: quantity('10^9/L', [0, 1000], cells),
  neutrophils: quantity('10^9/L', [0, 500], cells),
  lymphocytes: quantity('10^9/L', [0, 900], cells),
  monocytes: quantity('10^9/L', [0, 300], cells),
  eosinophils: quantity('10^9/L', [0, 300], cells),
  inr: score([0.5, 25]),
  'prothrombin-time': quantity('s', [5, 250]),
  'prothrombin-activity': quantity('%', [1, 250]),
  aptt: quantity('s', [10, 300]),
  fibrinogen: quantity('g/L', [0.1, 20], { 'mg/dL': 0.01 }),
  'd-dimer': quantity('mg/L', [0, 500], { 'ug/mL': 1, 'ng/mL': 0.001, 'ug/L': 0.001 }),
  // WHO's first International Standard for alpha-fetoprotein, 72/225 (Sizaret et al. 1976): 1 IU is 1.21 ng. Laboratories write U for IU.
  afp: quantity('ng/mL', [0, 1e7], {
    ...nanogramsPerMillilitre,
    ...{ 'IU/mL': 1.21, 'kIU/L': 1.21, 'U/mL': 1.21, 'kU/L': 1.21 },
  }),
  'pivka-ii': quantity('mAU/mL', [0, 1e7], { 'AU/L': 1 }),
  cea: quantity('ng/mL', [0, 1e6], nanogramsPerMillilitre),
  'ca19-9': quantity('U/mL', [0, 1e7], unitsPerMillilitre),
  ca125: quantity('U/mL', [0, 1e6], unitsPerMillilitre),
  'ca15-3': quantity('U/mL', [0, 1e6], unitsPerMillilitre),
  psa: quantity('ng/mL', [0, 1e5], nanogramsPerMillilitre),
  nse: quantity('ng/mL', [0, 1e5], nanogramsPerMillilitre),
  'cyfra21-1': quantity('ng/mL', [0, 1e5], nanogramsPerMillilitre),
  'scc-antigen': quantity('ng/mL', [0, 1e4], nanogramsPerMillilitre),
  hcg: quantity('IU/L', [0, 1e8], { 'mIU/mL': 1 }),
  crp: quantity('mg/L', [0, 1000], { 'mg/dL': 10, 'ug/mL': 1 }),
  procalcitonin: quantity('ng/mL', [0, 2000], nanogramsPerMillilitre),
  ferritin: quantity('ng/mL', [0, 200000], nanogramsPerMillilitre),
  esr: quantity('mm/h', [0, 200]),
  tsh: quantity('mIU/L', [0, 500], { 'uIU/mL': 1 }),
  'free-t4': quantity('pmol/L', [0, 200], { 'ng/dL': 12.871 }),
  'free-t3': quantity('pmol/L', [0, 100], { 'pg/mL': 1.5362 }),
  cholesterol: quantity('mmol/L', [0.3, 100], { 'mg/dL': 0.025862 }),
  'ldl-cholesterol': quantity('mmol/L', [0, 100], { 'mg/dL': 0.025862 }),
  'hdl-cholesterol': quantity('mmol/L', [0, 8], { 'mg/dL': 0.025862 }),
  triglycerides: quantity('mmol/L', [0.05, 250], { 'mg/dL': 0.011293 }),
  'urine-protein': quantity('g/24h', [0, 60], { 'mg/24h': 0.001 }),
  'hbv-dna': quantity('IU/mL', [0, 1e12], { 'IU/L': 0.001 }),
  'hcv-rna': quantity('IU/mL', [0, 1e12], { 'IU/L': 0.001 }),
  hbsag: coded(),
  hbeag: coded(),
  'anti-hcv': coded(),
  ecog: score([0, 5]),
  karnofsky: score([0, 100]),
  'child-pugh-score': score([5, 15]),
  'child-pugh-class': coded(),
  'meld-score': score([6, 60]),
  'charlson-index': score([0, 40]),
  'asa-class': score([1, 6]),
  'pain-score': score([0, 10]),
  weight: quantity('kg', [0.3, 650], { g: 0.001, lb: 0.45359237 }),
  height: quantity('cm', [20, 275], { m: 100, mm: 0.1, in: 2.54 }),
  bmi: quantity('kg/m2', [5, 200]),
  temperature: quantity('Cel', [25, 45], { '°C': 1 }),
  'systolic-pressure': quantity('mmHg', [30, 320], { kPa: 7.50062 }),
  'diastolic-pressure': quantity('mmHg', [10, 220], { kPa: 7.50062 }),
  'heart-rate': quantity('/min', [15, 320], { bpm: 1 }),
  'oxygen-saturation': quantity('%', [0, 100]),
  'ejection-fraction': quantity('%', [1, 100]),
}

/** Quantities that are fields of their own, without a test. */
export const fieldQuantities: Readonly<Partial<Record<DomainName, Readonly<Record<string, TestDefinition>>>>> = {
  tumour: { diameter: quantity('mm', [0.1, 1000], { cm: 10, m: 1000 }) },
}

/** All tests of a study: the built-in ones, its own in addition to them or instead of them. */
export const testsOf = (study: Pick<Study, 'tests'>): Readonly<Record<string, TestDefinition>> => ({
  ...analytes,
  ...study.tests,
})
