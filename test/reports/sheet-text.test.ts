import { describe, expect, test } from 'vitest'
import {
  indentUnits,
  lineUnits,
  linesHeight,
  linesIn,
  roomIn,
  textHeight,
  textUnits,
} from '../../reports/layout/sheet-text.js'

// Arial's characters by their advance widths in thousandths of an em, as its maker publishes them.
const arial = {
  plain: [
    [191, "'"],
    [222, 'ijl'],
    [260, '|'],
    [278, ' !,./:;I[\\]ft'],
    [333, '()-`r'],
    [334, '{}'],
    [355, '"'],
    [389, '*'],
    [469, '^'],
    [500, 'Jcksvxyz'],
    [556, '#$0123456789?L_abdeghnopqu'],
    [584, '+<=>~'],
    [611, 'FTZ'],
    [667, '&ABEKPSVXY'],
    [722, 'CDHNRUw'],
    [778, 'GOQ'],
    [833, 'Mm'],
    [889, '%'],
    [944, 'W'],
    [1015, '@'],
  ],
  bold: [
    [238, "'"],
    [278, ' ,./I\\ijl'],
    [280, '|'],
    [333, '!()-:;[]`ft'],
    [389, '*r{}'],
    [474, '"'],
    [500, 'z'],
    [556, '#$0123456789J_aceksvxy'],
    [584, '+<=>^~'],
    [611, '?FLTZbdghnopqu'],
    [667, 'EPSVXY'],
    [722, '&ABCDHKNRU'],
    [778, 'GOQw'],
    [833, 'M'],
    [889, '%m'],
    [944, 'W'],
    [975, '@'],
  ],
} as const

const thousandths = (text: string, bold: boolean): number => lineUnits(text, { bold }) * 556

describe('the width of a text on a sheet', () => {
  test.each(['plain', 'bold'] as const)("every character of %s Arial has the font's own width", face => {
    const found = arial[face].flatMap(([width, characters]) => Array.from(characters, one => [one, width] as const))
    expect(found).toHaveLength(95)
    for (const [character, width] of found)
      expect(thousandths(character, face === 'bold'), character).toBeCloseTo(width, 9)
  })

  test.each([
    ['00', {}, 2],
    ['00', { size: 20 }, 4],
    ['00', { size: 5, bold: true }, 1],
    ['é', {}, 722 / 556],
    ['\u1fff', {}, 722 / 556],
    ['\u2000', {}, 1000 / 556],
    ['药', {}, 1000 / 556],
    ['𠀀', {}, 1000 / 556],
    ['', {}, 0],
  ])('%j in %j takes %d noughts', (text, font, units) => {
    expect(lineUnits(text, font)).toBeCloseTo(units, 9)
  })

  test('of several lines the longest counts', () => {
    expect(textUnits('0\n000\n00')).toBeCloseTo(3, 9)
    expect(textUnits('0\n000\n00', { size: 20 })).toBeCloseTo(6, 9)
  })
})

describe('the room in a column', () => {
  test.each([
    [10, 0, 65 / 7.413],
    [10, 1, 65 / 7.413 - 834 / 556],
    [1, 0, 2],
  ])('of %d with an indent of %d', (width, indent, room) => {
    expect(roomIn(width, indent)).toBeCloseTo(room, 9)
  })

  test('an indent is three spaces', () => {
    expect(indentUnits).toBeCloseTo(3 * lineUnits(' '), 9)
  })
})

// A column of 15.54 units has room for 14 noughts.
const fourteen = (14 * 7.413 + 5) / 7

describe('lines and height', () => {
  test.each([
    ['00000000000000', 1],
    ['000000000000000', 2],
    ['0000000 000000', 1],
    ['0000000 0000000', 2],
    ['0000000 0000000 ', 2],
    ['0000 0000 0000 0000', 2],
    ['0\n0\n0', 3],
    ['', 1],
    ['0'.repeat(28), 2],
    ['0'.repeat(29), 3],
    [`0 ${'0'.repeat(29)}`, 4],
    ['药药药药药药', 1],
    ['药药药药药药药', 2],
    ['药药药药药药药药药药药药药药', 3],
  ])('%j takes %i lines of fourteen noughts', (text, lines) => {
    expect(linesIn(text, fourteen + 1e-9)).toBe(lines)
  })

  test('bold, large and indented texts take more lines', () => {
    expect(linesIn('aaaaaaaaaaaaaa', fourteen + 1e-9)).toBe(1)
    expect(linesIn('pppppppppppppp', fourteen + 1e-9, { bold: true })).toBe(2)
    expect(linesIn('aaaaaaaaaaaaaa', fourteen + 1e-9, { size: 11 })).toBe(2)
    expect(linesIn('aaaaaaaaaaaaaa', fourteen + 1e-9, {}, 1)).toBe(2)
  })

  test.each([
    [2, 'text', {}, 25.5],
    [2, '药', {}, 30],
    [3, 'text', { size: 20 }, 76.5],
  ])('%i lines of %s in %j are so high', (lines, text, font, points) => {
    expect(linesHeight(lines, text, font)).toBeCloseTo(points, 9)
  })

  test('a text is as high as its lines', () => {
    expect(textHeight('000000000000000', fourteen + 1e-9)).toBeCloseTo(25.5, 9)
    expect(textHeight('aaaaaaaaaaaaaa', fourteen + 1e-9, { size: 11 }, 0)).toBeCloseTo(28.05, 9)
    expect(textHeight('aaaaaaaaaaaaaa', fourteen + 1e-9, {}, 1)).toBeCloseTo(25.5, 9)
  })
})
