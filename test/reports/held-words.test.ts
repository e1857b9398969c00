import { expect, test } from 'vitest'
import { heldInWords } from '../../reports/words/held-words.js'

test.each([
  [5, 14, '5 subjects, 14 values (as the study expects)'],
  [6, 14, '6 subjects, 14 values (1 subject more than expected)'],
  [4, 14, '4 subjects, 14 values (1 subject fewer than expected)'],
  [5, 12, '5 subjects, 12 values (2 values fewer than expected)'],
  [1, 15, '1 subject, 15 values (4 subjects fewer than expected, 1 value more than expected)'],
  [0, 0, '0 subjects, 0 values (5 subjects fewer than expected, 14 values fewer than expected)'],
])('of 5 subjects and 14 values that are expected, %i and %i are held', (subjects, values, words) => {
  expect(heldInWords({ subjects, values }, { heldSubjects: 5, heldValues: 14 })).toBe(words)
})
