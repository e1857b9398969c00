import { expect, test } from 'vitest'
import { escaped } from '../../profiling/page/escaped.js'

test('a text in a page is no markup', () => {
  expect(escaped(`<img src="x" onerror='y'>&`)).toBe('&lt;img src=&quot;x&quot; onerror=&#39;y&#39;&gt;&amp;')
})

test('a sign that turns a line round is shown by its code, and turns nothing', () => {
  expect(escaped('\u202Etxt.exe')).toBe('\\u{202e}txt.exe')
  expect(escaped('مرحبا')).toBe('مرحبا')
})
