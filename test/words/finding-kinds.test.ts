import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findingKinds, isOfSubjects, nobodysKinds, onlyRefuses } from '../../words/finding-kinds.js'
import { adviceOn, findingAdvice } from '../../words/finding-advice.js'
import { shippedRules } from '../../protocol/load/read-rules.js'
import { findingsPage } from '../../protocol/words/findings-page.js'

test('no rule that every study has is called as a kind of finding is', async () => {
  expect(Object.keys(await shippedRules()).filter(id => Object.hasOwn(findingKinds, id))).toEqual([])
})

test('a kind can be as grave as the code can make it, and no graver', () => {
  expect(findingKinds['unlisted-code']).toEqual(['hold value'])
  expect(findingKinds['column-unusable']).toEqual(['hold value', 'refuse file'])
  expect(findingKinds['no-index-date']).toEqual(['hold subject'])
  expect([...nobodysKinds]).toEqual(['not-a-subject', 'repeated-header'])
})

test.each([
  ['subjects-shrank', true],
  ['alive-again', false],
  ['column-unusable', false],
  ['not-a-subject', false],
  ['record-after-death', false],
  ['constructor', false],
] as const)('%s only ever refuses a file: %s', (kind, only) => {
  expect(onlyRefuses(kind)).toBe(only)
})

test('what is found about a subject is told from what is found in a file', () => {
  expect(['no-arm', 'unit-swapped', 'unlisted-code', 'constructor'].map(isOfSubjects)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('every kind says what to do, a rule says its own, and what is no longer known says nothing', () => {
  expect(Object.keys(findingAdvice).sort()).toEqual(Object.keys(findingKinds).sort())
  expect(Object.values(findingAdvice).filter(advice => !/^[a-z'].{20,}[^.]$/.test(advice))).toEqual([])
  const rules = { 'scan-gap': { do: 'ask for the scan' } }
  expect(['impossible-date', 'scan-gap', 'of-before', 'constructor'].map(kind => adviceOn(kind, rules))).toEqual([
    'ask the hospital for the day',
    'ask for the scan',
    '',
    '',
  ])
})

test('docs/findings.md is that of the kinds of findings (npm run schemas writes it)', async () => {
  expect(await readFile(join(import.meta.dirname, '../../docs/findings.md'), 'utf8')).toBe(findingsPage())
})
