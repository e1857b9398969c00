/** A number that must come out exactly: the key and the value. */
type Exact = readonly [key: string, value: number]

const byArm = (keyOf: (arm: string) => string, control: number, treated: number): readonly Exact[] => [
  [keyOf('control'), control],
  [keyOf('treated'), treated],
]

const level = (covariate: string, id: string, control: number, treated: number): readonly Exact[] =>
  byArm(arm => `baseline/all/${covariate}/${arm}/${id}/n`, control, treated)

const best = (target: string, arm: string, counts: Readonly<Record<string, number>>): readonly Exact[] =>
  Object.entries(counts).map(([code, n]) => [`response/all/${target}/${arm}/${code}/n`, n])

const subsequent = (therapy: string, control: number, treated: number): readonly Exact[] =>
  byArm(arm => `subsequent/all/${therapy}/${arm}/-/n`, control, treated)

/** What the publication prints as counts before matching (Liu et al. 2025, Tables 1 and 2, text): they come out exactly. */
export const exactNumbers: readonly Exact[] = [
  ['flow/-/eligible/-/-/n', 144],
  ...byArm(arm => `flow/-/eligible/${arm}/-/n`, 105, 39),
  ...level('age', 'le60', 72, 28),
  ...level('age', 'gt60', 33, 11),
  ...level('sex', 'female', 18, 7),
  ...level('sex', 'male', 87, 32),
  ...level('albumin', 'le35', 23, 5),
  ...level('albumin', 'gt35', 82, 34),
  ...level('hbsag', 'negative', 32, 11),
  ...level('hbsag', 'positive', 73, 28),
  ...level('afp', 'le400', 49, 13),
  ...level('afp', 'gt400', 56, 26),
  ...level('alt', 'le44', 81, 30),
  ...level('alt', 'gt44', 24, 9),
  ...best('radiation', 'treated', { cr: 1, pr: 23, sd: 13, pd: 2, ne: 0 }),
  ...best('radiation', 'control', { cr: 2, pr: 27, sd: 51, pd: 25, ne: 0 }),
  ...best('non-radiation', 'treated', { cr: 1, pr: 13, sd: 20, pd: 2, ne: 3 }),
  ...best('non-radiation', 'control', { cr: 2, pr: 24, sd: 60, pd: 12, ne: 7 }),
  ...byArm(arm => `survival/all/os/${arm}/-/events`, 75, 21),
  ...subsequent('regorafenib', 31, 10),
  ...subsequent('apatinib', 16, 7),
  ...subsequent('atezolizumab-bevacizumab', 23, 6),
  ...subsequent('donafenib', 12, 5),
  ...subsequent('supportive-care', 4, 2),
  ...subsequent('refused', 1, 0),
  ...byArm(arm => `safety/all/any/${arm}/3-4/n`, 42, 17),
  ...byArm(arm => `safety/all/any/${arm}/5/n`, 0, 0),
  ['matching/all/-/-/-/pairs', 38],
]

/** A printed number that the computed one has to round to: the key, the printed value, its decimals. */
export type Rounded = readonly [key: string, printed: number, decimals: number]

const survival = (
  endpoint: string,
  arm: string,
  median: number,
  lower: number,
  upper: number | null,
): readonly Rounded[] => [
  [`survival/all/${endpoint}/${arm}/-/median`, median, 0],
  [`survival/all/${endpoint}/${arm}/-/median-lower`, lower, 0],
  ...(upper === null ? [] : [[`survival/all/${endpoint}/${arm}/-/median-upper`, upper, 0] as const]),
]

const ratio = (
  key: string,
  estimate: number,
  lower: number,
  upper: number,
  limits = ['lower', 'upper'],
): readonly Rounded[] => [
  [`${key}/hazard-ratio`, estimate, 2],
  [`${key}/${limits[0] ?? ''}`, lower, 2],
  [`${key}/${limits[1] ?? ''}`, upper, 2],
]

const naive = ['naive-lower', 'naive-upper']

/** What comes out within the printed rounding, before and after matching. */
export const roundedNumbers: readonly Rounded[] = [
  ...(
    [
      ['age', 'le60', 0.072],
      ['sex', 'female', 0.021],
      ['albumin', 'le35', -0.272],
      ['hbsag', 'negative', -0.05],
      ['afp', 'le400', -0.283],
      ['alt', 'le44', -0.005],
    ] as const
  ).map(([covariate, id, smd]): Rounded => [`baseline/all/${covariate}/-/${id}/smd`, smd, 3]),
  ['response/all/radiation/-/dcr/p', 0.011, 3],
  ['survival/all/os/treated/-/follow-up-observed', 20, 0],
  ['survival/all/os/control/-/follow-up-observed', 16, 0],
  ['survival/all/os/treated/-/follow-up-min', 4, 0],
  ['survival/all/os/treated/-/follow-up-max', 44, 0],
  ['survival/all/os/control/-/follow-up-min', 3, 0],
  ['survival/all/os/control/-/follow-up-max', 44, 0],
  ...survival('pfs', 'treated', 14, 11, 22),
  ...survival('pfs', 'control', 6, 5, 9),
  ...survival('os', 'treated', 25, 19, null),
  ...survival('os', 'control', 16, 14, 24),
  ...ratio('cox/all/pfs/univariate/arm.treated', 0.61, 0.4, 0.94),
  ...ratio('cox/all/os/univariate/arm.treated', 0.58, 0.35, 0.94),
  ['survival/all/pfs/-/-/log-rank-p', 0.022, 3],
  ['survival/all/os/-/-/log-rank-p', 0.025, 3],
  ...ratio('cox/all/pfs/multivariate/arm.treated', 0.49, 0.31, 0.78),
  ...ratio('cox/all/os/multivariate/arm.treated', 0.53, 0.32, 0.87),
  ['cox/all/pfs/multivariate/arm.treated/p', 0.002, 3],
  ['cox/all/os/multivariate/arm.treated/p', 0.013, 3],
  ...ratio('cox/matched/pfs/univariate/arm.treated', 0.37, 0.22, 0.62, naive),
  ...ratio('cox/matched/os/univariate/arm.treated', 0.44, 0.25, 0.77, naive),
]

/** Printed counts after matching (control, treated), which the reachable pairs miss by three subjects in sum at the most. */
export const matchedMarginals: readonly (readonly [
  covariate: string,
  level: string,
  control: number,
  treated: number,
])[] = [
  ['age', 'le60', 29, 27],
  ['sex', 'female', 10, 7],
  ['albumin', 'le35', 6, 5],
  ['hbsag', 'negative', 13, 11],
  ['afp', 'le400', 11, 13],
  ['alt', 'le44', 29, 30],
]
