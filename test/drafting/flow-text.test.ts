import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { inFlow } from '../../drafting/flow-text.js'

test.each([
  ['\t', '"\\t"'],
  ['first\nsecond', '"first\\nsecond"'],
  ['a, b', "'a, b'"],
  ['plain', 'plain'],
  ['yes', 'yes'],
])('%j stands in one line, and no sign in it that nobody sees', (text, written) => {
  expect(inFlow(text)).toBe(written)
  expect(parse(`{ ${inFlow(text)}: [${inFlow(text)}] }`)).toEqual({ [text]: [text] })
})
