import { type FindingFile, reject, type StudyFindings } from '../load/study-findings.js'
import type { Path } from '../load/yaml-file.js'
import { inWords } from '../words/schema-words.js'
import { comparedText, plainText } from '../schema/plain-text.js'

type Words = Readonly<Record<string, unknown>>

const checkList = (
  findings: StudyFindings,
  of: FindingFile,
  path: Path,
  words: Words,
  form: (word: string) => string,
): void => {
  const before = new Map<string, unknown>()
  for (const [word, meaning] of Object.entries(words)) {
    const read = form(word)
    if (before.has(read) && String(before.get(read)) !== String(meaning)) {
      const message = `found ${inWords(word)} that is read as one before it, which means something else`
      reject(findings, { of, path: [...path, word], at: 'key', message })
    }
    before.set(read, meaning)
  }
}

/**
 * Checks that no two words of a list, which widths, blanks or kinds of dash alone distinguish, mean different things: one of
 * them would never count.
 */
export const checkTwins = (findings: StudyFindings, of: FindingFile, path: Path, written: unknown): void => {
  if (typeof written !== 'object' || written === null) return
  const { codes, missing, unit, words } = written as Words
  const lists = { codes, missing } as const
  for (const [key, list] of Object.entries(lists))
    if (typeof list === 'object' && list !== null) checkList(findings, of, [...path, key], list as Words, plainText)
  if (typeof words === 'object' && words !== null)
    checkList(findings, of, [...path, 'words'], words as Words, comparedText)
  checkTwins(findings, of, [...path, 'unit'], unit)
}
