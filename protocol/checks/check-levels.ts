import { variablesBySite } from '../facts/variables-by-site.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import { doubt, type StudyFindings } from '../load/study-findings.js'
import { codeInWords } from '../words/schema-words.js'

/** Warns of codes that levels, groups or conditions ask of a variable and no site's mapping ever gives. */
export const checkLevels = (
  findings: StudyFindings,
  study: Study,
  mappings: Readonly<Record<string, SiteMapping>>,
): void => {
  for (const { kind, id, sites } of variablesBySite(study, mappings)) {
    if (kind !== 'variable') continue
    // A site that gives nothing of a variable says nothing of its codes.
    const giving = Object.values(sites).filter(({ state }) => state !== 'impossible')
    const [first, ...others] = giving.map(({ never }) => never)
    for (const code of first?.filter(one => others.every(never => never.includes(one))) ?? []) {
      const message = `no site's cells can become ${codeInWords(code)}, which the study asks of '${id}'`
      doubt(findings, { of: 'study', path: ['variables', id], at: 'key', message })
    }
  }
}
