import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inertText } from '../../reports/words/inert-text.js'

describe('S5, B26: text from data', () => {
  test.each([
    '=1+1',
    '+1',
    '-1+2',
    '@SUM(A1)',
    '\t=1',
    '\r\n=1',
    '  =1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '\u0000=1',
    '\u3000=1',
    ...['\u200b', '\u2060', '\u00ad', '\u202e', '\ufeff', '\ufe0f', '\u3164', '\u{e0041}', '\u200b \u2060'].map(
      unseen => `${unseen}=1`,
    ),
    ...Array.from('﹦﹢﹣﹫⁺⁻₊₋₌⁼', sign => `${sign}1`),
    '\u200d+\u200d1',
  ])('%j never begins a formula', dangerous => {
    expect(inertText(dangerous)).toMatch(/^'/)
  })

  test('harmless text stays as it is', () => {
    for (const text of ['Albumin ≤35', '性别', 'a = b', '12-34', '–']) expect(inertText(text)).toBe(text)
  })

  test('Low: no sign turns the direction in which a text reads', () => {
    for (const sign of '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069')
      expect(inertText(`Anna${sign} txt.exe`)).toBe('Anna txt.exe')
    // Marks that letters of a script are joined or ordered by stay.
    for (const text of ['می\u200cخواهم', 'क्\u200dष', 'א\u200fב']) expect(inertText(text)).toBe(text)
  })

  test('no text begins a formula, keeps a control character or is too long for a cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        const safe = inertText(text)
        expect(safe).not.toMatch(/^[\s]*[=+\-@]/)
        expect(safe).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
        expect(safe.length).toBeLessThan(32_767)
      }),
    )
    expect(inertText('x'.repeat(50_000)).length).toBeLessThan(32_767)
  })
})
