// Controls, signs that turn the direction of a line, invisible ones, lone halves of pairs, and the sign for 'no sign'.
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\uFFFD]/gu

const byCodePoint = (sign: string): string => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`

/** A text in which every sign that a reader cannot see, or a terminal would act on, is written by its code point. */
export const shownSigns = (text: string): string => text.replaceAll(unseen, byCodePoint)

/** A text of several lines made safe for a terminal: line ends and tabs stay, bold, dim and the colours too. */
export const shownOnTerminal = (text: string): string =>
  text
    .split(/(\u001b\[(?:0|1|2|22|3\d)m|\n|\t)/)
    .map((part, at) => (at % 2 === 1 ? part : shownSigns(part)))
    .join('')
