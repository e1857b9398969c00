import type { MissingKind } from '../../protocol/language/mapping/missing-kinds.js'
import { foldedText, numeralOf, plainText } from '../../protocol/schema/plain-text.js'

/**
 * Received words of a column and what they stand for, found by their plain text, then without regard to capitals and
 * doubled spaces, then as numbers.
 */
export interface WordList<Meaning> {
  readonly find: (plain: string) => Meaning | undefined
  readonly words: readonly string[]
}

const byForm = <Meaning>(
  exact: ReadonlyMap<string, Meaning>,
  form: (word: string) => string | null,
): ReadonlyMap<string, Meaning> => {
  const forms = new Map<string, Meaning>()
  const doubled = new Set<string>()
  for (const [word, meaning] of exact) {
    const key = form(word)
    if (key === null) continue
    if (forms.has(key)) doubled.add(key)
    forms.set(key, meaning)
  }
  for (const key of doubled) forms.delete(key)
  return forms
}

/** Makes a word list; a word that two entries share but for capitals or the form of a number is found only as written. */
export const wordList = <Meaning>(entries: Readonly<Record<string, Meaning>>): WordList<Meaning> => {
  const exact = new Map(Object.entries(entries).map(([word, meaning]) => [plainText(word), meaning]))
  const byFold = byForm(exact, foldedText)
  const byNumber = byForm(exact, numeralOf)
  const asNumber = (plain: string): Meaning | undefined => {
    const key = byNumber.size === 0 ? null : numeralOf(plain)
    return key === null ? undefined : byNumber.get(key)
  }
  return {
    find: plain => exact.get(plain) ?? byFold.get(foldedText(plain)) ?? asNumber(plain),
    words: Object.keys(entries),
  }
}

/** Makes a list of words that stand for themselves. */
export const wordsAlone = (words: readonly string[]): WordList<true> =>
  wordList(Object.fromEntries(words.map(word => [word, true as const])))

/**
 * The words for missing that count for a field: its own before its file's before its site's; an empty cell is always
 * one.
 */
export const missingWords = (
  ...levels: readonly (Readonly<Record<string, MissingKind>> | undefined)[]
): WordList<MissingKind> => {
  const merged: Record<string, MissingKind> = { '': 'not recorded' }
  for (const level of levels) for (const [word, kind] of Object.entries(level ?? {})) merged[plainText(word)] = kind
  return wordList(merged)
}

// Na stands for sodium: capitals count.
const probablyMissing = new Set(
  [
    'NULL',
    'null',
    'Null',
    '(null)',
    'NA',
    'na',
    'N/A',
    'n/a',
    'N.A.',
    'n.a.',
    '#N/A',
    '#NA',
    '<NA>',
    'NaN',
    'nan',
  ].concat(
    [
      'NAN',
      'NaT',
      'None',
      'none',
      'nil',
      'Nil',
      'NIL',
      '\\N',
      '-',
      '--',
      '---',
      '—',
      '–',
      '/',
      '.',
      '..',
      '?',
      '??',
      '*',
    ],
    [
      '缺失',
      '缺',
      '空',
      '不详',
      '未知',
      '未查',
      '未测',
      '无数据',
      '待补',
      'missing',
      'Missing',
      'MISSING',
      '欠測',
      'ND',
      'n.d.',
    ],
  ),
)

/** Whether a plain text is one that programs and people commonly write where nothing is known. */
export const looksMissing = (plain: string): boolean => probablyMissing.has(plain)
