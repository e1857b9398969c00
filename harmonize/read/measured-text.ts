import { type AbnormalFlag, flagOf, joinFlags } from '../../protocol/schema/abnormal-flags.js'
import type { Relation } from '../../protocol/schema/relations.js'
import { commonUnit } from '../../protocol/schema/unit-names.js'
import { limitAhead, limitBehind, powerBehind } from './number-words.js'
import { type NumberParts, numberParts } from './parse-number.js'
import { type Told, told } from '../../words/told.js'
import type { KindThatCan } from '../../words/finding-kinds.js'

/** A number with what stands around it taken apart: a power of ten, a unit, a flag of the laboratory. */
export interface MeasuredText extends NumberParts {
  /** The power of ten that the digits are multiplied by. */
  readonly power: number
  readonly flag: ReceivedFlag | null
  /** Whether words say its limit. */
  readonly worded: boolean
}

/** What the laboratory says of a number, with the signs that say it. */
export interface ReceivedFlag {
  readonly flag: AbnormalFlag
  readonly received: string
}

/** What stands where one number is expected, by its kind, in words that quote nothing of it. */
export interface OtherText {
  readonly kind: KindThatCan<'hold value'>
  readonly message: Told
}

const other = (kind: KindThatCan<'hold value'>, found: Told): OtherText => ({
  kind,
  message: told`${found} where one number is expected`,
})

// Before a number letters other than H and L may be anything, and a plus sign is the number's own.
const flagBefore = /^([HL↑↓⇑⇓▲▼△▽⬆⬇↗↘*!()[\]\s\uFE0F\p{Script=Han}]+?)\s*(?=[<>=≤≥⩽⩾≦≧]|[+-]?\.?\d)/u

const about =
  /^(?:[<>≤≥]=?\s*)?(?:约为?|大约|大概|近|ca\.?|circa|approx(?:\.|imately)?|about|around|etwa|ungefähr|environ|env\.|[~∼≈±])\s*[<>≤≥]?\s*\.?\d/iu
const aboutBehind = /(?:左右|上下|余|多|\?|approx\.?|ca\.?|\+\/?-|±)$/iu
const noNumber =
  /检出限|检测限|下限|上限|未检出|未检测到|检测不到|\b[lu]?lo[dq]\b|^[<>]?\s*(?:tnd|bdl|blq|bql)$|detect|detection limit|nachweis/iu

const rangeSign = '(?:-|–|—|~|〜|∼|至|到|to\\b|bis\\b|\\.\\.+)'
const range = new RegExp(`^${rangeSign}\\s*[<>≤≥]?\\s*\\.?\\d`, 'iu')
const between = /^(?:between|from|zwischen|von|介于|介乎)\s*\.?\d/iu
const product = /^[^\d]{0,6}?[×x*✕·]\s*\.?\d/iu

