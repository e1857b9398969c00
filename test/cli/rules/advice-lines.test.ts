import { expect, test } from 'vitest'
import { adviceLines } from '../../../cli/advice-lines.js'
import type { CheckedSite } from '../../../cli/check-exports.js'
import { issueOf } from '../../support/issue-of.js'
import { inWords } from '../../support/in-colour.js'
import { findingAdvice } from '../../../words/finding-advice.js'

const site = { findings: [], issues: [] } as unknown as CheckedSite

test('what to do stands once for each kind that sites have or show together, and for no total or repeated header', () => {
  const north = { ...site, issues: [issueOf({ kind: 'not-a-subject' }), issueOf({ kind: 'unlisted-code' })] }
  const south = { ...site, issues: [issueOf({ kind: 'unlisted-code' }), issueOf({ kind: 'impossible-date' })] }
  const rules = { 'scan-gap': { do: 'ask for the scan' } }
  expect(adviceLines([north, south], [{ kind: 'scan-gap' }], rules).map(inWords)).toEqual([
    '<bold>What to do</>',
    `  impossible-date  ${findingAdvice['impossible-date']}`,
    '  scan-gap         ask for the scan',
    `  unlisted-code    ${findingAdvice['unlisted-code']}`,
    '',
  ])
})

test('where nothing was found there is nothing to do', () => {
  expect(adviceLines([site], [], {})).toEqual([])
})
