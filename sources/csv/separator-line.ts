import { Unreadable } from '../errors.js'
import { type Told, told } from '../../words/told.js'

const separatorLine = /^\uFEFF?"?sep=(.)"?[^\S\r\n]*(?:\r\n|\n|\r|$)/i

const common: Readonly<Record<string, Told>> = {
  '\t': told`a tab`,
  ' ': told`a space`,
  ';': told`';'`,
  ',': told`','`,
  '|': told`'|'`,
  ':': told`':'`,
}

/** A text without the line that tells a spreadsheet how cells are divided, and what is worth knowing of it. */
export interface Body {
  readonly text: string
  readonly notes: readonly Told[]
}

/**
 * Drops a first line `sep=;`, which a spreadsheet does not show, unless the mapping counts it among the rows above the
 * header; a file that names another sign than the mapping is refused.
 */
export const dropSeparatorLine = (text: string, delimiter: string, headerRows: readonly number[]): Body => {
  const [line, sign] = separatorLine.exec(text.slice(0, 32)) ?? []
  if (line === undefined) return { text, notes: [] }
  if (sign !== delimiter) {
    const named = common[sign ?? ''] ?? told`another sign`
    throw new Unreadable(
      told`its first line says that ${named} divides the cells: name it in the mapping (\`delimiter: …\`)`,
    )
  }
  return Math.min(...headerRows) === 1
    ? {
        text: text.slice(line.length),
        notes: [told`the first line names the delimiter only; rows count from the next`],
      }
    : { text, notes: [] }
}
