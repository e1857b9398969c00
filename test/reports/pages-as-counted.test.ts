import { describe, expect, test } from 'vitest'
import { fitTallest, margins, pageBreaks, planPage } from '../../reports/layout/page-layout.js'

describe('a page of A4', () => {
  test('has the margins of a report', () => {
    expect(margins).toEqual({ left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.3 })
  })

  // Upright 7.27 inches are left of 8.27, lying 10.69 of 11.69; a unit counts 7.6 pixels, two of 100 parts are kept free.
  test.each([
    [20, 'portrait', 100, 695.7144],
    [90, 'portrait', 99, 702.7418],
    [100, 'portrait', 89, 781.7016],
    [128, 'portrait', 70, 993.8777],
    [129, 'landscape', 100, 466.7112],
    [140, 'landscape', 94, 496.5013],
    [200, 'landscape', 66, 707.1382],
    [2000, 'landscape', 10, 4667.112],
  ] as const)('for a sheet of %d units is %s at %i percent', (width, orientation, scale, points) => {
    const page = planPage(width)
    expect([page.orientation, page.scale]).toEqual([orientation, scale])
    expect(page.rowPoints).toBeCloseTo(points, 4)
  })

  const page = { orientation: 'portrait', scale: 90, rowPoints: 400 } as const
  test.each([
    [300, 100, page],
    [400, 50, { ...page, scale: 80, rowPoints: 450 }],
    [450, 50, { ...page, scale: 72, rowPoints: 500 }],
    [451, 50, page],
  ])('on which %d points below %d of titles have to stand', (tallest, titles, fitted) => {
    expect(fitTallest(page, tallest, titles)).toEqual(fitted)
  })
})

describe('where a page ends', () => {
  const page = { orientation: 'portrait', scale: 100, rowPoints: 100 } as const
  const ten = (): number => 10

  test('a block that fits to the last row stays on its page', () => {
    // Two rows of titles leave room for eight.
    expect(pageBreaks(ten, 2, 10, [{ first: 3, last: 10 }], page)).toEqual([])
    const blocks = [
      { first: 3, last: 5 },
      { first: 7, last: 10 },
    ]
    expect(pageBreaks(ten, 2, 10, blocks, page)).toEqual([])
    expect(pageBreaks(ten, 2, 11, [blocks[0] ?? { first: 3, last: 5 }, { first: 7, last: 11 }], page)).toEqual([5])
  })

  test('each page begins with the titles, and the counting anew', () => {
    const blocks = Array.from({ length: 4 }, (_, index) => ({ first: 3 + 6 * index, last: 7 + 6 * index }))
    expect(pageBreaks(ten, 2, 25, blocks, page)).toEqual([7, 13, 19])
  })

  test('a block right below the titles ends no page', () => {
    expect(pageBreaks(ten, 2, 20, [{ first: 3, last: 20 }], page)).toEqual([])
  })

  test('rows count by their height', () => {
    const blocks = [
      { first: 3, last: 4 },
      { first: 6, last: 7 },
    ]
    expect(pageBreaks(row => (row === 7 ? 60 : 10), 2, 7, blocks, page)).toEqual([4])
    expect(pageBreaks(row => (row === 7 ? 40 : 10), 2, 7, blocks, page)).toEqual([])
  })
})
