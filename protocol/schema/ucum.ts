import { plainUnit } from './units.js'

// The common spellings that UCUM writes otherwise; all others are its own.
const codes: Readonly<Record<string, string>> = {
  '10^9/L': '10*9/L',
  '10^3/uL': '10*3/uL',
  '10^6/L': '10*6/L',
  '10^4/uL': '10*4/uL',
  'K/uL': '10*3/uL',
  'G/L': '10*9/L',
  'IU/mL': '[IU]/mL',
  'IU/L': '[IU]/L',
  'kIU/L': 'k[IU]/L',
  'mIU/L': 'm[IU]/L',
  'uIU/mL': 'u[IU]/mL',
  'mIU/mL': 'm[IU]/mL',
  'mAU/mL': "m[arb'U]/mL",
  'AU/L': "[arb'U]/L",
  'mL/min/1.73m2': 'mL/min/{1.73_m2}',
  mmHg: 'mm[Hg]',
  'g/24h': 'g/(24.h)',
  'mg/24h': 'mg/(24.h)',
  lb: '[lb_av]',
  in: '[in_i]',
  '°C': 'Cel',
  bpm: '{beats}/min',
  'mEq/L': 'meq/L',
  'mg/dL urea': 'mg/dL{urea}',
  'mg/dL BUN': 'mg/dL{BUN}',
}

/** The UCUM code of a unit by its common spelling; `1` for a number without one. */
export const ucumOf = (unit: string | undefined): string => (unit === undefined ? '1' : (codes[unit] ?? unit))

/** Whether a text is a unit of a number without one: UCUM's `1`, or an annotation alone. */
export const isUnitless = (text: string): boolean => ['', '1'].includes(plainUnit(text))
