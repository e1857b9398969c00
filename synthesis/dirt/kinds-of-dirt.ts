import type { Cell } from '../cell.js'
import type { Draws } from '../draws.js'

/** What is done to cells, as the summary names it. */
export const dirtKinds = [
  'blank cells',
  'words for nothing',
  'capitals and widths',
  'spaces behind',
  'flags behind results',
  'limits',
  'days that cannot be read',
  'words that are not listed',
  'results in another unit',
  'doubled rows',
] as const

/** One kind of dirt. */
export type DirtKind = (typeof dirtKinds)[number]

/** Kinds after which a cell cannot be used, or only guessed: no column has many of them. */
export const unusableKinds: ReadonlySet<DirtKind> = new Set<DirtKind>([
  'days that cannot be read',
  'words that are not listed',
  'results in another unit',
])

const otherCapitals = (text: string): string => {
  if (text.toUpperCase() !== text) return text.toUpperCase()
  return text.toLowerCase() !== text
    ? text.toLowerCase()
    : text.replaceAll(/[0-9]/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}

const inOtherUnit = ({ text, otherUnit = 1 }: Cell): string => {
  const comma = text.includes(',')
  const number = String(Number((Number(text.replace(',', '.')) * otherUnit).toPrecision(3)))
  return comma ? number.replace('.', ',') : number
}

/** What may be done to a cell, with what it becomes then. */
export const dirtOf = (
  cell: Cell,
  words: readonly string[],
  draws: Draws,
): readonly (readonly [DirtKind, string])[] => {
  const { text, listed, day, value, otherUnit } = cell
  const found: (readonly [DirtKind, string])[] = [
    ['spaces behind', `${text} `],
    ['blank cells', ''],
  ]
  const word = draws.one(words)
  if (word !== undefined) found.push(['words for nothing', word])
  if (listed === true)
    found.push(['capitals and widths', otherCapitals(text)], ['words that are not listed', `${text} / other`])
  if (day !== undefined)
    found.push(['days that cannot be read', draws.one(['about 2021', '2021-13-45', 'spring']) ?? ''])
  if (value !== undefined) {
    found.push(
      ['flags behind results', `${text}${draws.one([' ↑', ' ↓', ' H', ' L', '*']) ?? ''}`],
      ['limits', `<${text}`],
    )
    if (otherUnit !== undefined) found.push(['results in another unit', inOtherUnit(cell)])
  }
  return found.filter(([, made]) => made !== text)
}
