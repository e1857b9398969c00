import { fitsPieces, piecesOf, type TextPattern, textPattern } from '../../protocol/facts/text-pattern.js'

/** A pattern of received texts with the code that they mean. */
export interface CodePattern extends TextPattern {
  readonly code: string
}

/** Makes the patterns of a column ready, those that say most first. */
export const codePatterns = (written: Readonly<Record<string, string | number>> = {}): readonly CodePattern[] =>
  Object.entries(written)
    .map(([pattern, code]) => ({ ...textPattern(pattern), code: String(code) }))
    .sort((one, other) => other.fixed - one.fixed)

/**
 * The pattern that a text fits: of several the one with the most signs of its own. Null where none fits, and where two that
 * say equally much mean different codes.
 */
export const patternOf = (text: string, patterns: readonly CodePattern[]): CodePattern | null => {
  if (patterns.length === 0) return null
  const pieces = piecesOf(text)
  const fitting = patterns.filter(pattern => fitsPieces(pattern, pieces))
  const [first] = fitting
  if (first === undefined) return null
  return fitting.some(({ fixed, code }) => fixed === first.fixed && code !== first.code) ? null : first
}
