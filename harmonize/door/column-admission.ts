import { type CodelessWords, unitsKey } from '../../protocol/facts/codeless-words.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { flagOf } from '../../protocol/schema/abnormal-flags.js'
import { isUnitless } from '../../protocol/schema/ucum.js'
import { commonUnit } from '../../protocol/schema/unit-names.js'
import type { Cell } from '../../sources/source-record.js'
import { plansOf } from './asked-columns.js'
import { blockPlans } from '../blocks/block-plan.js'
import type { KeyedHash } from './ids/keyed-hash.js'
import { commonUnits, filler, ownLetters, withoutLongDigits, withoutWords } from './measured-letters.js'
import { isTooLong } from './longest-value.js'
import { isMonthWord } from '../read/month-names.js'
import { plainText } from '../read/plain-text.js'
import { type CodePattern, patternOf } from '../read/code-patterns.js'
import { codeWithMore, isMadeDay, partsOfCell, severalCodes } from '../read/read-code.js'
import { betweenSigns } from '../read/several-parts.js'
import { looksMissing, type WordList, wordsAlone } from '../read/received-words.js'
import { nearestOfWithheld, withheldText } from './withheld-text.js'

/** What a mapping makes of one column, as far as it decides which texts of it are taken in. */
interface Uses {
  /** Lists of codes, words for missing, of `when` and `passOver`: their words pass. */
  readonly lists: WordList<unknown>[]
  /** Of these the words that a text may be nearest to. */
  readonly listed: string[]
  readonly codes: WordList<unknown>[]
  readonly patterns: CodePattern[]
  /** The signs between several codes of a cell; none where a cell is one code. */
  readonly each: string[]
  /** Words of the study for columns of codes without a list; null where the column is none. */
  codeless: Set<string> | null
  /** Whether it is a column of abnormal flags without a list: the usual signs are known. */
  flags: boolean
  measures: boolean
  days: boolean
  unit: boolean
  /** Whether some use of it reads words. */
  words: boolean
  /** The lists that blocks ask by `when`. */
  readonly asked: Set<string>
  readonly units: string[]
}

/** What of a column is taken in. */
export interface Admission {
  /** Whether every use of the column reads numbers or days: there a number is a value as a rule. */
  readonly measuring: boolean
  /** Whether every use of it reads days. */
  readonly days: boolean
  /** Whether the mapping or the study has this text for a word of the column: it is no identifier. */
  readonly isListed: (plain: string) => boolean
  /** Whether a text that was not taken in is worth a look: not of a unit, nor where one list asks and others mean no. */
  readonly isReported: (stored: string) => boolean
  /** Lets a cell in, or what may be kept of it. */
  readonly admit: (cell: Cell) => Cell
}

const folded = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ')

// Answers and labels that are nobody's: numbers of up to five digits, labels such as L1 or S8-1, and what any list would hold.
const shortLabel = /^(?:[+-]?\d{1,5}(?:\.\d{1,3})?|[A-Z]{0,3}[-._ ]?\d{1,4}[A-Z]{0,2}(?:[-._/]\d{1,3})?|[A-Z+-])$/i
// What stands in a column of units where there is none: a count, or a number.
const countOf = /^(?:\d{1,5}|分|级|个|points?|score|级别)$/i

const answers = new Set(
  'male female m f w yes no y n true false alive dead left right both i ii iii iv v 男 女 男性 女性 是 否 有 无 左 右 双 生存 存活 死亡'.split(
    ' ',
  ),
)

const unitsOfStudy = (words: CodelessWords): WordList<unknown> => wordsAlone(words[unitsKey] ?? [])

const usesOf = (mapping: SiteMapping, fileId: string, words: CodelessWords): ReadonlyMap<string, Uses> => {
  const columns = new Map<string, Uses>()
  const always = wordsAlone([...Object.keys(mapping.missing), ...Object.keys(mapping.files[fileId]?.missing ?? {})])
  const ownUnits = unitsOfStudy(words)
  const of = (column: string): Uses => {
    const none = {
      lists: [always],
      listed: [],
      codes: [],
      patterns: [],
      each: [],
      codeless: null,
      flags: false,
      measures: false,
      days: false,
      unit: false,
      words: false,
      asked: new Set<string>(),
      units: [],
    }
    const uses: Uses = columns.get(column) ?? none
    columns.set(column, uses)
    return uses
  }
  for (const plan of blockPlans(mapping).filter(one => one.fileId === fileId)) {
    for (const { column, words: asked } of plan.when) {
      of(column).lists.push(asked)
      of(column).words = true
      of(column).asked.add(JSON.stringify([...asked.words].sort()))
      of(column).listed.push(...asked.words)
    }
    for (const field of plansOf(plan)) {
      if (field.kind === 'constant') continue
      const { rule } = field
      const uses = of(rule.column)
      uses.lists.push(rule.missing)
      if (rule.codes !== null) {
        uses.lists.push(rule.codes)
        uses.codes.push(rule.codes)
        uses.listed.push(...rule.codes.words)
        uses.patterns.push(...rule.patterns)
      }
      uses.each.push(...(rule.each ?? []))
      if (rule.kind === 'code' && rule.codes === null) {
        const known = words[`${plan.domain}.${rule.field}`] ?? []
        uses.codeless = new Set([...(uses.codeless ?? []), ...known.map(folded)])
      }
      uses.flags ||= rule.field === 'flag' && rule.codes === null
      uses.words ||= rule.kind === 'code'
      uses.measures ||= rule.kind === 'number' || rule.kind === 'quantity'
      uses.days ||= rule.kind === 'date'
      if (rule.unit.kind === 'named') uses.units.push(rule.unit.unit)
      if (rule.unit.kind !== 'column') continue
      const units = of(rule.unit.column)
      units.unit = true
      units.words = true
      units.lists.push(ownUnits)
      units.listed.push(...(words[unitsKey] ?? []), ...commonUnits)
      if (rule.unit.codes !== null) {
        units.lists.push(rule.unit.codes)
        units.listed.push(...rule.unit.codes.words)
        uses.units.push(...rule.unit.codes.words)
      }
    }
  }
  for (const [column, over] of Object.entries(mapping.files[fileId]?.passOver ?? {})) {
    if (typeof over === 'object') of(column).lists.push(wordsAlone(over))
  }
  const { dataDate } = mapping
  if (typeof dataDate === 'object' && 'column' in dataDate && dataDate.file === fileId) of(dataDate.column).days = true
  return columns
}

