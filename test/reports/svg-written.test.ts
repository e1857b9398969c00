import { describe, expect, test } from 'vitest'
import { coordinate, element, escapeXml, lineFrom, palette, textAt } from '../../reports/figures/svg.js'

describe('SVG', () => {
  test.each([
    [`a < b & c > "d" 'e'`, 'a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;'],
    ['a\u0000b\u0008c\u000bd\u001fe\tf\n', 'abcde\tf\n'],
    ['性别', '性别'],
  ])('%j is written safely', (text, written) => {
    expect(escapeXml(text)).toBe(written)
  })

  test.each([
    [1.234, '1.23'],
    [1.236, '1.24'],
    [-0.5, '-0.5'],
    [10, '10'],
  ])('the coordinate %d has two decimals at most', (value, written) => {
    expect(coordinate(value)).toBe(written)
  })

  test('an element closes itself where it holds nothing', () => {
    expect(element('a', { x: 1.005, y: '"' })).toBe('<a x="1" y="&quot;"/>')
    expect(element('a', {}, 'b')).toBe('<a>b</a>')
  })

  test.each([
    [{}, ' font-size="11" fill="#1c2430"'],
    [{ size: 9, weight: 400, anchor: 'start' } as const, ' font-size="9" fill="#1c2430"'],
    [
      { weight: 600, anchor: 'end', class: 'c', fill: '#123456', rotate: -90 } as const,
      ' font-size="11" font-weight="600" text-anchor="end" class="c" fill="#123456" transform="rotate(-90 1.5 2)"',
    ],
  ])('a text set as %j', (style, attributes) => {
    expect(textAt(1.5, 2, 'a&b', style)).toBe(
      `<text x="1.5" y="2" font-family="Inter, Arial, sans-serif"${attributes}>a&amp;b</text>`,
    )
  })

  test('a Chinese text has a Chinese font', () => {
    expect(textAt(0, 0, '性')).toContain('font-family="Noto Sans SC, Microsoft YaHei, sans-serif"')
  })

  test('a line is of ink, one wide and whole, unless it is said otherwise', () => {
    expect(lineFrom(1, 2, 3, 4)).toBe('<line x1="1" y1="2" x2="3" y2="4" stroke="#1c2430" stroke-width="1"/>')
    expect(lineFrom(1, 2, 3, 4, palette.faint, 2, '4 3')).toBe(
      '<line x1="1" y1="2" x2="3" y2="4" stroke="#e3e7ec" stroke-width="2" stroke-dasharray="4 3"/>',
    )
  })
})
