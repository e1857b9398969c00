/** What a date format lets a reader see of a day. */
export type ShownOfDay = 'day' | 'month' | 'year' | 'day without its year' | 'time'

/** One section of a number format: when it counts, and what it makes of a number. */
export interface FormatSection {
  /** The bound that a condition such as `[<5]` names; null where the sign decides. */
  readonly condition: { readonly relation: string; readonly bound: number } | null
  /** Digits (`0`, `#`, `?`, `.`, `,`, `E`) and what is written between them, in order. */
  readonly parts: readonly { readonly kind: 'digit' | 'literal'; readonly text: string }[]
  readonly percents: number
}

/** What the format of a workbook's cell shows of the number that it stores. */
export type CellFormat =
  | { readonly kind: 'date'; readonly shows: ShownOfDay }
  | { readonly kind: 'number'; readonly sections: readonly FormatSection[] }

interface Token {
  readonly kind: 'literal' | 'code' | 'bracket'
  readonly text: string
}

// Quoted or escaped text is shown as it stands; `_x` and `*x` only make room.
const token = /"([^"]*)"?|\\(.)|[_*].|\[([^\]]*)\]|(General|AM\/PM|A\/P|[eE][+-]|.)/gisu

const tokensOf = (code: string): readonly (readonly Token[])[] => {
  const sections: Token[][] = [[]]
  for (const [, quoted, escaped, bracket, plain] of code.matchAll(token)) {
    if (plain === ';') sections.push([])
    else if (plain !== undefined) sections.at(-1)?.push({ kind: 'code', text: plain })
    else if (bracket !== undefined) sections.at(-1)?.push({ kind: 'bracket', text: bracket })
    else if ((quoted ?? escaped) !== undefined) {
      sections.at(-1)?.push({ kind: 'literal', text: quoted ?? escaped ?? '' })
    }
  }
  return sections
}

const elapsed = /^(h+|m+|s+)$/i

const lettersOf = (tokens: readonly Token[]): string =>
  tokens
    .filter(({ kind, text }) => kind === 'code' || (kind === 'bracket' && elapsed.test(text)))
    .map(({ text }) => (/^(general|am\/pm|a\/p)$/i.test(text) ? (/^g/i.test(text) ? '#' : 'h') : text.toLowerCase()))
    .join('')
    .replaceAll(/(s+)\.0+/g, '$1')

const shownOfDay = (letters: string): ShownOfDay => {
  // Beside hours or seconds an m is a minute.
  const days = letters.replaceAll(/h+[^a-z]*m+/g, 'h').replaceAll(/m+[^a-z]*s+/g, 's')
  const [year, month, day] = [/[yegb]/.test(days), days.includes('m'), /(?<!d)d{1,2}(?!d)/.test(days)]
  if (year && month && day) return 'day'
  if (year && !day) return month ? 'month' : 'year'
  return month && day ? 'day without its year' : 'time'
}

const comparison = /^(<=|>=|<>|<|>|=)(-?[\d.]+)$/

const sectionOf = (tokens: readonly Token[]): FormatSection => {
  const parts: FormatSection['parts'][number][] = []
  let condition: FormatSection['condition'] = null
  let percents = 0
  for (const { kind, text } of tokens) {
    const [, relation, bound] = kind === 'bracket' ? (comparison.exec(text) ?? []) : []
    if (relation !== undefined) condition = { relation, bound: Number(bound) }
    else if (kind === 'bracket') {
      const [, currency = ''] = /^\$([^-]*)/.exec(text) ?? []
      if (currency !== '') parts.push({ kind: 'literal', text: currency })
    } else if (kind === 'code' && text === '%') {
      percents += 1
      parts.push({ kind: 'literal', text })
    } else {
      // A stroke after a digit makes a fraction of the number.
      const fraction = text === '/' && parts.at(-1)?.kind === 'digit'
      const digit = kind === 'code' && (fraction || /^([0#?.,@]|general|e[+-])$/i.test(text))
      parts.push({ kind: digit ? 'digit' : 'literal', text })
    }
  }
  return { condition, parts, percents }
}

/** Reads the code of a workbook's number format, such as `yyyy-mm`, `0.0%` or `0.0"g/dL"`. */
export const cellFormat = (code: string): CellFormat => {
  const sections = tokensOf(code)
  const letters = lettersOf(sections[0] ?? [])
  if (!/[0#?@]/.test(letters) && /[ymdhsegb]/.test(letters)) return { kind: 'date', shows: shownOfDay(letters) }
  return { kind: 'number', sections: sections.map(sectionOf) }
}

const digitsOf = ({ parts }: FormatSection): string =>
  parts.map(({ kind, text }) => (kind === 'digit' ? text : '')).join('')

/** How many digits a section shows of a whole number at least: more than one where it puts zeros before it. */
export const leastDigits = (section: FormatSection): number =>
  (digitsOf(section).split(/[.eE/]/)[0] ?? '').replaceAll(/[^0]/g, '').length

/** How many thousands a section leaves out: each comma after its last digit stands for three digits. */
export const thousandsLeftOut = (section: FormatSection): number =>
  /[0#?](,+)(?:\.|$)/.exec(digitsOf(section))?.[1]?.length ?? 0

/** Text of a format that says nothing: signs, brackets and spaces. */
export const saysNothing = (text: string): boolean => /^[\s()+-]*$/.test(text)

const isPlainSection = (section: FormatSection): boolean =>
  section.condition === null &&
  section.percents === 0 &&
  section.parts.some(({ kind }) => kind === 'digit') &&
  section.parts.every(({ kind, text }) => kind === 'digit' || saysNothing(text)) &&
  leastDigits(section) < 2 &&
  thousandsLeftOut(section) === 0

/** Whether a format shows just the number or the whole day that is stored, as most do. */
export const isPlainFormat = (format: CellFormat): boolean =>
  format.kind === 'date' ? format.shows === 'day' : format.sections.every(isPlainSection)
