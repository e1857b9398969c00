import { describe, expect, test } from 'vitest'
import { looksLikeWords, plainlyUtf8 } from '../../sources/encoding/letter-shape.js'

type Piece = readonly [word: string, times: number]

/** A text of words, each so often, one behind the other. */
const text = (...pieces: readonly Piece[]): string =>
  pieces.flatMap(([word, times]) => Array.from({ length: times }, () => word)).join(' ')

describe('words of an alphabet of their own', () => {
  test.each<[string, readonly Piece[], boolean]>([
    ['words of small letters', [['печень', 3]], true],
    [
      'single letters',
      [
        ['м', 2],
        ['ж', 3],
      ],
      true,
    ],
    ['words with a capital in front', [['Иванов', 5]], true],
    ['capitals throughout', [['РАК', 5]], true],
    ['no letter', [['°', 1]], false],
    ['no letter beyond ASCII', [['liver', 5]], false],
    [
      'a capital inside 4 of 100 words',
      [
        ['аб', 96],
        ['аБ', 4],
      ],
      false,
    ],
    [
      'a capital inside 3 of 100 words',
      [
        ['аб', 97],
        ['аБ', 3],
      ],
      true,
    ],
    [
      'a Latin letter before 10 of 100',
      [
        ['аб', 90],
        ['zб', 10],
      ],
      false,
    ],
    [
      'a Latin letter before 9 of 100',
      [
        ['аб', 91],
        ['zб', 9],
      ],
      true,
    ],
    [
      'a Latin letter behind 10 of 100',
      [
        ['аб', 90],
        ['бA', 10],
      ],
      false,
    ],
    [
      'a Latin letter behind 9 of 100',
      [
        ['аб', 91],
        ['бa', 9],
      ],
      true,
    ],
    [
      'Latin words beside them',
      [
        ['аб', 10],
        ['liver', 50],
      ],
      true,
    ],
    [
      '1 of 10 letters accented',
      [
        ['а', 9],
        ['é', 1],
      ],
      false,
    ],
    [
      '1 of 11 letters accented',
      [
        ['а', 10],
        ['é', 1],
      ],
      true,
    ],
    [
      '1 of 10 signs no usual one',
      [
        ['а', 9],
        ['÷', 1],
      ],
      true,
    ],
    [
      '1 of 9 signs no usual one',
      [
        ['а', 8],
        ['÷', 1],
      ],
      false,
    ],
    [
      'a sign that stands before no letter',
      [
        ['а', 7],
        ['£а', 1],
      ],
      false,
    ],
    [
      'it stands before a number',
      [
        ['а', 8],
        ['£5', 1],
      ],
      true,
    ],
    [
      'usual signs, however many',
      [
        ['а', 8],
        ['°', 20],
        ['«', 20],
      ],
      true,
    ],
  ])('%s', (_, pieces, are) => {
    expect(looksLikeWords(text(...pieces), 'own')).toBe(are)
  })
})

describe('words of Latin letters with accents', () => {
  test.each<[string, readonly Piece[], boolean]>([
    [
      'words with an accent',
      [
        ['für', 3],
        ['Ärztin', 2],
        ['café', 1],
      ],
      true,
    ],
    ['no letter', [['°', 1]], false],
    ['accented letters alone', [['ü', 3]], false],
    [
      'half of them beside a Latin letter',
      [
        ['ü', 1],
        ['är', 1],
      ],
      false,
    ],
    [
      'two thirds of them beside one',
      [
        ['ü', 1],
        ['är', 2],
      ],
      true,
    ],
    [
      'half of them behind a Latin letter',
      [
        ['Ü', 1],
        ['rÄ', 1],
      ],
      false,
    ],
    [
      'two thirds of them behind one',
      [
        ['Ü', 1],
        ['RÄ', 2],
      ],
      true,
    ],
    [
      'one between two counts for both',
      [
        ['ü', 3],
        ['für', 1],
      ],
      false,
    ],
    [
      'one between two counts for both, of three',
      [
        ['ü', 2],
        ['für', 1],
      ],
      true,
    ],
    [
      'a capital inside 1 of 10 pairs',
      [
        ['är', 9],
        ['aÖ', 1],
      ],
      false,
    ],
    [
      'a capital inside 1 of 11 pairs',
      [
        ['är', 10],
        ['aÖ', 1],
      ],
      true,
    ],
    [
      'capitals throughout',
      [
        ['ÄR', 10],
        ['RÖ', 5],
      ],
      true,
    ],
    [
      '1 of 5 runs of four accented letters',
      [
        ['är', 4],
        ['éàéàr', 1],
      ],
      false,
    ],
    [
      '1 of 6 runs of four accented letters',
      [
        ['är', 5],
        ['éàéàr', 1],
      ],
      true,
    ],
    ['runs of three accented letters', [['éàér', 5]], true],
    [
      '1 of 10 signs no usual one',
      [
        ['är', 9],
        ['÷', 1],
      ],
      true,
    ],
    [
      '1 of 9 signs no usual one',
      [
        ['är', 8],
        ['÷', 1],
      ],
      false,
    ],
    [
      'a sign that stands before no letter',
      [
        ['är', 8],
        ['¼x', 1],
      ],
      false,
    ],
    ['Greek', [['ήπαρ', 5]], false],
  ])('%s', (_, pieces, are) => {
    expect(looksLikeWords(text(...pieces), 'latin')).toBe(are)
  })
})

test.each([
  ['plain words', true],
  ['肝', true],
  ['\u0800', true],
  ['\u07FF', false],
  ['für', true],
  ['печень', true],
  ['±5 °C', true],
  ['±5 °C \u007F', true],
  ['±5 ÷', false],
  ['ü ö ä', false],
  ['Å®', false],
])('%j in UTF-8 is plainly that: %s', (written, is) => {
  expect(plainlyUtf8(written)).toBe(is)
})
