/** What a printed number says: a number at its decimals, a bound, that something was not reached, or a text. */
export type Printed =
  | { readonly kind: 'number'; readonly number: number; readonly decimals: number }
  | { readonly kind: 'bound'; readonly relation: '<' | '>'; readonly number: number }
  | { readonly kind: 'not reached' }
  | { readonly kind: 'text'; readonly text: string }

/** Numbers from the least to the greatest that a printed number may stand for. */
export interface PrintedRange {
  readonly least: number
  readonly greatest: number
}

/** Reads a number as printed; minus signs of any form, a percent sign and thin spaces count for nothing. */
export const parsePrinted = (printed: string, decimals?: number): Printed => {
  const text = printed.trim()
  if (/^(not reached|nr|not estimable|ne)$/i.test(text)) return { kind: 'not reached' }
  const match = /^([<>≤≥]?)\s*([+-]?\d*\.?\d+)\s*%?$/.exec(text.replaceAll(/[−–]/g, '-').replaceAll(/\s/g, ''))
  const digits = match?.[2]
  if (match === null || digits === undefined) return { kind: 'text', text }
  const number = Number(digits)
  if (match[1] === '<' || match[1] === '≤') return { kind: 'bound', relation: '<', number }
  if (match[1] === '>' || match[1] === '≥') return { kind: 'bound', relation: '>', number }
  return { kind: 'number', number, decimals: decimals ?? digits.split('.')[1]?.length ?? 0 }
}

// Half of the last printed place and a little more: a half may be rounded either way, and is rarely exact in binary.
const halfPlace = (decimals: number): number => 0.5 * 10 ** -decimals * (1 + 1e-9)

/** Whether a number rounds to the printed one. */
export const roundsTo = (value: number, printed: Extract<Printed, { kind: 'number' }>): boolean =>
  Math.abs(value - printed.number) <= halfPlace(printed.decimals) + 1e-12 * Math.abs(value)

/** The numbers that a printed one may stand for; null for a text. */
export const printedRange = (printed: Printed): PrintedRange | null => {
  if (printed.kind === 'number') {
    const half = halfPlace(printed.decimals)
    return { least: printed.number - half, greatest: printed.number + half }
  }
  if (printed.kind !== 'bound') return null
  return printed.relation === '<'
    ? { least: -Infinity, greatest: printed.number }
    : { least: printed.number, greatest: Infinity }
}
