import { type FormatSection, leastDigits, saysNothing, thousandsLeftOut } from './cell-format.js'

/** What a number format makes of a number: nothing worth telling, another number or text, or nothing to be seen. */
export type ShownNumber =
  | { readonly kind: 'as stored' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly number: number }

const holds: Readonly<Record<string, (number: number, bound: number) => boolean>> = {
  '<': (number, bound) => number < bound,
  '<=': (number, bound) => number <= bound,
  '>': (number, bound) => number > bound,
  '>=': (number, bound) => number >= bound,
  '=': (number, bound) => number === bound,
  '<>': (number, bound) => number !== bound,
}

// Without conditions the sections are for positive, negative and zero, and the first counts where one is missing.
const sectionFor = (sections: readonly FormatSection[], number: number): FormatSection | undefined => {
  if (sections.some(({ condition }) => condition !== null)) {
    return sections
      .slice(0, 3)
      .find(({ condition }) => condition === null || holds[condition.relation]?.(number, condition.bound) === true)
  }
  const [positive, negative, zero] = sections
  if (number < 0) return negative ?? positive
  return number === 0 ? (zero ?? positive) : positive
}

// From the right, each digit takes a place; what is left over stands before the first place, and a free 0 is shown.
const fillPlaces = ({ parts }: FormatSection, number: number): string => {
  const digits = Array.from(String(number))
  const first = parts.findIndex(({ kind }) => kind === 'digit')
  let shown = ''
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const part = parts[at]
    if (part?.kind !== 'digit') shown = (part?.text ?? '') + shown
    else if (at === first) shown = (digits.join('') || (part.text === '0' ? '0' : '')) + shown
    else shown = (digits.pop() ?? (part.text === '0' ? '0' : '')) + shown
  }
  return shown.trim()
}

const said = (text: string): string => (saysNothing(text) ? '' : text.trim())

// Moving the point of a decimal shows where its binary fraction ends: fifteen digits are what a workbook keeps.
const scaled = (number: number, factor: number): number => Number((number * factor).toPrecision(15))

const decorated = (section: FormatSection, number: number): ShownNumber => {
  const { parts, percents } = section
  const first = parts.findIndex(({ kind }) => kind === 'digit')
  const last = parts.findLastIndex(({ kind }) => kind === 'digit')
  const text = (from: number, to: number): string =>
    said(
      parts
        .slice(from, to)
        .map(part => part.text)
        .join(''),
    )
  const [before, after] = [text(0, first), text(last + 1, parts.length)]
  const factor = 100 ** percents / 1000 ** thousandsLeftOut(section)
  if (before === '' && after === '' && factor === 1) return { kind: 'as stored' }
  const value = factor === 1 ? number : scaled(number, factor)
  return { kind: 'number', text: `${before}${value}${after}`, number: value }
}

/** What a reader of the workbook sees of a number: with the percent, unit, zeros or words that its format adds. */
export const shownNumber = (sections: readonly FormatSection[], number: number): ShownNumber => {
  const section = sectionFor(sections, number)
  if (section === undefined || section.parts.length === 0) return { kind: 'hidden' }
  if (!section.parts.some(({ kind }) => kind === 'digit')) {
    const words = said(section.parts.map(({ text }) => text).join(''))
    return words === '' ? { kind: 'as stored' } : { kind: 'text', text: words }
  }
  const padded = leastDigits(section) > 1 && section.percents === 0 && thousandsLeftOut(section) === 0
  const grouped = section.parts.some(({ kind, text }) => kind === 'digit' && /[.,eE/]/.test(text))
  if (padded && !grouped && Number.isSafeInteger(number) && number >= 0) {
    return { kind: 'text', text: fillPlaces(section, number) }
  }
  return decorated(section, number)
}