const isListed = (plain: string, { lists, codeless }: Uses): boolean =>
  lists.some(list => list.find(plain) !== undefined) || codeless?.has(folded(plain)) === true

const passes = (plain: string, uses: Uses): boolean => {
  if (looksMissing(plain) || isListed(plain, uses)) return true
  if (uses.flags && flagOf(plain) !== 'none') return true
  if (uses.unit && (commonUnit(plain) !== null || countOf.test(plain) || isUnitless(plain))) return true
  const isAnswer = shortLabel.test(plain) || answers.has(folded(plain))
  if (isAnswer && (uses.codeless !== null || uses.asked.size > 0)) return true
  return uses.codes.some(codes => severalCodes(plain, codes)) || (!uses.measures && isMadeDay(plain))
}

/**
 * A text by patterns: the pattern stands in its place, because what else the text says is nobody's business. Of several codes
 * in one text each is found by itself, so that none is lost in what a pattern passes over.
 */
const ofPatterns = (plain: string, { patterns, codes }: Uses): string | null => {
  if (patterns.length === 0 || isTooLong(plain)) return null
  const wordOf = (text: string): string | null => {
    const listed = codes.some(list => list.find(text) !== undefined)
    return listed ? text : (patternOf(text, patterns)?.written ?? null)
  }
  const parts = partsOfCell(plain).map(wordOf)
  const found = [...new Set(parts.filter(word => word !== null))]
  return found.length > 1 ? found.join('; ') : wordOf(plain)
}

const maskedCell = '[identifier]'

const kept = (plain: string, uses: Uses, labelOf: KeyedHash, own: ReadonlySet<string>): string => {
  if (plain.includes(maskedCell)) return maskedCell
  const measured = uses.measures || uses.days
  const coded = uses.codes.length > 0 || uses.codeless !== null
  if (measured && !coded && isTooLong(plain)) return filler
  if (measured && !isTooLong(plain)) {
    const shape = uses.days ? withoutWords(plain, own, isMonthWord) : withoutWords(plain, own)
    const figures = uses.measures ? shape : withoutLongDigits(shape)
    // Where codes are read as well, a number or day passes, and a word is reported as one that no list has.
    if (!coded || (figures === plain && /\d/.test(plain))) return figures
  }
  const name = labelOf(folded(plain)).slice(0, 12)
  const codes = isTooLong(plain) ? [] : uses.codes
  const more = codes.flatMap(list => codeWithMore(plain, list) ?? [])[0]
  if (more !== undefined) return `${more} ([unlisted ${name}])`
  return uses.codeless !== null ? `text-${name}` : withheldText(name, plain, uses.listed)
}

// The format of a workbook's number may write any words beside it.
const withoutFormatWords = (cell: Cell & { readonly kind: 'number' }, uses: Uses, own: ReadonlySet<string>): Cell => {
  if (cell.shown !== true) return cell
  const plain = plainText(cell.text)
  const text = isListed(plain, uses) ? plain : withoutWords(plain, own)
  return text === plain ? cell : { ...cell, text }
}

/**
 * Which texts of a file's columns are taken in: those that a list has, and of columns without a list the study's own words,
 * numbers, days and units. Any other is replaced: by a keyed label, so that equal ones stay equal, and what can be shown
 * of it; nothing of what it says is stored.
 */
export const columnAdmissions = (
  mapping: SiteMapping,
  fileId: string,
  words: CodelessWords,
  labelOf: KeyedHash,
): ReadonlyMap<string, Admission> => {
  const admission = (uses: Uses): Admission => {
    const own = ownLetters([...uses.units, ...uses.listed, ...(words[unitsKey] ?? [])])
    const admitOne = (text: string): string => {
      const plain = plainText(text)
      const passed = isTooLong(plain) ? isListed(plain, uses) : passes(plain, uses)
      const taken = passed ? plain : (ofPatterns(plain, uses) ?? kept(plain, uses, labelOf, own))
      return taken === plain ? text : taken
    }
    const admit = (text: string): string => {
      if (uses.each.length === 0 || isListed(plainText(text), uses)) return admitOne(text)
      return betweenSigns(text, uses.each)
        .map(part => (uses.each.includes(part) || part === '' ? part : admitOne(part)))
        .join('')
    }
    return {
      measuring: !uses.words,
      days: uses.days && !uses.words && !uses.measures,
      isListed: plain => isListed(plain, uses),
      isReported: stored =>
        !uses.unit && !isListed(stored, uses) && (uses.asked.size !== 1 || nearestOfWithheld(stored) !== null),
      admit: cell => {
        if (cell.kind !== 'text' && cell.kind !== 'number') return cell
        if (cell.kind === 'number' && (uses.measures || uses.days)) return withoutFormatWords(cell, uses, own)
        const text = admit(cell.text)
        return text === cell.text ? cell : { kind: 'text', text }
      },
    }
  }
  return new Map([...usesOf(mapping, fileId, words)].map(([column, uses]) => [column, admission(uses)]))
}
