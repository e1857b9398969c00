import { describe, expect, test } from 'vitest'
import { fitTallest, pageBreaks, planPage } from '../../reports/layout/page-layout.js'

const tenPoints = () => 10

describe('pages', () => {
  test('a narrow sheet is upright, a wide one lies, and neither is wider than the paper', () => {
    const narrow = planPage(98)
    const wide = planPage(220)
    expect(narrow.orientation).toBe('portrait')
    expect(wide.orientation).toBe('landscape')
    expect((98 * 7.5 * narrow.scale) / 100 / 96).toBeLessThan(7.27)
    expect((220 * 7.5 * wide.scale) / 100 / 96).toBeLessThan(10.69)
  })

  test('a block that does not fit goes to the next page, its empty row before it', () => {
    const page = { orientation: 'portrait' as const, scale: 100, rowPoints: 300 }
    expect(
      pageBreaks(
        tenPoints,
        5,
        40,
        [
          { first: 6, last: 20 },
          { first: 22, last: 38 },
        ],
        page,
      ),
    ).toEqual([20])
  })

  test('a block higher than a page flows on', () => {
    const page = { orientation: 'portrait' as const, scale: 100, rowPoints: 300 }
    expect(pageBreaks(tenPoints, 5, 100, [{ first: 6, last: 100 }], page)).toEqual([])
  })

  test('a block that only just does not fit makes the scale a little smaller', () => {
    const page = { orientation: 'portrait' as const, scale: 100, rowPoints: 300 }
    expect(fitTallest(page, 280, 50).scale).toBe(90)
    expect(fitTallest(page, 900, 50)).toBe(page)
    expect(fitTallest(page, 100, 50)).toBe(page)
  })
})
