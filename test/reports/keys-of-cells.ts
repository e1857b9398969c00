import type { FoundCell } from './read-workbook.js'

type KeyOf = (cell: FoundCell) => string | null

const armOf = (name: string): string =>
  name.startsWith('RT+S+L') ? 'treated' : name.startsWith('S+L') ? 'control' : '-'
const cohortOf = (name: string): string | null =>
  /before matching/i.test(name) ? 'all' : /after matching/i.test(name) ? 'matched' : null

const ids = (words: Readonly<Record<string, string>>) => (name: string) => words[name] ?? `unknown name ${name}`

const covariates: Readonly<Record<string, readonly [id: string, levels: Readonly<Record<string, string>>]>> = {
  Age: ['age', { '≤60': 'low', '>60': 'high' }],
  Sex: ['sex', { Female: 'female', Male: 'male' }],
  Albumin: ['albumin', { '≤35': 'low', '>35': 'high' }],
  'Hepatitis B surface antigen': ['hbsag', { Negative: 'negative', Positive: 'positive' }],
  'Alpha-fetoprotein': ['afp', { '≤400': 'low', '>400': 'high' }],
  'Alanine aminotransferase': ['alt', { '≤44': 'low', '>44': 'high' }],
  'ECOG performance status': ['ecog', { '0': 'zero', '1 or 2': 'one' }],
  'Portal vein tumour thrombus': ['pvtt', { No: 'no', Yes: 'yes' }],
}

const levelOf = (covariate: string, level: string): readonly [string, string] => {
  const [id, levels] = covariates[covariate.replace(/ \([^)]*\)$/, '')] ?? [`unknown covariate ${covariate}`, {}]
  return [id, levels[level] ?? `unknown level ${level}`]
}

const termOf = (label: string): string => {
  if (label === 'RT+S+L v S+L') return 'arm.treated'
  if (label === 'Intercept') return 'intercept'
  const [covariate = '', levels = ''] = label.split(': ')
  return levelOf(covariate, levels.split(' v ')[0] ?? '').join('.')
}

const criteria = ids({
  'Duplicate: the same person at another site': 'duplicate-subject',
  'Not met: Older than 18 years at the index date': 'adult',
  'Not met: Hepatocellular carcinoma with pulmonary metastases confirmed by contrast-enhanced imaging': 'confirmed',
  'Not met: Child-Pugh class A or B': 'child-pugh',
  'Child-Pugh class A or B': 'child-pugh',
  'Another cancer in the history': 'other-cancer',
  'Earlier systemic therapy': 'prior-therapy',
})
const siteIds = ids({
  'Shanghai Eastern Hospital': 'shanghai',
  'Nantong Haimen Hospital': 'nantong',
  'Yancheng First Hospital': 'yancheng',
})

const flow: KeyOf = ({ row: [name = ''], group, column }) => {
  if (column === 'Remaining') return null
  const who = group === 'All' ? '-' : group === 'By site' ? siteIds(column) : armOf(column)
  const step = ids({ Assessed: 'assessed', 'Held until the site answers': 'held', Eligible: 'eligible' })(name)
  if (!step.startsWith('unknown')) return `flow/-/${step}/${who}/-/n`
  // The held are listed again by the criterion that cannot be known.
  return `flow/-/${criteria(name)}/${who}/-/${name === 'Child-Pugh class A or B' ? 'held' : 'excluded'}`
}

const baseline: KeyOf = ({ row: [name = '', label = ''], group, column }) => {
  const cohort = cohortOf(group) ?? ''
  const arm = armOf(group.split('\n')[1] ?? '')
  const [id, level] = levelOf(name, label)
  if (column === 'P') return `baseline/${cohort}/${id}/-/-/p`
  if (label === 'Unknown') return `baseline/${cohort}/${id}/${arm}/-/${column === '%' ? 'missing-percent' : 'missing'}`
  const statistic = ids({ n: 'n', '%': 'percent', SMD: 'smd' })(column)
  return `baseline/${cohort}/${id}/${arm}/${level}/${statistic}`
}

const limits = ids({ 'Hazard ratio': 'hazard-ratio', '95% CI from': 'lower', to: 'upper', P: 'p' })

const response: KeyOf = ({ row: [name = ''], table, section, group, column }) => {
  const target = ids({ 'Radiation target': 'radiation', 'Non-radiation target': 'non-radiation' })(section)
  const start = `response/${cohortOf(table) ?? ''}/${target}`
  const [of = '', ...pairs] = name.split(', ')
  const rate = ids({ 'Objective response rate': 'orr', 'Disease control rate': 'dcr' })(of)
  if (pairs.length > 0) return `${start}/-/${rate}/mcnemar${pairs[1] === 'exact' ? '-exact' : ''}-p`
  if (!rate.startsWith('unknown')) {
    const statistic = column === 'n' ? 'n' : column === '%' ? 'rate' : limits(column)
    return `${start}/${armOf(group)}/${rate}/${statistic}`
  }
  const code = ids({
    'Complete response': 'cr',
    'Partial response': 'pr',
    'Stable disease': 'sd',
    'Progressive disease': 'pd',
    'Not evaluable': 'ne',
  })(name)
  return `${start}/${armOf(group)}/${code}/${column === '%' ? 'percent' : column}`
}

