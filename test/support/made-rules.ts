import { parseRules } from '../../protocol/load/read-rules.js'
import type { Rule } from '../../protocol/language/rules.js'

const written = `
rules:
  later-than-first: { says: s, do: d, order: { of: { from: lab }, not: after, day: { from: [exposure, response], pick: first }, by: 10 d } }
  before-own-end: { says: s, do: d, order: { of: { from: exposure }, not: after, day: { field: endDate } } }
  last-before-index: { says: s, do: d, order: { of: { from: [contact, response], pick: last }, not: before, day: index date } }
  same-target: { says: s, do: d, order: { of: { from: response, where: { response: { is: a } } }, not: after, day: { from: response, where: { response: { in: [b, c] } } }, same: target } }
  last-of-same: { says: s, do: d, order: { of: { from: exposure }, not: before, day: { from: tumour, pick: last }, same: target } }
  far: { says: s, do: d, window: { of: { from: [lab, assessment] }, around: death, before: 1 m, after: 2 w } }
  gap: { says: s, do: d, gap: { of: { from: response }, every: 20 d, factor: 1 } }
  no-plan: { says: s, do: d, gap: { of: { from: response }, every: schedule } }
  twofold: { says: s, do: d, jump: { of: { from: lab }, value: result, by: test, factor: 2, within: 1 y } }
  by-three: { says: s, do: d, jump: { of: { from: lab }, value: result, by: test, difference: 3, within: 10 y } }
  twice: { says: s, do: d, repeated: { of: { from: lab }, value: result, by: test, times: 2 } }
  grades: { says: s, do: d, repeated: { of: { from: adverseEvent }, value: grade, by: category, times: 2 } }
  results: { says: s, do: d, disagree: { of: { from: [lab, assessment] }, value: result, by: [test] } }
  targets: { says: s, do: d, disagree: { of: { from: response }, value: response, by: [date] } }
  starts: { says: s, do: d, disagree: { of: { from: exposure }, value: date, by: [treatment] } }
  grade: { says: s, do: d, range: { of: { from: adverseEvent }, value: grade, lower: 1, upper: 5 } }
  two-labs: { says: s, do: d, count: { of: { from: [lab, exposure] }, at least: 2, at most: 4 } }
  near: { says: s, do: d, missing: { of: { from: response }, row: { from: tumour }, within: 10 d } }
  any-death: { says: s, do: d, missing: { of: { from: response }, row: deaths } }
  no-target: { says: s, do: d, missing: { of: { from: exposure }, field: target } }
`

const { rules, problems } = parseRules('made', written)
if (problems.length > 0) throw new Error(JSON.stringify(problems))

/** Rules of every shape over the codes that records of properties are made of. */
export const madeRules: Readonly<Record<string, Rule>> = rules
