import { nearestName } from './nearest.js'
import type { PathProblem } from './schema-problems.js'
import { isCodeWord } from '../words/schema-words.js'
import type { Path } from './yaml-file.js'

/** Which file of a study a finding is about: `study`, `published`, `operations`, or `site <id>`. */
export type FindingFile = 'study' | 'published' | 'operations' | `site ${string}`

/** Something that the schema cannot see is wrong, or probably not meant. */
export interface StudyFinding extends PathProblem {
  readonly of: FindingFile
}

/** Where findings are collected while a study is checked. */
export interface StudyFindings {
  readonly errors: StudyFinding[]
  readonly warnings: StudyFinding[]
}

/** A finding's place and words; `found` is compared with `allowed` for the nearest name. */
export interface FindingDetails {
  readonly of: FindingFile
  readonly path: Path
  readonly message: string
  readonly at?: 'key' | 'value'
  readonly found?: string
  readonly allowed?: readonly string[]
}

// What may stand there is often a word of another study file: a long text is none, and would be read aloud.
const isWord = (word: string): boolean => word.length <= 60 && !/\p{C}/u.test(word)

const finding = ({ of, path, message, at = 'value', found, allowed = [] }: FindingDetails): StudyFinding => ({
  of,
  path,
  at,
  message,
  allowed: allowed.filter(isWord),
  nearest: found === undefined ? null : nearestName(found, allowed.filter(isWord)),
})

/** Adds an error. */
export const reject = (findings: StudyFindings, details: FindingDetails): void => {
  findings.errors.push(finding(details))
}

/** Adds a warning: it is for the screen of who checks a study, so it names codes; other texts it does not. */
export const doubt = (findings: StudyFindings, details: FindingDetails): void => {
  findings.warnings.push(finding({ ...details, allowed: details.allowed?.filter(isCodeWord) ?? [] }))
}

/** Adds an error unless a name is among those allowed; returns whether it is. */
export const expectName = (
  findings: StudyFindings,
  names: readonly string[],
  details: FindingDetails & { readonly found: string },
): boolean => {
  if (names.includes(details.found)) return true
  reject(findings, { ...details, allowed: names })
  return false
}
