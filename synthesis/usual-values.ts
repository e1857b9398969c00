import type { TestDefinition } from '../protocol/schema/laboratory-tests.js'

/** From where to where a value usually lies, in the standard unit. */
export type UsualRange = readonly [from: number, to: number]

// Of patients in a clinic, not of the healthy: wide enough that a criterion finds somebody on both sides.
const usual: Readonly<Record<string, UsualRange>> = {
  ...{ albumin: [28, 50], prealbumin: [100, 400], 'total-protein': [55, 82], globulin: [18, 40] },
  ...{ alt: [8, 130], ast: [10, 140], ggt: [10, 250], alp: [40, 260], ldh: [110, 420], amylase: [25, 120] },
  ...{ lipase: [10, 80], 'creatine-kinase': [30, 220], bilirubin: [5, 42], 'direct-bilirubin': [1, 14] },
  ...{ creatinine: [45, 130], urea: [2.5, 10], 'uric-acid': [150, 480], egfr: [45, 115], glucose: [4, 9.5] },
  ...{ hba1c: [4.8, 8.2], sodium: [132, 146], potassium: [3.3, 5.2], chloride: [96, 108], calcium: [2, 2.6] },
  ...{ magnesium: [0.7, 1.05], phosphate: [0.7, 1.6], ammonia: [12, 60], lactate: [0.6, 2.4] },
  ...{ haemoglobin: [88, 162], haematocrit: [28, 49], platelets: [70, 330], leucocytes: [3, 11.5] },
  ...{ neutrophils: [1.6, 8], lymphocytes: [0.7, 3.2], monocytes: [0.2, 0.9], eosinophils: [0.02, 0.5] },
  ...{ inr: [0.9, 1.6], 'prothrombin-time': [10.5, 17], 'prothrombin-activity': [60, 115], aptt: [24, 42] },
  ...{ fibrinogen: [1.8, 5], 'd-dimer': [0.1, 3], afp: [3, 2500], 'pivka-ii': [12, 2500], cea: [0.6, 40] },
  ...{ 'ca19-9': [3, 400], ca125: [5, 300], 'ca15-3': [6, 90], psa: [0.3, 60], nse: [6, 60] },
  ...{ 'cyfra21-1': [1, 25], 'scc-antigen': [0.4, 8], hcg: [0.5, 50], crp: [0.5, 90], procalcitonin: [0.03, 2] },
  ...{ ferritin: [20, 900], esr: [4, 70], tsh: [0.4, 6], 'free-t4': [10, 22], 'free-t3': [3, 6.5] },
  ...{ cholesterol: [3, 7], 'ldl-cholesterol': [1.5, 4.5], 'hdl-cholesterol': [0.8, 2.1], triglycerides: [0.6, 3.5] },
  ...{ 'urine-protein': [0.05, 2.5], 'hbv-dna': [30, 5e6], 'hcv-rna': [30, 5e6], ecog: [0, 2] },
  ...{ karnofsky: [60, 100], 'child-pugh-score': [5, 8], 'meld-score': [6, 18], 'charlson-index': [0, 6] },
  ...{ 'asa-class': [1, 4], 'pain-score': [0, 8], weight: [46, 98], height: [150, 188], bmi: [18, 33] },
  ...{ temperature: [36.1, 38.4], 'systolic-pressure': [100, 165], 'diastolic-pressure': [58, 98] },
  ...{ 'heart-rate': [55, 105], 'oxygen-saturation': [91, 99], 'ejection-fraction': [40, 68] },
}

/** In which range a test's values are drawn: of a study's own test the lower part of what is plausible. */
export const usualRange = (id: string | undefined, test: TestDefinition | undefined): UsualRange => {
  const [from, to] = test?.plausible ?? [1, 100]
  const known = id === undefined ? undefined : usual[id]
  if (known !== undefined && known[0] >= from && known[1] <= to) return known
  const wide = to - from > 20
  return [from < 0 ? from / 4 : from, wide ? from + (to - from) / 5 : to]
}

/** Tests that come in steps of ten. */
export const byTens: ReadonlySet<string> = new Set(['karnofsky'])