const survival: KeyOf = ({ sheet, row: [name = ''], table, group, column }) => {
  const start = `survival/${cohortOf(table) ?? ''}/${sheet.startsWith('PFS') ? 'pfs' : 'os'}`
  if (table.startsWith('Numbers at risk')) return `${start}/${armOf(name)}/-/at-risk-${column}`
  if (table.startsWith('Comparison')) {
    const test = ids({
      'Log-rank chi-square (1 degree of freedom)': 'log-rank-chi-square',
      'Log-rank P, two-sided': 'log-rank-p',
      'Log-rank P, stratified by pair': 'log-rank-by-pair-p',
    })(name)
    return `${start}/-/-/${test}`
  }
  const landmark = /^Rate at ([\d.]+) months$/.exec(name)?.[1]
  const statistic =
    landmark === undefined
      ? ids({
          Subjects: 'n',
          Events: 'events',
          'Median, months': 'median',
          'Median observed time, all subjects': 'follow-up-observed',
          Shortest: 'follow-up-min',
          Longest: 'follow-up-max',
          'Median by reverse Kaplan-Meier': 'follow-up-reverse-km',
        })(name)
      : `rate-${landmark}`
  const limit = column === 'Estimate' ? '' : `-${limits(column)}`
  return `${start}/${armOf(group)}/-/${statistic}${limit}`
}

const fits = ids({
  'Covariates besides the arm': 'covariates',
  Subjects: 'n',
  Events: 'events',
  'Terms estimated': 'variables',
  'Events per term': 'events-per-variable',
  'People among the rows': 'persons',
  'Matched pairs': 'clusters',
  'Covariates that could not be judged': 'covariates-refused',
  'Log-likelihood': 'log-likelihood',
  'Likelihood-ratio chi-square': 'likelihood-ratio',
  'Likelihood-ratio degrees of freedom': 'likelihood-ratio-df',
  'Likelihood-ratio P': 'likelihood-ratio-p',
  Concordance: 'concordance',
  'Concordance, SE': 'concordance-se',
  'Proportional hazards, global chi-square': 'zph-global-chi-square',
  'Proportional hazards, degrees of freedom': 'zph-global-df',
  'Proportional hazards, global P': 'zph-global-p',
})
const endpoints = ids({ 'Progression-free survival': 'pfs', 'Overall survival': 'os' })

const cox: KeyOf = ({ row: [name = ''], table, section, group, column }) => {
  if (table.startsWith('Fit')) return `cox/${cohortOf(column) ?? ''}/${endpoints(group)}/multivariate/-/${fits(name)}`
  const start = `cox/${cohortOf(table) ?? ''}/${endpoints(table.split(',')[0] ?? '')}`
  const model = section.startsWith('Univariate') ? 'univariate' : 'multivariate'
  const term = termOf(name)
  if (column === 'Proportional hazards, P')
    return `${start}/${model}/${model === 'univariate' ? (term.split('.')[0] ?? '') : term}/zph-p`
  const statistic = { Coefficient: 'coefficient', SE: 'se', 'Robust SE': 'robust-se' }[column] ?? limits(column)
  return `${start}/${model}/${term}/${group === 'Naive' && column !== 'SE' ? `naive-${statistic}` : statistic}`
}

const safety: KeyOf = ({ row: [name = ''], group, column }) => {
  const category = name === 'Any category' ? 'any' : name.toLowerCase().replace(' ', '-')
  const grade = /^G(\d)$/.exec(column)?.[1] ?? (column.startsWith('Any') ? 'any' : '3-4')
  return `safety/all/${category}/${armOf(group)}/${grade}/${column.endsWith('%') ? 'percent' : 'n'}`
}

const therapy: KeyOf = ({ row: [name = ''], group, column }) =>
  `subsequent/all/${name}/${armOf(group)}/-/${column === '%' ? 'percent' : column}`

const balance: KeyOf = ({ row: [name = ''], group, column }) => {
  const cohort = column === 'Before' ? 'all' : 'matched'
  if (name === 'Propensity score') return `matching/${cohort}/-/-/-/distance-smd`
  const [covariate = '', level = ''] = name.split(': ')
  const [id, found] = levelOf(covariate, level)
  return `baseline/${cohort}/${id}/-/${found}/${group === 'SMD' ? 'smd' : 'variance-ratio'}`
}

const matching = ids({
  'Matched pairs': 'pairs',
  'Subjects with all covariates known': 'n',
  'Treated subjects without a partner': 'treated-unmatched',
  'Controls without a partner': 'control-unmatched',
  "Caliper, on the distance's own scale": 'caliper',
  'Largest distance within a pair': 'largest-distance',
  'Subjects that could not be matched: a covariate is unknown': 'incomplete',
})

const propensity: KeyOf = ({ row: [name = ''], table, column }) =>
  table === 'Matching'
    ? `matching/all/-/-/-/${matching(name)}`
    : `propensity/all/-/-/${termOf(name)}/${column.toLowerCase()}`

/** Which result a number ought to be, from the names that lead to its cell alone; null where it is none. */
export const keyOf: Readonly<Record<string, KeyOf>> = {
  Flow: flow,
  'Table 1': baseline,
  'Table 2': response,
  'PFS survival': survival,
  'OS survival': survival,
  Cox: cox,
  'Table 3': safety,
  'Therapy after progression': therapy,
  Balance: balance,
  'Propensity model': propensity,
}
