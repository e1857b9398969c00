import type { Cell } from '../../sources/source-record.js'

/** A text cut at signs, with the signs as parts of their own. */
export const betweenSigns = (text: string, signs: readonly string[]): readonly string[] =>
  signs.reduce<readonly string[]>(
    (parts, sign) =>
      parts.flatMap(part =>
        signs.includes(part) ? [part] : part.split(sign).flatMap((own, at) => (at === 0 ? [own] : [sign, own])),
      ),
    [text],
  )

/** The cells of one cell that holds several texts with signs between them; blank ones are left out. */
export const severalParts = (cell: Cell, signs: readonly string[]): readonly Cell[] => {
  if (cell.kind !== 'text') return [cell]
  const texts = betweenSigns(cell.text, signs)
    .filter(part => !signs.includes(part))
    .map(part => part.trim())
    .filter(part => part !== '')
  return texts.length < 2
    ? [texts[0] === undefined ? cell : { kind: 'text', text: texts[0] }]
    : texts.map(text => ({ kind: 'text', text }))
}
