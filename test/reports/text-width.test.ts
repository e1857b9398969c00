import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { isChinese, textWidth, wrapText } from '../../reports/figures/text-width.js'
import { fontFilesFor } from '../../reports/render/fonts.js'
import { widthsIn } from './font-widths.js'

const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))

describe('the width of a text in a figure', () => {
  test.each([
    [400, '400Regular/Inter_400Regular.ttf'],
    [600, '600SemiBold/Inter_600SemiBold.ttf'],
  ] as const)('every character of weight %i has the width of its font', (weight, file) => {
    const width = widthsIn(createRequire(import.meta.url).resolve(`@expo-google-fonts/inter/${file}`))
    for (const one of ascii) expect(textWidth(one, 1000, weight), one).toBe(width(one))
  })

  test.each([
    ['é', 680],
    ['≤', 680],
    ['药', 1000],
    ['，', 1000],
    ['𠀀', 1000],
    ['0药0', 2262],
    ['', 0],
  ])('%s beyond the table takes %d thousandths', (text, thousandths) => {
    expect(textWidth(text, 1000)).toBe(thousandths)
    expect(textWidth(text, 10)).toBeCloseTo(thousandths / 100, 9)
  })

  test.each([
    ['Albumin ≤35', false],
    ['性别', true],
    ['a，b', true],
    ['한국', true],
  ])('%s needs a Chinese font: %s', (text, needed) => {
    expect(isChinese(text)).toBe(needed)
  })

  test('the font of ten megabytes is named only where it is needed', () => {
    const names = (svg: string) => fontFilesFor(svg).map(file => file.split('/').at(-1))
    expect(names('abc')).toEqual(['Inter_400Regular.ttf', 'Inter_600SemiBold.ttf'])
    expect(names('性别')).toEqual(['Inter_400Regular.ttf', 'Inter_600SemiBold.ttf', 'NotoSansSC_400Regular.ttf'])
  })
})

describe('a text broken into lines', () => {
  // Ten noughts of Inter are 6.31 wide at a size of 1.
  test.each([
    ['0000000000', 6.31, ['0000000000']],
    ['00000 0000', 6.3, ['00000 0000']],
    ['00000 00000 0', 6.31, ['00000', '00000 0']],
    ['00000 00000 ', 6.6, ['00000 00000']],
    ['  00000', 6.31, ['00000']],
    ['00000000000000 0', 6.31, ['00000000000000', '0']],
    ['药药药药药药药', 6, ['药药药药药药', '药']],
    ['药00药', 2, ['药', '00', '药']],
    ['   ', 6, []],
    ['', 6, []],
  ])('%j within %d', (text, width, lines) => {
    expect(wrapText(text, 1, width)).toEqual(lines)
  })

  test('a heavier weight takes more room', () => {
    expect(wrapText('0000 0000', 1, 5.4)).toEqual(['0000 0000'])
    expect(wrapText('0000 0000', 1, 5.4, 600)).toEqual(['0000', '0000'])
  })
})