const behind = (rest: string): OtherText => {
  if (/^[-/.]\s*\d+\s*[-/.]\s*\d/.test(rest)) return other('several-numbers', told`several numbers, as of a date,`)
  if (range.test(rest)) return other('range', told`a range of two numbers`)
  if (product.test(rest))
    return other('several-numbers', told`two numbers multiplied, such as two diameters or a schedule,`)
  if (/^['’]\d{3}(?!\d)/.test(rest))
    return other('ambiguous-number', told`digits grouped by an apostrophe, or two numbers,`)
  if (/\d/.test(rest)) return other('several-numbers', told`two or more numbers, or digits grouped by a space,`)
  if (aboutBehind.test(rest)) return other('approximate-number', told`a number that is only about right`)
  if (rest.startsWith('+'))
    return other('graded-result', told`a number with a plus sign, a grade such as 2+ or a flag,`)
  return other('words-behind-number', told`words or signs behind the number, which are no known unit of it,`)
}

const without = (text: string): OtherText => {
  if (about.test(text)) return other('approximate-number', told`a number that is only about right`)
  if (between.test(text)) return other('range', told`a range of two numbers`)
  if (noNumber.test(text)) {
    return {
      kind: 'limit-without-number',
      message: told`a word for a limit of detection, without its number: list it under 'codes' as the limit that it stands for, such as '<20'`,
    }
  }
  return {
    kind: 'not-a-number',
    message: told`no number where one is expected: a word that stands for nothing known is listed under 'missing'`,
  }
}

const twoLimits = other('limits-contradict', told`a number with two limits, in signs and words,`)

const contradicting = other(
  'flag-contradicts',
  told`a number with flags that say two things, such as a high and a low one,`,
)

/** A text behind a number in two: the unit, or nothing, and the signs that are a flag, which may stand before the unit. */
const flagBehind = (
  digits: string,
  rest: string,
  isUnit: (unit: string) => boolean,
): readonly [unit: string, signs: string] | null => {
  for (let at = 0; at < rest.length; at += 1) {
    const [unit, signs] = [rest.slice(0, at).trimEnd(), rest.slice(at)]
    if ((unit !== '' && !isUnit(unit)) || flagOf(signs) === 'none') continue
    // 2+ is a grade; 56.3+ and 38 g/L + are none.
    return signs.includes('+') && unit === '' && !/[.,]/.test(digits) ? null : [unit, signs]
  }
  for (let at = 1; at < rest.length; at += 1) {
    const [signs, unit] = [rest.slice(0, at), rest.slice(at)]
    // A letter is a flag where it stands alone.
    if (/\p{L}$/u.test(signs) && !/^\s/.test(unit)) continue
    if (!signs.includes('+') && flagOf(signs) !== 'none' && isUnit(unit.trim())) return [unit.trim(), signs]
  }
  return null
}

const flagAround = (before: string, behind: string): ReceivedFlag | 'contradicts' | null => {
  const said = [before, behind].filter(text => text !== '')
  const [one, other] = said.map(flagOf)
  if (one === undefined || one === 'none' || other === 'none') return null
  if (one === 'contradicts' || other === 'contradicts') return 'contradicts'
  const flag = other === undefined ? one : joinFlags(one, other)
  return flag === null ? 'contradicts' : { flag, received: said.map(text => text.trim()).join(' ') }
}

/** What stands before a number: a flag, a limit in words. */
const ahead = (text: string): { readonly signs: string; readonly relation: Relation | null; readonly rest: string } => {
  const [taken = '', before = ''] = flagBefore.exec(text) ?? []
  const isFlag = flagOf(before) !== 'none'
  const rest = isFlag ? text.slice(taken.length) : text
  const limit = limitAhead(rest)
  return { signs: isFlag ? before : '', relation: limit?.relation ?? null, rest: limit?.rest ?? rest }
}

/** A plain text without a flag or a limit in words before its number. */
export const fromNumber = (text: string): string => ahead(text).rest

// A sign and a word for the same number: what both say has to be one thing.
const bothLimits = (relation: Relation, word: Relation | null): Relation | null => {
  if (word === null || relation === word) return relation
  return relation === '=' ? word : null
}

/**
 * Takes a plain text apart where it is one number with at most a limit, a power of ten, a unit that is expected, and a
 * flag; else tells what it is.
 */
export const measuredText = (text: string, isUnit: (rest: string) => boolean): MeasuredText | OtherText => {
  const before = ahead(text)
  const parts = numberParts(before.rest)
  if (parts === null) return without(text)
  let { digits, rest } = parts
  let relation = bothLimits(parts.relation, before.relation)
  let power = 0
  let signs = ''
  const take = (): boolean => rest === '' || isUnit(rest)
  const raised = take() ? null : powerBehind(digits, rest)
  if (raised !== null) ({ digits, power, rest } = raised)
  if (!take()) {
    const flagged = flagBehind(digits, rest, isUnit)
    if (flagged !== null) [rest, signs] = flagged
  }
  const limit = take() ? null : limitBehind(rest)
  if (limit !== null && (limit.rest === '' || isUnit(limit.rest))) {
    rest = limit.rest
    relation = relation === null ? null : bothLimits(relation, limit.relation)
  }
  if (relation === null) return twoLimits
  const worded = relation !== parts.relation
  const flag = flagAround(before.signs, signs)
  if (flag === 'contradicts') return contradicting
  // A unit that is one elsewhere is reported as a unit, by its common spelling.
  return take() || commonUnit(rest) !== null ? { relation, digits, rest, power, flag, worded } : behind(rest)
}
