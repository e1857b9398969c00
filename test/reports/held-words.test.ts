import { expect, test } from 'vitest'
import { heldInWords } from '../../reports/words/held-words.js'

test.each([
  [5, 14, 0, '5 subjects, 14 values (all waived)'],
  [5, 14, 3, '5 subjects, 14 values (3 findings waived by nobody)'],
  [1, 0, 1, '1 subject, 0 values (1 finding waived by nobody)'],
  [0, 0, 0, '0 subjects, 0 values'],
])('%i subjects and %i values are held by %i findings that nobody waives', (subjects, values, unwaived, words) => {
  expect(heldInWords({ subjects, values }, unwaived)).toBe(words)
})
