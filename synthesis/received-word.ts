import { fitsPattern, isPattern, textPattern } from '../protocol/facts/text-pattern.js'
import { wordForm } from '../protocol/schema/plain-text.js'

/** A received word with the code that it means. */
export interface ReceivedWord {
  readonly text: string
  readonly code: string
}

type Codes = Readonly<Record<string, string | number>>

const filled = (pattern: string, anything: string): string =>
  pattern
    .replaceAll(/\\([*#])|([*#])/g, (_, itself: string | undefined, sign: string | undefined) =>
      itself !== undefined ? itself : sign === '#' ? '7' : anything,
    )
    .replaceAll(/\s+/g, ' ')
    .trim()

/** A text that fits a pattern; nothing where none is found. */
export const textOfPattern = (pattern: string): string | undefined => {
  if (!isPattern(pattern)) return filled(pattern, '')
  const made = textPattern(pattern)
  return ['', ' (s)', '(s)', 's', '7']
    .map(anything => filled(pattern, anything))
    .find(text => text !== '' && fitsPattern(made, text))
}

/** All received words of a field with their codes: those listed, and one for each pattern. */
export const receivedWords = (codes: Codes | undefined, patterns: Codes | undefined): readonly ReceivedWord[] => {
  const listed = Object.entries(codes ?? {}).map(([text, code]) => ({ text, code: String(code) }))
  const taken = new Set(listed.map(({ text }) => wordForm(text)))
  const made = Object.entries(patterns ?? {}).flatMap(([pattern, code]): readonly ReceivedWord[] => {
    const text = textOfPattern(pattern)
    return text === undefined || taken.has(wordForm(text)) ? [] : [{ text, code: String(code) }]
  })
  return [...listed, ...made]
}

/** Whether two received words are read as one. */
export const sameWord = (one: string, other: string): boolean => wordForm(one) === wordForm(other)

const formsOf = new WeakMap<readonly ReceivedWord[], ReadonlyMap<string, string>>()

/** What a received text means by a list of words. */
export const codeOfWord = (words: readonly ReceivedWord[], text: string): string | undefined => {
  const forms = formsOf.get(words) ?? new Map(words.map(word => [wordForm(word.text), word.code]))
  formsOf.set(words, forms)
  return forms.get(wordForm(text))
}
