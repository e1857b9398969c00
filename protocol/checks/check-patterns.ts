import { canMeet, isPattern, textPattern } from '../facts/text-pattern.js'
import { type FindingFile, reject, type StudyFindings } from '../load/study-findings.js'
import type { Path } from '../load/yaml-file.js'

type Patterns = Readonly<Record<string, string | number>>

/**
 * Checks the patterns of a column: each says more than one text, and of two that one text may fit, and that say equally much,
 * both mean the same code.
 */
export const checkPatterns = (
  findings: StudyFindings,
  of: FindingFile,
  path: Path,
  { patterns = {} }: { readonly patterns?: Patterns | undefined },
): void => {
  const made = Object.entries(patterns).map(([written, code]) => ({ ...textPattern(written), code: String(code) }))
  made.forEach((own, at) => {
    const here: Path = [...path, 'patterns', own.written]
    if (!isPattern(own.written)) {
      reject(findings, {
        of,
        path: here,
        at: 'key',
        message: `found a text without '*' or '#', which belongs under 'codes'`,
      })
    } else if (own.fixed === 0) {
      reject(findings, { of, path: here, at: 'key', message: 'found a pattern that fits texts of any kind' })
    }
    const other = made.slice(0, at).find(one => one.fixed === own.fixed && one.code !== own.code && canMeet(one, own))
    if (other === undefined) return
    const message =
      'found a pattern that may fit the same text as one before it, which means another code and says as much'
    reject(findings, { of, path: here, at: 'key', message })
  })
}
